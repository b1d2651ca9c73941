// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PagedTree} from "../../../contracts/libraries/PagedTree.sol";
import {FirstRun, TreeRun} from "../../../contracts/libraries/TreeRun.sol";
import {StepTest} from "./StepTest.sol";
import {Range, Space, TreeBuilder} from "./TreeBuilder.sol";

/// @notice Runs against their definition: alone, and behind another one of the same space.
contract TreeRunTest is StepTest {
    using TreeBuilder for Space;

    function test_every_run_of_small_spaces() external view {
        for (uint256 pages = 1; pages <= 6; ++pages) {
            Space memory space = Space(randomBytes(pages, 512 * pages), 0, pages);
            bytes32 root = space.root();
            for (uint256 first = 0; first < 4 * pages; ++first) {
                for (uint256 last = first; last < 4 * pages; ++last) {
                    (bytes memory chunks, bytes32[] memory siblings) = space.run(first * 128, last * 128 + 128);
                    (bytes32 found, uint256 taken) = this.followFirst(chunks, first, last, pages, siblings);
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
                (bytes32 found, ) = this.followFirst(chunks, first, first + length - 1, pages, siblings);
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
        (bytes32 found, uint256 taken) = this.followFirst(chunks, first, last, pages, siblings);
        checkEqual(found, space.root(), "root");
        checkEqual(taken, siblings.length, "siblings");
    }

    function test_C10_padding_siblings_must_be_zero() external view {
        // In a space of three pages the fourth of the only group is padding; in one of nine, what is beside the ninth page and its group.
        for (uint256 last = 0; last < 12; ++last) {
            for (uint256 first = last < 2 ? 0 : last - 2; first <= last; ++first) _checkPadding(3, first, last, true);
        }
        for (uint256 last = 26; last < 36; ++last) _checkPadding(9, last - 2, last, last >= 32);
    }

    function test_every_later_run_of_small_spaces() external view {
        for (uint256 pages = 1; pages <= 11; pages += 5) {
            Space memory space = Space(randomBytes(pages, 512 * pages), 0, pages);
            for (uint256 first = 0; first < 4 * pages; first += 3) {
                for (uint256 later = 0; later < 4 * pages; ++later) {
                    uint256 seed = first + later;
                    // Each pair in a call of its own, whose memory ends with it.
                    this.checkLater(space, _short(first, seed % 11, pages), _short(later, seed % 7, pages));
                }
            }
        }
    }

    function testFuzz_later_runs_of_larger_spaces(uint256 pages, uint256 first, uint256 later) external view {
        pages = bound(pages, 1, 1 << 20);
        uint256 base = bound(first, 0, pages - 1) & ~uint256(3);
        uint256 size = pages - base < 12 ? pages - base : 12;
        Space memory space = Space(randomBytes(first, 512 * size), base, pages);
        Range memory one = _short(bound(first >> 32, 4 * base, 4 * (base + size) - 1), first % 13, base + size);
        Range memory other = _short(bound(later, 0, 4 * pages - 1), later % 13, pages);
        if (later & 1 == 0) (one, other) = (other, one);
        checkLater(space, one, other);
    }

    function test_a_later_run_with_any_wrong_sibling_or_chunk_leads_elsewhere() external view {
        Space memory space = Space(randomBytes(1, 512 * 23), 0, 23);
        Range[3] memory firsts = [_short(40, 0, 23), _short(26, 9, 23), _short(2, 85, 23)];
        Range[3] memory laters = [_short(9, 3, 23), _short(60, 0, 23), _short(91, 0, 23)];
        for (uint256 i = 0; i < 3; ++i) {
            (Range memory first, Range memory later) = (firsts[i], laters[i]);
            (bytes memory chunks, bytes32[] memory siblings) = _pair(space, first, later);
            uint256 firstChunks = _count(first) * 128;
            uint256 firstSiblings = _firstSiblings(space, first);
            for (uint256 j = firstChunks; j < chunks.length; j += 61) {
                chunks[j] ^= 0x04;
                (bytes32 expected, bytes32 actual, ) = this.follow(chunks, siblings, space.root(), 23, first, later);
                check(actual != expected, "wrong chunk");
                chunks[j] ^= 0x04;
            }
            for (uint256 j = firstSiblings; j < siblings.length; ++j) {
                bytes32 right = siblings[j];
                if (right == 0) continue;
                siblings[j] = bytes32(uint256(right) ^ 4);
                (bytes32 expected, bytes32 actual, ) = this.follow(chunks, siblings, space.root(), 23, first, later);
                check(actual != expected, "wrong sibling");
                siblings[j] = right;
            }
        }
    }

    function test_C10_padding_siblings_of_a_later_run_must_be_zero() external {
        // Of nine pages, the last is alone in its group, and its group in all of the right half.
        Space memory space = Space(randomBytes(1, 512 * 9), 0, 9);
        (bytes memory chunks, bytes32[] memory siblings) = _pair(space, _short(0, 0, 9), _short(33, 0, 9));
        bytes32 root = space.root();
        uint256 found = 0;
        for (uint256 i = 0; i < siblings.length; ++i) {
            if (siblings[i] != 0) continue;
            ++found;
            siblings[i] = bytes32(uint256(1));
            vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_PaddingNotZero.selector, siblings[i]));
            this.follow(chunks, siblings, root, 9, _short(0, 0, 9), _short(33, 0, 9));
            siblings[i] = 0;
        }
        checkEqual(found, 4, "padding among the siblings");
    }

    /// @notice The first run of a step in its space.
    function followFirst(
        bytes calldata chunks,
        uint256 first,
        uint256 last,
        uint256 pages,
        bytes32[] calldata siblings
    ) external pure returns (bytes32 root, uint256 taken) {
        (uint256 chunk, uint256 sibling) = _positions(chunks, siblings);
        FirstRun memory path;
        uint256 end;
        (, root, end) = TreeRun.follow(chunk, first, last, pages, sibling, 0, path);
        taken = (end - sibling) / 32;
    }

    /// @notice A later run, behind the first one, which must lead to the root.
    function follow(
        bytes calldata chunks,
        bytes32[] calldata siblings,
        bytes32 root,
        uint256 pages,
        Range calldata first,
        Range calldata later
    ) external pure returns (bytes32 expected, bytes32 actual, uint256 taken) {
        (uint256 chunk, uint256 sibling) = _positions(chunks, siblings);
        FirstRun memory path;
        uint256 end;
        (expected, actual, end) = TreeRun.follow(
            chunk,
            first.begin / 128,
            (first.end - 1) / 128,
            pages,
            sibling,
            root,
            path
        );
        checkEqual(actual, root, "root of the first run");
        chunk += _count(first) * 128;
        uint256 last = (later.end - 1) / 128;
        (expected, actual, end) = TreeRun.follow(chunk, later.begin / 128, last, pages, end, root, path);
        taken = (end - sibling) / 32;
    }

    function checkLater(Space memory space, Range memory first, Range memory later) public view {
        (bytes memory chunks, bytes32[] memory siblings) = _pair(space, first, later);
        (bytes32 expected, bytes32 actual, uint256 taken) = this.follow(
            chunks,
            siblings,
            space.root(),
            space.pages,
            first,
            later
        );
        checkEqual(actual, expected, "node");
        checkEqual(taken, siblings.length, "siblings");
        check(actual != 0, "no padding");
    }

    function _pair(
        Space memory space,
        Range memory first,
        Range memory later
    ) private pure returns (bytes memory chunks, bytes32[] memory siblings) {
        Space[4] memory spaces;
        spaces[2] = space;
        Range[] memory ranges = new Range[](2);
        (ranges[0], ranges[1]) = (first, later);
        (chunks, siblings) = TreeBuilder.witness(spaces, ranges);
    }

    function _firstSiblings(Space memory space, Range memory first) private pure returns (uint256 count) {
        (, bytes32[] memory siblings) = space.run(first.begin, first.end);
        count = siblings.length;
    }

    /// @dev From a chunk on, `more` further ones as far as there are.
    function _short(uint256 first, uint256 more, uint256 pages) private pure returns (Range memory made) {
        uint256 end = first + more + 1 < 4 * pages ? first + more + 1 : 4 * pages;
        made = Range(2, first * 128, end * 128);
    }

    function _count(Range memory range) private pure returns (uint256 chunks) {
        chunks = (range.end - 1) / 128 - range.begin / 128 + 1;
    }

    function _positions(
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) private pure returns (uint256 chunk, uint256 sibling) {
        assembly ("memory-safe") {
            chunk := chunks.offset
            sibling := siblings.offset
        }
    }

    /// @dev Zeros among the siblings are padding, and nothing else may stand there.
    function _checkPadding(uint256 pages, uint256 first, uint256 last, bool hasPadding) private view {
        Space memory space = Space(randomBytes(pages, 512 * pages), 0, pages);
        (bytes memory chunks, bytes32[] memory siblings) = space.run(first * 128, last * 128 + 128);
        bool found = false;
        for (uint256 i = 0; i < siblings.length; ++i) {
            if (siblings[i] != 0) continue;
            found = true;
            siblings[i] = bytes32(uint256(1));
            try this.followFirst(chunks, first, last, pages, siblings) {
                check(false, "garbage in padding");
            } catch (bytes memory reason) {
                bytes memory expected = abi.encodeWithSelector(
                    PagedTree.PagedTree_PaddingNotZero.selector,
                    siblings[i]
                );
                checkEqual(keccak256(reason), keccak256(expected), "error");
            }
            siblings[i] = 0;
        }
        check(found == hasPadding, "padding among the siblings");
    }
}
