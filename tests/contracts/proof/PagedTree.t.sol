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
        bytes32 root = 0x8ed3783f0be1c3d625eb84ca0738d1a748f4a29693d0b27676680fc710afa80c;
        checkEqual(this.pageNode(page), node, "page");
        checkEqual(this.rootOfPages(bytes.concat(page, new bytes(512), page)), root, "three pages");
        bytes32 trace = 0xf6229053bd3f505fc2ba43474015b50841c215a9b68565581b72ba788c656ce7;
        checkEqual(PagedTree.traceRoot(root, node), trace, "trace");
        checkEqual(this.rootOfPages(""), bytes32(0), "no pages");
    }

    function test_four_pages_have_one_node() external pure {
        uint256[8] memory counts = [uint256(0), 1, 2, 3, 4, 5, 9, 1 << 31];
        uint256[8] memory depths = [uint256(0), 0, 2, 2, 2, 3, 4, 31];
        for (uint256 i = 0; i < counts.length; ++i) checkEqual(PagedTree.pageDepth(counts[i]), depths[i], "depth");
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

    function test_every_page_and_every_node_leads_to_the_root_with_its_siblings() external view {
        for (uint256 pages = 1; pages <= 9; ++pages) {
            Space memory space = Space(randomBytes(pages, 512 * pages), 0, pages);
            uint256 levels = TreeBuilder.pageDepth(pages);
            for (uint256 index = 0; index < pages; ++index) {
                bytes32[] memory siblings = _pathOf(space, index, levels);
                checkEqual(siblings.length, PagedTree.siblingCount(levels, true), "siblings");
                bytes32 node = space.nodeAt(0, index);
                checkEqual(this.rootFromPagedNode(node, index, siblings, true), space.root(), "page");
            }
            for (uint256 index = 0; levels != 0 && index < (pages + 3) / 4; ++index) {
                bytes32[] memory siblings = new bytes32[](levels - 2);
                for (uint256 i = 0; i < siblings.length; ++i) siblings[i] = space.nodeAt(2 + i, (index >> i) ^ 1);
                checkEqual(siblings.length, PagedTree.siblingCount(levels - 2, false), "siblings");
                bytes32 node = space.nodeAt(2, index);
                checkEqual(this.rootFromPagedNode(node, index, siblings, false), space.root(), "group");
            }
        }
    }

    function test_nodes_of_one_level_lead_to_the_root() external view {
        for (uint256 pages = 1; pages <= 9; ++pages) {
            Space memory space = Space(randomBytes(pages, 512 * pages), 0, pages);
            uint256 levels = TreeBuilder.pageDepth(pages);
            for (uint256 down = 0; down <= levels; ++down) {
                if (levels - down == 1) continue;
                uint256 count = PagedTree.realNodesBelow(pages, levels, 0, down);
                bytes32[] memory nodes = new bytes32[](count);
                for (uint256 i = 0; i < count; ++i) nodes[i] = space.nodeAt(levels - down, i);
                checkEqual(nodes[count - 1] == 0 ? 1 : 0, 0, "only real nodes");
                checkEqual(space.nodeAt(levels - down, count), bytes32(0), "all real nodes");
                checkEqual(this.rootOfNodes(nodes, down, down == levels, count), space.root(), "root");
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
        this.rootOfNodes(nodes, 2, true, 4);
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_WrongNodeCount.selector, 3, 3));
        this.rootOfNodes(nodes, 1, false, 3);
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

    function rootOfNodes(
        bytes32[] calldata nodes,
        uint256 levels,
        bool arePages,
        uint256 expected
    ) external pure returns (bytes32) {
        return PagedTree.rootOfNodes(nodes, levels, arePages, expected);
    }

    function rootFromPagedNode(
        bytes32 node,
        uint256 index,
        bytes32[] calldata siblings,
        bool isPage
    ) external pure returns (bytes32) {
        return PagedTree.rootFromPagedNode(node, index, siblings, isPage);
    }

    function programRoot(
        bytes calldata instruction,
        uint256 index,
        uint256 count,
        bytes32[] calldata siblings
    ) external pure returns (bytes32) {
        return PagedTree.programRoot(instruction, index, count, siblings);
    }

    function _pathOf(
        Space memory space,
        uint256 index,
        uint256 levels
    ) private pure returns (bytes32[] memory siblings) {
        siblings = new bytes32[](levels == 0 ? 0 : levels + 1);
        uint256 count = 0;
        for (uint256 i = index & ~uint256(3); levels != 0 && i <= index | 3; ++i)
            if (i != index) siblings[count++] = space.nodeAt(0, i);
        for (uint256 level = 2; level < levels; ++level) siblings[count++] = space.nodeAt(level, (index >> level) ^ 1);
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
