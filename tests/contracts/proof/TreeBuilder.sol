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

    function groupNode(bytes32[4] memory pages) internal pure returns (bytes32) {
        return keccak256(bytes.concat(hex"04", pages[0], pages[1], pages[2], pages[3]));
    }

    /// @dev Levels above pages: four of them have a node, so there is no level 1.
    function pageDepth(uint256 pages) internal pure returns (uint256 levels) {
        levels = depth(pages);
        if (levels == 1) levels = 2;
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
        return nodeAt(space, pageDepth(space.pages), 0);
    }

    /// @param level 0 for pages, 2 for groups of four, and so on; not 1.
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
        if (level == 2) {
            bytes32[4] memory pages;
            for (uint256 i = 0; i < 4; ++i) pages[i] = nodeAt(space, 0, 4 * index + i);
            return groupNode(pages);
        }
        return node(nodeAt(space, level - 1, 2 * index), nodeAt(space, level - 1, 2 * index + 1));
    }

    function leafAt(Space memory space, uint256 chunk) internal pure returns (bytes32) {
        return chunkLeaf(chunkAt(space, chunk));
    }

    /// @dev A run that is the first of its step in its space.
    function run(
        Space memory space,
        uint256 begin,
        uint256 end
    ) internal pure returns (bytes memory chunks, bytes32[] memory siblings) {
        (chunks, siblings) = runUpTo(space, begin, end, pageDepth(space.pages));
    }

    /// @dev A run with its siblings below the level `top`.
    function runUpTo(
        Space memory space,
        uint256 begin,
        uint256 end,
        uint256 top
    ) internal pure returns (bytes memory chunks, bytes32[] memory siblings) {
        uint256 low = begin / 128;
        uint256 high = (end - 1) / 128;
        for (uint256 i = low; i <= high; ++i) chunks = bytes.concat(chunks, chunkAt(space, i));
        uint256 levels = pageDepth(space.pages);
        bytes32[] memory found = new bytes32[](2 * levels + 12);
        uint256 count = 0;
        for (uint256 i = low - (low % 4); i < low; ++i) found[count++] = leafAt(space, i);
        for (uint256 i = high + 1; i % 4 != 0; ++i) found[count++] = leafAt(space, i);
        low /= 4;
        high /= 4;
        if (levels != 0) {
            for (uint256 i = low - (low % 4); i < low; ++i) found[count++] = nodeAt(space, 0, i);
            for (uint256 i = high + 1; i % 4 != 0; ++i) found[count++] = nodeAt(space, 0, i);
            low /= 4;
            high /= 4;
        }
        for (uint256 level = 2; level < top; ++level) {
            if (low % 2 == 1) found[count++] = nodeAt(space, level, low - 1);
            if (high % 2 == 0) found[count++] = nodeAt(space, level, high + 1);
            low /= 2;
            high /= 2;
        }
        siblings = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) siblings[i] = found[i];
    }

    /// @dev The lowest level at which both ranges have one node each, and these are one node or the two below one.
    function meeting(Space memory space, Range memory first, Range memory later) internal pure returns (uint256 level) {
        for (level = space.pages > 1 ? 2 : 0; ; ++level) {
            uint256 size = 512 << level;
            uint256 node = first.begin / size;
            uint256 other = later.begin / size;
            if (node != (first.end - 1) / size || other != (later.end - 1) / size) continue;
            if (node == other || node / 2 == other / 2) return level;
        }
    }

    /// @dev The runs of a step: the first one in a space goes up to the root, later ones to where they meet it.
    function witness(
        Space[4] memory spaces,
        Range[] memory ranges
    ) internal pure returns (bytes memory chunks, bytes32[] memory siblings) {
        for (uint256 i = 0; i < ranges.length; ++i) {
            Range memory range = ranges[i];
            Space memory space = spaces[range.space];
            uint256 first = 0;
            while (ranges[first].space != range.space) ++first;
            uint256 top = first == i ? pageDepth(space.pages) : meeting(space, ranges[first], range);
            (bytes memory more, bytes32[] memory beside) = runUpTo(space, range.begin, range.end, top);
            chunks = bytes.concat(chunks, more);
            siblings = join(siblings, beside);
        }
    }

    function joinRanges(Range[] memory left, Range[] memory right) internal pure returns (Range[] memory all) {
        all = new Range[](left.length + right.length);
        for (uint256 i = 0; i < all.length; ++i) all[i] = i < left.length ? left[i] : right[i - left.length];
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
        if (level != 0) result = groupNode([result, result, result, result]);
        for (uint256 i = 2; i < level; ++i) result = node(result, result);
    }
}
