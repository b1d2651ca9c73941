// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A space's bytes and its tree, as a player holds them. Written apart from `PagedTree`, which it tests.
struct Tree {
    bytes data;
    uint256 pages;
    /// `levels[0]` are the pages' nodes, `levels[1]` is empty, `levels[2]` are groups of four pages; the last level is the root alone.
    bytes32[][] levels;
}

library TestTree {
    function build(bytes memory data) internal pure returns (Tree memory tree) {
        require(data.length % 512 == 0, "whole pages");
        tree.data = data;
        tree.pages = data.length / 512;
        uint256 depth = 0;
        while ((uint256(1) << depth) < tree.pages) ++depth;
        if (depth == 1) depth = 2;
        tree.levels = new bytes32[][](depth + 1);
        tree.levels[0] = new bytes32[](tree.pages);
        for (uint256 i = 0; i < tree.pages; ++i) tree.levels[0][i] = page(tree.data, i * 512);
        if (depth != 0) {
            tree.levels[2] = new bytes32[]((tree.pages + 3) / 4);
            for (uint256 i = 0; i < tree.levels[2].length; ++i) tree.levels[2][i] = group(tree, i);
        }
        for (uint256 l = 3; l <= depth; ++l) {
            uint256 count = (tree.levels[l - 1].length + 1) / 2;
            tree.levels[l] = new bytes32[](count);
            for (uint256 i = 0; i < count; ++i)
                tree.levels[l][i] = pair(node(tree, l - 1, 2 * i), node(tree, l - 1, 2 * i + 1));
        }
    }

    function root(Tree memory tree) internal pure returns (bytes32 hash) {
        if (tree.pages != 0) hash = tree.levels[tree.levels.length - 1][0];
    }

    /// @dev A node of a page level; zero beyond the end.
    function node(Tree memory tree, uint256 level, uint256 index) internal pure returns (bytes32 hash) {
        if (index < tree.levels[level].length) hash = tree.levels[level][index];
    }

    /// @dev The chunks that hold the bytes `[begin, end)` and their siblings (docs/arithmetic.md, section 2.2).
    function run(
        Tree memory tree,
        uint256 begin,
        uint256 end
    ) internal pure returns (bytes memory chunks, bytes32[] memory siblings) {
        uint256 lo = begin / 128;
        uint256 hi = (end - 1) / 128;
        chunks = slice(tree.data, lo * 128, (hi - lo + 1) * 128);
        uint256 depth = tree.levels.length - 1;
        bytes32[] memory found = new bytes32[](2 * depth + 12);
        uint256 count = 0;
        for (uint256 i = lo & ~uint256(3); i < lo; ++i) found[count++] = leaf(tree.data, i * 128);
        for (uint256 i = hi + 1; i & 3 != 0; ++i) found[count++] = leaf(tree.data, i * 128);
        (lo, hi) = (lo >> 2, hi >> 2);
        if (depth != 0) {
            for (uint256 i = lo & ~uint256(3); i < lo; ++i) found[count++] = node(tree, 0, i);
            for (uint256 i = hi + 1; i & 3 != 0; ++i) found[count++] = node(tree, 0, i);
            (lo, hi) = (lo >> 2, hi >> 2);
        }
        for (uint256 level = 2; level < depth; ++level) {
            if (lo & 1 == 1) found[count++] = node(tree, level, lo - 1);
            if (hi & 1 == 0) found[count++] = node(tree, level, hi + 1);
            (lo, hi) = (lo >> 1, hi >> 1);
        }
        siblings = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) siblings[i] = found[i];
    }

    /// @dev From a node to the one `levels` above it: the three others of a page's group, then one sibling per level.
    function path(
        Tree memory tree,
        uint256 level,
        uint256 index,
        uint256 levels
    ) internal pure returns (bytes32[] memory siblings) {
        uint256 end = level + levels;
        siblings = new bytes32[](level == 0 && levels != 0 ? levels + 1 : levels);
        uint256 count = 0;
        if (level == 0 && levels != 0) {
            for (uint256 i = index & ~uint256(3); i <= index | 3; ++i)
                if (i != index) siblings[count++] = node(tree, 0, i);
            (level, index) = (2, index >> 2);
        }
        for (; level < end; ++level) {
            siblings[count++] = node(tree, level, index ^ 1);
            index >>= 1;
        }
    }

    /// @dev The node of the group `index` of four pages.
    function group(Tree memory tree, uint256 index) internal pure returns (bytes32 hash) {
        return
            four(
                4,
                [
                    node(tree, 0, 4 * index),
                    node(tree, 0, 4 * index + 1),
                    node(tree, 0, 4 * index + 2),
                    node(tree, 0, 4 * index + 3)
                ]
            );
    }

    function pair(bytes32 left, bytes32 right) internal pure returns (bytes32 hash) {
        // Assembly, because trees of thousands of pages would otherwise fill the memory with packed pairs.
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 1)
            mstore(add(free, 1), left)
            mstore(add(free, 33), right)
            hash := keccak256(free, 65)
        }
    }

    /// @dev The node of the page that starts at `start`.
    function page(bytes memory data, uint256 start) internal pure returns (bytes32 hash) {
        bytes32[4] memory leaves;
        for (uint256 i = 0; i < 4; ++i) leaves[i] = leaf(data, start + i * 128);
        hash = four(3, leaves);
    }

    function four(uint8 tag, bytes32[4] memory nodes) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, tag)
            mstore(add(free, 1), mload(nodes))
            mstore(add(free, 33), mload(add(nodes, 32)))
            mstore(add(free, 65), mload(add(nodes, 64)))
            mstore(add(free, 97), mload(add(nodes, 96)))
            hash := keccak256(free, 129)
        }
    }

    function leaf(bytes memory data, uint256 start) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let from := add(add(data, 32), start)
            mstore8(free, 0)
            mstore(add(free, 1), mload(from))
            mstore(add(free, 33), mload(add(from, 32)))
            mstore(add(free, 65), mload(add(from, 64)))
            mstore(add(free, 97), mload(add(from, 96)))
            hash := keccak256(free, 129)
        }
    }

    function slice(bytes memory data, uint256 start, uint256 length) internal pure returns (bytes memory part) {
        part = new bytes(length);
        assembly ("memory-safe") {
            for {
                let i := 0
            } lt(i, length) {
                i := add(i, 32)
            } {
                let word := mload(add(add(data, 32), add(start, i)))
                let left := sub(length, i)
                if lt(left, 32) {
                    let shift := shl(3, sub(32, left))
                    word := shl(shift, shr(shift, word))
                }
                mstore(add(add(part, 32), i), word)
            }
        }
    }

    function copy(bytes memory data) internal pure returns (bytes memory same) {
        same = slice(data, 0, data.length);
    }
}
