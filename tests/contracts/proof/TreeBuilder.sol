// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SpaceRoots} from "../../../contracts/types/SpaceRoots.sol";

/// @notice A space whose pages are zero except for `content`, which starts at page `base`.
struct Space {
    bytes content;
    uint256 base;
    uint256 pages;
}

/// @notice A proven byte range.
struct Range {
    uint256 space;
    uint256 begin;
    uint256 end;
}

/// @notice Trees and witnesses straight from the definitions of docs/arithmetic.md, section 2; slow and in memory.
library TreeBuilder {
    function chunkLeaf(bytes memory chunk) internal pure returns (bytes32) {
        return keccak256(bytes.concat(hex"00", chunk));
    }

    function node(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return keccak256(bytes.concat(hex"01", left, right));
    }

    function pageNode(bytes32[4] memory leaves) internal pure returns (bytes32) {
        return keccak256(bytes.concat(hex"03", leaves[0], leaves[1], leaves[2], leaves[3]));
    }

    function depth(uint256 leaves) internal pure returns (uint256 levels) {
        while ((uint256(1) << levels) < leaves) ++levels;
    }

    /// @dev Appends a tensor, padded to whole pages.
    function append(Space memory space, bytes memory tensor) internal pure returns (uint32 page) {
        page = uint32(space.pages);
        bytes memory padding = new bytes((512 - (tensor.length % 512)) % 512);
        space.content = bytes.concat(space.content, tensor, padding);
        space.pages = space.base + space.content.length / 512;
    }

    function chunkAt(Space memory space, uint256 index) internal pure returns (bytes memory chunk) {
        chunk = new bytes(128);
        uint256 start = index * 128;
        uint256 base = space.base * 512;
        if (start < base || start - base >= space.content.length) return chunk;
        bytes memory content = space.content;
        for (uint256 i = 0; i < 128; i += 32) {
            uint256 from = start - base + i + 32;
            assembly ("memory-safe") {
                mstore(add(add(chunk, 32), i), mload(add(content, from)))
            }
        }
    }

    function root(Space memory space) internal pure returns (bytes32) {
        if (space.pages == 0) return 0;
        return nodeAt(space, depth(space.pages), 0);
    }

    /// @param level 0 for pages.
    function nodeAt(Space memory space, uint256 level, uint256 index) internal pure returns (bytes32) {
        uint256 first = index << level;
        uint256 end = (index + 1) << level;
        if (first >= space.pages) return 0;
        bool full = end <= space.pages;
        bool empty = end <= space.base || first >= space.base + space.content.length / 512;
        if (full && empty) return _zeros(level);
        if (level == 0) {
            bytes32[4] memory leaves;
            for (uint256 i = 0; i < 4; ++i) leaves[i] = leafAt(space, 4 * index + i);
            return pageNode(leaves);
        }
        return node(nodeAt(space, level - 1, 2 * index), nodeAt(space, level - 1, 2 * index + 1));
    }

    function leafAt(Space memory space, uint256 chunk) internal pure returns (bytes32) {
        return chunkLeaf(chunkAt(space, chunk));
    }

    function run(
        Space memory space,
        uint256 begin,
        uint256 end
    ) internal pure returns (bytes memory chunks, bytes32[] memory siblings) {
        uint256 low = begin / 128;
        uint256 high = (end - 1) / 128;
        for (uint256 i = low; i <= high; ++i) chunks = bytes.concat(chunks, chunkAt(space, i));
        uint256 levels = depth(space.pages);
        bytes32[] memory found = new bytes32[](2 * levels + 6);
        uint256 count = 0;
        for (uint256 i = low - (low % 4); i < low; ++i) found[count++] = leafAt(space, i);
        for (uint256 i = high + 1; i % 4 != 0; ++i) found[count++] = leafAt(space, i);
        low /= 4;
        high /= 4;
        for (uint256 level = 0; level < levels; ++level) {
            if (low % 2 == 1) found[count++] = nodeAt(space, level, low - 1);
            if (high % 2 == 0) found[count++] = nodeAt(space, level, high + 1);
            low /= 2;
            high /= 2;
        }
        siblings = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) siblings[i] = found[i];
    }

    function witness(
        Space[4] memory spaces,
        Range[] memory ranges
    ) internal pure returns (bytes memory chunks, bytes32[] memory siblings) {
        for (uint256 i = 0; i < ranges.length; ++i) {
            Range memory range = ranges[i];
            (bytes memory more, bytes32[] memory beside) = run(spaces[range.space], range.begin, range.end);
            chunks = bytes.concat(chunks, more);
            siblings = join(siblings, beside);
        }
    }

    function join(bytes32[] memory left, bytes32[] memory right) internal pure returns (bytes32[] memory all) {
        all = new bytes32[](left.length + right.length);
        for (uint256 i = 0; i < all.length; ++i) all[i] = i < left.length ? left[i] : right[i - left.length];
    }

    function roots(Space[4] memory spaces) internal pure returns (SpaceRoots memory made) {
        made = counts(spaces);
        made.input = root(spaces[0]);
        made.constants = root(spaces[1]);
        made.body = root(spaces[2]);
        made.output = root(spaces[3]);
    }

    function counts(Space[4] memory spaces) internal pure returns (SpaceRoots memory made) {
        made.inputPages = uint32(spaces[0].pages);
        made.constantPages = uint32(spaces[1].pages);
        made.bodyPages = uint32(spaces[2].pages);
        made.outputPages = uint32(spaces[3].pages);
    }

    function _zeros(uint256 level) private pure returns (bytes32 result) {
        bytes32 leaf = chunkLeaf(new bytes(128));
        result = pageNode([leaf, leaf, leaf, leaf]);
        for (uint256 i = 0; i < level; ++i) result = node(result, result);
    }
}
