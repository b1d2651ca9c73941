// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PagedTree} from "./PagedTree.sol";

/// @notice The path of a space's first run, from the lowest node above all of the run up to the root.
struct FirstRun {
    /// Calldata position of the path's siblings, from that node on; 0 before the first run.
    uint256 siblings;
    /// That node, its level above the groups of four pages (or the only page), and its index there.
    bytes32 node;
    uint256 level;
    uint256 index;
}

/// @title Runs
/// @notice Proofs of consecutive chunks of a space (docs/arithmetic.md, section 2.2). The first run of a step in a space is proven up to the root; a
/// later one only up to where it meets the first one's path, whose siblings are proven already.
/// @dev Works in memory above the free pointer without claiming it.
library TreeRun {
    /// @dev More levels than any tree has.
    uint256 private constant ALL_LEVELS = 64;

    /// @notice Follows a run up to the root of its space, or to the path of the space's first run.
    /// @dev The caller has checked that the chunks lie in calldata and that `first <= last < 4 * pages`.
    /// @param chunks Calldata position of the run's first chunk.
    /// @param first Index of the first chunk in its space.
    /// @param last Index of the last chunk.
    /// @param pages Page count of the space, at least 1.
    /// @param siblings Calldata position of the run's first sibling.
    /// @param root The root of the space.
    /// @param path Of the space's first run, which has been proven; set here if this is the first.
    /// @return expected What the run must lead to: the root, or the node that the first run has shown there.
    /// @return actual What it leads to.
    /// @return siblingsEnd Calldata position after the last sibling taken.
    function follow(
        uint256 chunks,
        uint256 first,
        uint256 last,
        uint256 pages,
        uint256 siblings,
        bytes32 root,
        FirstRun memory path
    ) internal pure returns (bytes32 expected, bytes32 actual, uint256 siblingsEnd) {
        unchecked {
            uint256 lastReal = pages - 1;
            uint256 row;
            (row, siblings) = _pages(chunks, first, last, siblings);
            first >>= 2;
            last >>= 2;
            if (lastReal != 0) {
                siblings = _riseGroups(row, first, last, lastReal, siblings);
                first >>= 2;
                last >>= 2;
                lastReal >>= 2;
            }
            // From here on there are as many levels as `lastReal` has bits.
            uint256 level = 0;
            while (first != last) {
                siblings = _riseRow(row, first, last, lastReal, siblings);
                first >>= 1;
                last >>= 1;
                lastReal >>= 1;
                ++level;
            }
            assembly ("memory-safe") {
                actual := mload(row)
            }
            if (path.siblings != 0) return _meet(actual, level, first, lastReal, siblings, root, path);
            (path.siblings, path.node, path.level, path.index) = (siblings, actual, level, first);
            expected = root;
            (actual, siblingsEnd) = _riseNode(actual, first, lastReal, siblings, ALL_LEVELS);
        }
    }

    /// @dev From the one node of a later run up to where it meets the first run's path.
    function _meet(
        bytes32 node,
        uint256 level,
        uint256 index,
        uint256 lastReal,
        uint256 siblings,
        bytes32 root,
        FirstRun memory path
    ) private pure returns (bytes32 expected, bytes32 actual, uint256 siblingsEnd) {
        unchecked {
            uint256 pathIndex = path.index;
            // Where the first run's siblings are, from this level on.
            uint256 known = path.siblings;
            if (level <= path.level) {
                uint256 levels = path.level - level;
                (node, siblings) = _riseNode(node, index, lastReal, siblings, levels);
                index >>= levels;
                lastReal >>= levels;
                if (index == pathIndex) return (path.node, node, siblings);
            } else {
                pathIndex >>= level - path.level;
                known += (level - path.level) << 5;
                if (index == pathIndex) {
                    // The first run is below this node: above it the siblings are the first run's.
                    (actual, ) = _riseNode(node, index, lastReal, known, ALL_LEVELS);
                    return (root, actual, siblings);
                }
            }
            // Below the lowest node above both, the node of each run is the other's sibling, and the first run's siblings are proven.
            uint256 below = PagedTree.depth((index ^ pathIndex) + 1) - 1;
            (actual, siblingsEnd) = _riseNode(node, index, lastReal, siblings, below);
            assembly ("memory-safe") {
                expected := calldataload(add(known, shl(5, below)))
            }
        }
    }

    /// @dev Replaces a row of pages by the nodes of their groups of four.
    function _riseGroups(
        uint256 row,
        uint256 first,
        uint256 last,
        uint256 lastReal,
        uint256 siblings
    ) private pure returns (uint256 siblingsEnd) {
        bytes32 wrong;
        uint256 start;
        uint256 end;
        assembly ("memory-safe") {
            let size := shl(5, and(first, 3))
            start := sub(row, size)
            calldatacopy(start, siblings, size)
            siblingsEnd := add(siblings, size)
            end := add(row, shl(5, add(sub(last, first), 1)))
            let page := or(last, 3)
            size := shl(5, sub(page, last))
            calldatacopy(end, siblingsEnd, size)
            siblingsEnd := add(siblingsEnd, size)
            end := add(end, size)
            // Behind the last real page there is nothing but padding.
            for {
                let padding := sub(end, 32)
            } gt(page, lastReal) {
                page := sub(page, 1)
            } {
                if mload(padding) {
                    wrong := mload(padding)
                }
                padding := sub(padding, 32)
            }
        }
        if (wrong != 0) revert PagedTree.PagedTree_PaddingNotZero(wrong);
        _hashRow(row, start, end, 128, 4);
    }

    /// @dev Replaces a row of at least two nodes by their parents.
    function _riseRow(
        uint256 row,
        uint256 first,
        uint256 last,
        uint256 lastReal,
        uint256 siblings
    ) private pure returns (uint256 siblingsEnd) {
        bytes32 wrong;
        uint256 start = row;
        uint256 end;
        siblingsEnd = siblings;
        assembly ("memory-safe") {
            end := add(row, shl(5, add(sub(last, first), 1)))
            if and(first, 1) {
                start := sub(row, 32)
                mstore(start, calldataload(siblingsEnd))
                siblingsEnd := add(siblingsEnd, 32)
            }
            if iszero(and(last, 1)) {
                let sibling := calldataload(siblingsEnd)
                mstore(end, sibling)
                end := add(end, 32)
                siblingsEnd := add(siblingsEnd, 32)
                if iszero(lt(last, lastReal)) {
                    wrong := sibling
                }
            }
        }
        if (wrong != 0) revert PagedTree.PagedTree_PaddingNotZero(wrong);
        _hashRow(row, start, end, 64, 1);
    }

    /// @dev Hashes the nodes from `start` to `end` in memory, `size` bytes with a tag each, to the row. The parents overwrite nodes already hashed: a tag
    /// goes to the last byte of such a node, or before the first; and where the first parent will lie, the second one's nodes may, so that the first
    /// parent is written last.
    function _hashRow(uint256 row, uint256 start, uint256 end, uint256 size, uint256 tag) private pure {
        assembly ("memory-safe") {
            mstore8(sub(start, 1), tag)
            let firstParent := keccak256(sub(start, 1), add(size, 1))
            let parent := row
            for {
                start := add(start, size)
            } lt(start, end) {
                start := add(start, size)
            } {
                mstore8(sub(start, 1), tag)
                parent := add(parent, 32)
                mstore(parent, keccak256(sub(start, 1), add(size, 1)))
            }
            mstore(row, firstParent)
        }
    }

    /// @dev From one node up, by so many levels or to the root.
    function _riseNode(
        bytes32 start,
        uint256 index,
        uint256 lastReal,
        uint256 siblings,
        uint256 levels
    ) private pure returns (bytes32 node, uint256 siblingsEnd) {
        bytes32 wrong;
        node = start;
        assembly ("memory-safe") {
            let left := add(mload(0x40), 1)
            mstore8(sub(left, 1), 1)
            siblingsEnd := siblings
            // `levels` bounds both loops.
            let end := add(siblings, shl(5, levels))
            // Before the last real node of its level, no sibling is padding.
            for {} mul(xor(index, lastReal), xor(siblingsEnd, end)) {} {
                let sibling := calldataload(siblingsEnd)
                mstore(add(left, 32), sibling)
                mstore(left, sibling)
                mstore(add(left, shl(5, and(index, 1))), node)
                node := keccak256(sub(left, 1), 65)
                siblingsEnd := add(siblingsEnd, 32)
                index := shr(1, index)
                lastReal := shr(1, lastReal)
            }
            for {} mul(lastReal, xor(siblingsEnd, end)) {} {
                let sibling := calldataload(siblingsEnd)
                mstore(add(left, 32), sibling)
                mstore(left, sibling)
                mstore(add(left, shl(5, and(index, 1))), node)
                node := keccak256(sub(left, 1), 65)
                // Behind the last real node there is nothing but padding.
                if iszero(and(index, 1)) {
                    if sibling {
                        wrong := sibling
                    }
                }
                siblingsEnd := add(siblingsEnd, 32)
                index := shr(1, index)
                lastReal := shr(1, lastReal)
            }
        }
        if (wrong != 0) revert PagedTree.PagedTree_PaddingNotZero(wrong);
    }

    /// @dev Hashes a run's chunks, and then the pages that they lie in, into a row of nodes in unclaimed memory. Every chunk of a page is real:
    /// no leaf beside the run is padding.
    function _pages(
        uint256 chunks,
        uint256 first,
        uint256 last,
        uint256 siblings
    ) private pure returns (uint256 row, uint256 siblingsEnd) {
        uint256 end;
        assembly ("memory-safe") {
            // Before the row there is room for three siblings and the byte of a tag.
            row := add(mload(0x40), 128)
            let size := shl(5, and(first, 3))
            calldatacopy(row, siblings, size)
            siblingsEnd := add(siblings, size)
            let next := add(row, size)
            end := add(next, shl(5, add(sub(last, first), 1)))
            let leafPointer := add(end, 128)
            mstore8(leafPointer, 0)
            for {} lt(next, end) {
                next := add(next, 32)
            } {
                calldatacopy(add(leafPointer, 1), chunks, 128)
                chunks := add(chunks, 128)
                mstore(next, keccak256(leafPointer, 129))
            }
            size := shl(5, sub(3, and(last, 3)))
            calldatacopy(end, siblingsEnd, size)
            siblingsEnd := add(siblingsEnd, size)
            end := add(end, size)
        }
        _hashRow(row, row, end, 128, 3);
    }
}
