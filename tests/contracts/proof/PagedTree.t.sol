// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PagedTree} from "../../../contracts/libraries/PagedTree.sol";
import {StepTest} from "./StepTest.sol";
import {Space, TreeBuilder} from "./TreeBuilder.sol";

/// @notice Trees against their definition, and what must not pass for one.
contract PagedTreeTest is StepTest {
    using TreeBuilder for Space;

    function test_known_roots() external view {
        bytes memory page = new bytes(512);
        for (uint256 i = 0; i < 512; ++i) page[i] = bytes1(uint8(i));
        bytes32 node = 0x180ec07d6702f0743494b3b60ac98b2d9836924f041a276ca311f52cb1c3f228;
        bytes32 root = 0x3c76a4a5b69f7a27d424d1b054e584dad617bf25b79649db3f5bef71eecb9584;
        checkEqual(this.pageNode(page), node, "page");
        checkEqual(this.rootOfPages(bytes.concat(page, new bytes(512), page)), root, "three pages");
        bytes32 trace = 0x4bd7fbf8e44df230ef6c3621626e54b9851076c8525996d3ee43288ea312bfb7;
        checkEqual(PagedTree.traceRoot(root, node), trace, "trace");
        checkEqual(this.rootOfPages(""), bytes32(0), "no pages");
    }

    function test_depth_is_the_rounded_up_logarithm() external pure {
        uint256[12] memory counts = [uint256(0), 1, 2, 3, 4, 5, 8, 9, 65_536, 65_537, 1 << 31, (1 << 32) - 1];
        uint256[12] memory depths = [uint256(0), 0, 1, 2, 2, 3, 3, 4, 16, 17, 31, 32];
        for (uint256 i = 0; i < counts.length; ++i) checkEqual(PagedTree.depth(counts[i]), depths[i], "depth");
    }

    function testFuzz_depth_bounds_the_count(uint32 count) external pure {
        uint256 levels = PagedTree.depth(count);
        check(uint256(1) << levels >= count, "enough");
        check(levels == 0 || uint256(1) << (levels - 1) < count, "no more than enough");
    }

    function test_every_run_of_small_spaces() external view {
        for (uint256 pages = 1; pages <= 5; ++pages) {
            Space memory space = Space(randomBytes(pages, 512 * pages), 0, pages);
            bytes32 root = space.root();
            for (uint256 first = 0; first < 4 * pages; ++first) {
                for (uint256 last = first; last < 4 * pages; ++last) {
                    (bytes memory chunks, bytes32[] memory siblings) = space.run(first * 128, last * 128 + 128);
                    (bytes32 found, uint256 taken) = this.rootOfRun(chunks, first, last, pages, siblings);
                    checkEqual(found, root, "root");
                    checkEqual(taken, siblings.length, "siblings");
                }
            }
        }
    }

    /// @dev On either side of a middle, two nodes go up side by side to the last level.
    function test_runs_across_the_middle_of_a_space() external view {
        for (uint256 pages = 4; pages <= 2048; pages *= 2) {
            Space memory space = Space(randomBytes(pages, 512 * 4), pages / 2 - 2, pages);
            for (uint256 length = 2; length <= 9; ++length) {
                uint256 first = 2 * pages - 1 - (length % 3);
                (bytes memory chunks, bytes32[] memory siblings) = space.run(first * 128, (first + length) * 128);
                (bytes32 found, ) = this.rootOfRun(chunks, first, first + length - 1, pages, siblings);
                checkEqual(found, space.root(), "root");
            }
        }
    }

    function testFuzz_runs_of_larger_spaces(uint256 seed, uint256 pages, uint256 first, uint256 length) external view {
        pages = bound(pages, 1, 3000);
        first = bound(first, 0, 4 * pages - 1);
        uint256 last = bound(length, first, first + 12 < 4 * pages ? first + 12 : 4 * pages - 1);
        uint256 base = (first / 4) & ~uint256(1);
        uint256 size = pages - base < 5 ? pages - base : 5;
        Space memory space = Space(randomBytes(seed, 512 * size), base, pages);
        (bytes memory chunks, bytes32[] memory siblings) = space.run(first * 128, last * 128 + 128);
        (bytes32 found, uint256 taken) = this.rootOfRun(chunks, first, last, pages, siblings);
        checkEqual(found, space.root(), "root");
        checkEqual(taken, siblings.length, "siblings");
    }

    function test_C10_padding_siblings_must_be_zero() external view {
        for (uint256 last = 0; last < 12; ++last) {
            for (uint256 first = last < 2 ? 0 : last - 2; first <= last; ++first) _checkPadding(first, last);
        }
    }

    function test_nodes_of_one_level_lead_to_the_root() external view {
        for (uint256 pages = 1; pages <= 9; ++pages) {
            Space memory space = Space(randomBytes(pages, 512 * pages), 0, pages);
            uint256 levels = TreeBuilder.depth(pages);
            for (uint256 down = 0; down <= levels; ++down) {
                uint256 count = PagedTree.realNodesBelow(pages, levels, 0, down);
                bytes32[] memory nodes = new bytes32[](count);
                for (uint256 i = 0; i < count; ++i) nodes[i] = space.nodeAt(levels - down, i);
                checkEqual(nodes[count - 1] == 0 ? 1 : 0, 0, "only real nodes");
                checkEqual(space.nodeAt(levels - down, count), bytes32(0), "all real nodes");
                checkEqual(this.rootOfNodes(nodes, down, count), space.root(), "root");
            }
        }
    }

    function test_real_nodes_below_a_node() external pure {
        checkEqual(PagedTree.realNodesBelow(5, 3, 0, 3), 5, "root");
        checkEqual(PagedTree.realNodesBelow(5, 2, 0, 2), 4, "left half");
        checkEqual(PagedTree.realNodesBelow(5, 2, 1, 2), 1, "right half");
        checkEqual(PagedTree.realNodesBelow(5, 1, 3, 1), 0, "padding");
        checkEqual(PagedTree.realNodesBelow(5, 2, 1, 1), 1, "one level");
        checkEqual(PagedTree.realNodes(0, 0), 0, "empty");
    }

    function test_wrong_number_of_nodes_reverts() external {
        bytes32[] memory nodes = new bytes32[](3);
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_WrongNodeCount.selector, 4, 3));
        this.rootOfNodes(nodes, 2, 4);
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_WrongNodeCount.selector, 3, 3));
        this.rootOfNodes(nodes, 1, 3);
    }

    function test_wrong_lengths_revert() external {
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_WrongLength.selector, 512, 511));
        this.pageNode(new bytes(511));
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_WrongLength.selector, 1024, 513));
        this.rootOfPages(new bytes(513));
    }

    function test_program_proofs() external view {
        for (uint256 count = 1; count <= 6; ++count) {
            bytes32 root = _programNode(count, TreeBuilder.depth(count), 0);
            for (uint256 index = 0; index < count; ++index) {
                bytes32[] memory siblings = _programSiblings(count, index);
                checkEqual(this.programRoot(randomBytes(index, 224), index, count, siblings), root, "root");
                check(this.programRoot(randomBytes(99, 224), index, count, siblings) != root, "other instruction");
            }
        }
    }

    function test_malformed_program_proofs_revert() external {
        bytes memory instruction = randomBytes(2, 224);
        bytes32[] memory siblings = _programSiblings(3, 2);
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_IndexOutOfRange.selector, 3, 3));
        this.programRoot(instruction, 3, 3, siblings);
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_WrongSiblingCount.selector, 3, 2));
        this.programRoot(instruction, 2, 5, siblings);
        siblings[0] = bytes32(uint256(7));
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_PaddingNotZero.selector, siblings[0]));
        this.programRoot(instruction, 2, 3, siblings);
    }

    function pageNode(bytes calldata page) external pure returns (bytes32) {
        return PagedTree.pageNode(page);
    }

    function rootOfPages(bytes calldata content) external pure returns (bytes32) {
        return PagedTree.rootOfPages(content);
    }

    function rootOfNodes(bytes32[] calldata nodes, uint256 levels, uint256 expected) external pure returns (bytes32) {
        return PagedTree.rootOfNodes(nodes, levels, expected);
    }

    function programRoot(
        bytes calldata instruction,
        uint256 index,
        uint256 count,
        bytes32[] calldata siblings
    ) external pure returns (bytes32) {
        return PagedTree.programRoot(instruction, index, count, siblings);
    }

    function rootOfRun(
        bytes calldata chunks,
        uint256 first,
        uint256 last,
        uint256 pages,
        bytes32[] calldata siblings
    ) external pure returns (bytes32 root, uint256 taken) {
        uint256 chunk;
        uint256 sibling;
        assembly ("memory-safe") {
            chunk := chunks.offset
            sibling := siblings.offset
        }
        (root, taken) = PagedTree.rootOfRun(chunk, first, last, pages, sibling);
        taken = (taken - sibling) / 32;
    }

    /// @dev In a space of three pages, the fourth page's node is padding: it is the one zero among the siblings.
    function _checkPadding(uint256 first, uint256 last) private view {
        Space memory space = Space(randomBytes(3, 1536), 0, 3);
        (bytes memory chunks, bytes32[] memory siblings) = space.run(first * 128, last * 128 + 128);
        bool found = false;
        for (uint256 i = 0; i < siblings.length; ++i) {
            if (siblings[i] != 0) continue;
            found = true;
            siblings[i] = bytes32(uint256(1));
            try this.rootOfRun(chunks, first, last, 3, siblings) {
                check(false, "garbage in padding");
            } catch (bytes memory reason) {
                bytes memory expected = abi.encodeWithSelector(
                    PagedTree.PagedTree_PaddingNotZero.selector,
                    siblings[i]
                );
                checkEqual(keccak256(reason), keccak256(expected), "error");
            }
        }
        check(found == (last >= 8), "padding is a sibling of runs that end in the third page");
    }

    function _programNode(uint256 count, uint256 level, uint256 index) private pure returns (bytes32) {
        if (index << level >= count) return 0;
        if (level == 0) return TreeBuilder.chunkLeaf(randomBytes(index, 224));
        bytes32 left = _programNode(count, level - 1, 2 * index);
        return TreeBuilder.node(left, _programNode(count, level - 1, 2 * index + 1));
    }

    function _programSiblings(uint256 count, uint256 index) private pure returns (bytes32[] memory siblings) {
        siblings = new bytes32[](TreeBuilder.depth(count));
        for (uint256 level = 0; level < siblings.length; ++level) {
            siblings[level] = _programNode(count, level, (index >> level) ^ 1);
        }
    }
}
