// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Paged trees
/// @notice Hashing and proofs of the trees of docs/arithmetic.md: leaves, nodes, pages, runs, and the program's tree.
/// @dev Padding nodes are `bytes32(0)` and are always filled in or checked here: nobody may choose them.
library PagedTree {
    /// @notice Bytes in a chunk, the content of a leaf.
    uint256 internal constant CHUNK_BYTES = 128;
    /// @notice Bytes in a page.
    uint256 internal constant PAGE_BYTES = 512;

    /// @notice A sibling without a real page beneath it is not zero.
    error PagedTree_PaddingNotZero(bytes32 actual);
    /// @notice Fewer or more real nodes than the tree has there.
    error PagedTree_WrongNodeCount(uint256 expected, uint256 actual);
    /// @notice Fewer or more siblings than the proof takes.
    error PagedTree_WrongSiblingCount(uint256 expected, uint256 actual);
    /// @notice Content that is not whole pages, or not the one page asked for.
    error PagedTree_WrongLength(uint256 expected, uint256 actual);
    /// @notice A leaf or node beyond the end of the tree.
    error PagedTree_IndexOutOfRange(uint256 count, uint256 index);

    /// @notice `keccak256(0x01 ‖ left ‖ right)`.
    function node(bytes32 left, bytes32 right) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore8(pointer, 1)
            mstore(add(pointer, 1), left)
            mstore(add(pointer, 33), right)
            result := keccak256(pointer, 65)
        }
    }

    /// @notice `keccak256(0x00 ‖ content)`: the leaf of a chunk or of an instruction.
    function leaf(bytes calldata content) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore8(pointer, 0)
            calldatacopy(add(pointer, 1), content.offset, content.length)
            result := keccak256(pointer, add(content.length, 1))
        }
    }

    /// @notice The node `keccak256(0x03 ‖ leaf0 ‖ leaf1 ‖ leaf2 ‖ leaf3)` of a page, of whose leaves one is computed.
    /// @param own The computed leaf.
    /// @param index Its place, 0 to 3.
    /// @param others The other leaves, in order.
    function pageOfLeaf(bytes32 own, uint256 index, bytes32[3] calldata others) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore8(pointer, 3)
            let before := shl(5, index)
            let place := add(add(pointer, 1), before)
            calldatacopy(add(pointer, 1), others, before)
            mstore(place, own)
            calldatacopy(add(place, 32), add(others, before), sub(96, before))
            result := keccak256(pointer, 129)
        }
    }

    /// @notice `keccak256(0x02 ‖ bodyRoot ‖ outputRoot)`.
    function traceRoot(bytes32 bodyRoot, bytes32 outputRoot) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore8(pointer, 2)
            mstore(add(pointer, 1), bodyRoot)
            mstore(add(pointer, 33), outputRoot)
            result := keccak256(pointer, 65)
        }
    }

    /// @notice Levels above `count` pages, of which four together have a node: level 1 does not exist, so one level is two.
    function pageDepth(uint256 count) internal pure returns (uint256 levels) {
        levels = depth(count);
        if (levels == 1) levels = 2;
    }

    /// @notice Depth of the binary tree over `count` leaves, at most 2^32: `ceil(log2 count)`, 0 for none or one.
    function depth(uint256 count) internal pure returns (uint256 levels) {
        if (count < 2) return 0;
        assembly ("memory-safe") {
            // Position of the highest bit of count − 1, bisecting; counts are u32.
            let rest := sub(count, 1)
            levels := shl(4, gt(rest, 0xffff))
            rest := shr(levels, rest)
            let step := shl(3, gt(rest, 0xff))
            rest := shr(step, rest)
            levels := add(levels, step)
            step := shl(2, gt(rest, 0xf))
            rest := shr(step, rest)
            levels := add(levels, step)
            // For 1 … 15, the nibble at that index: its bit length.
            levels := add(levels, and(0xf, shr(shl(2, rest), 0x4444444433332210)))
        }
    }

    /// @notice Number of real nodes at `level`, level 0 being the `count` leaves.
    function realNodes(uint256 count, uint256 level) internal pure returns (uint256 nodes) {
        if (count == 0) return 0;
        nodes = ((count - 1) >> level) + 1;
    }

    /// @notice Number of real nodes `levels` below the node `index` of `level`.
    /// @dev Zero when that node itself is padding.
    function realNodesBelow(
        uint256 count,
        uint256 level,
        uint256 index,
        uint256 levels
    ) internal pure returns (uint256 nodes) {
        uint256 all = realNodes(count, level - levels);
        uint256 first = index << levels;
        if (all <= first) return 0;
        nodes = all - first;
        if (nodes > uint256(1) << levels) nodes = uint256(1) << levels;
    }

    /// @notice The node of one raw page.
    function pageNode(bytes calldata page) internal pure returns (bytes32 result) {
        if (page.length != PAGE_BYTES) revert PagedTree_WrongLength(PAGE_BYTES, page.length);
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := page.offset
        }
        result = _pageNode(pointer);
    }

    /// @notice The root over whole raw pages; zero for none.
    /// @param content The pages, 512 bytes each; intended for a few pages.
    function rootOfPages(bytes calldata content) internal pure returns (bytes32 root) {
        uint256 pages = content.length / PAGE_BYTES;
        if (pages * PAGE_BYTES != content.length) {
            revert PagedTree_WrongLength((pages + 1) * PAGE_BYTES, content.length);
        }
        bytes32[] memory nodes = new bytes32[](pages);
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := content.offset
        }
        for (uint256 i = 0; i < pages; ++i) nodes[i] = _pageNode(pointer + i * PAGE_BYTES);
        root = rootOfPageNodes(nodes);
    }

    /// @notice The root over the nodes of all pages of a space, which are consumed; zero for none.
    function rootOfPageNodes(bytes32[] memory nodes) internal pure returns (bytes32 root) {
        root = _fold(nodes, pageDepth(nodes.length), true);
    }

    /// @notice The node that is `levels` above the given real nodes, the rest being padding.
    /// @param nodes The real ones only, from the left; at most `2 ** levels`.
    /// @param arePages Whether they are pages; else they are nodes of level 2 or higher.
    /// @param expected How many real nodes there are (see `realNodesBelow`); another number reverts.
    function rootOfNodes(
        bytes32[] calldata nodes,
        uint256 levels,
        bool arePages,
        uint256 expected
    ) internal pure returns (bytes32 root) {
        // Only real nodes are sent: padding is a constant, so that a root cannot differ where no byte does.
        if (nodes.length != expected || expected > uint256(1) << levels) {
            revert PagedTree_WrongNodeCount(expected, nodes.length);
        }
        bytes32[] memory copy = nodes;
        root = _fold(copy, levels, arePages);
    }

    /// @notice How many siblings lead from a node `levels` up: the three of a page in its group, then one a level.
    function siblingCount(uint256 levels, bool isPage) internal pure returns (uint256 count) {
        count = isPage && levels != 0 ? levels + 1 : levels;
    }

    /// @notice The node that a page or a node of level 2 or higher leads to, its position being told by the low bits of `index`.
    /// @param siblings As many as `siblingCount` says: those of a page's group in order, then one a level.
    function rootFromPagedNode(
        bytes32 start,
        uint256 index,
        bytes32[] calldata siblings,
        bool isPage
    ) internal pure returns (bytes32 root) {
        if (!isPage || siblings.length == 0) return rootFromNode(start, index, siblings);
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore8(pointer, 4)
            let before := shl(5, and(index, 3))
            let place := add(add(pointer, 1), before)
            calldatacopy(add(pointer, 1), siblings.offset, before)
            mstore(place, start)
            calldatacopy(add(place, 32), add(siblings.offset, before), sub(96, before))
            root := keccak256(pointer, 129)
        }
        root = rootFromNode(root, index >> 2, siblings[3:]);
    }

    /// @notice The node `siblings.length` levels above a node of a binary tree, whose position is told by the low bits of `index`.
    function rootFromNode(
        bytes32 start,
        uint256 index,
        bytes32[] calldata siblings
    ) internal pure returns (bytes32 root) {
        root = start;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore8(pointer, 1)
            let next := siblings.offset
            for {
                let end := add(next, shl(5, siblings.length))
            } lt(next, end) {
                next := add(next, 32)
            } {
                let right := shl(5, and(index, 1))
                mstore(add(pointer, add(1, right)), root)
                mstore(add(pointer, sub(33, right)), calldataload(next))
                root := keccak256(pointer, 65)
                index := shr(1, index)
            }
        }
    }

    /// @notice The program root that an instruction at `index` and its siblings lead to.
    /// @dev Reverts unless there is one sibling per level and padding siblings are zero.
    /// @param count Number of instructions of the program.
    function programRoot(
        bytes calldata instruction,
        uint256 index,
        uint256 count,
        bytes32[] calldata siblings
    ) internal pure returns (bytes32 root) {
        if (index >= count) revert PagedTree_IndexOutOfRange(count, index);
        if (siblings.length != depth(count)) revert PagedTree_WrongSiblingCount(depth(count), siblings.length);
        for (uint256 level = 0; level < siblings.length; ++level) {
            uint256 sibling = (index >> level) ^ 1;
            if (sibling >= realNodes(count, level) && siblings[level] != 0) {
                revert PagedTree_PaddingNotZero(siblings[level]);
            }
        }
        root = rootFromNode(leaf(instruction), index, siblings);
    }

    /// @dev The node of a raw page in calldata.
    function _pageNode(uint256 pointer) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let page := mload(0x40)
            let leafPointer := add(page, 160)
            mstore8(page, 3)
            mstore8(leafPointer, 0)
            for {
                let next := add(page, 1)
                let end := add(page, 129)
            } lt(next, end) {
                next := add(next, 32)
            } {
                calldatacopy(add(leafPointer, 1), pointer, 128)
                pointer := add(pointer, 128)
                mstore(next, keccak256(leafPointer, 129))
            }
            result := keccak256(page, 129)
        }
    }

    /// @dev Replaces pages by the nodes of their groups of four.
    function _foldGroups(bytes32[] memory pages) private pure {
        assembly ("memory-safe") {
            let base := add(pages, 32)
            let end := add(base, shl(5, mload(pages)))
            let group := mload(0x40)
            mstore8(group, 4)
            let to := base
            for {
                let from := base
            } lt(from, end) {} {
                for {
                    let place := add(group, 1)
                    let behind := add(group, 129)
                } lt(place, behind) {
                    place := add(place, 32)
                } {
                    // Pages that do not exist are padding.
                    mstore(place, mul(mload(from), lt(from, end)))
                    from := add(from, 32)
                }
                mstore(to, keccak256(group, 129))
                to := add(to, 32)
            }
            mstore(pages, shr(5, sub(to, base)))
        }
    }

    /// @dev Consumes `nodes`. The real nodes are a prefix; a pair without a real node is padding again.
    function _fold(bytes32[] memory nodes, uint256 levels, bool arePages) private pure returns (bytes32 root) {
        if (nodes.length == 0) return 0;
        if (arePages && levels != 0) {
            _foldGroups(nodes);
            levels -= 2;
        }
        uint256 count = nodes.length;
        assembly ("memory-safe") {
            let base := add(nodes, 32)
            let pair := mload(0x40)
            mstore8(pair, 1)
            for {
                let level := 0
            } lt(level, levels) {
                level := add(level, 1)
            } {
                let from := base
                let last := add(base, shl(5, sub(count, 1)))
                count := shr(1, add(count, 1))
                for {
                    let to := base
                    let end := add(base, shl(5, count))
                } lt(to, end) {
                    to := add(to, 32)
                } {
                    mstore(add(pair, 1), mload(from))
                    // A pair whose right node does not exist ends in padding.
                    mstore(add(pair, 33), mul(mload(add(from, 32)), lt(from, last)))
                    mstore(to, keccak256(pair, 65))
                    from := add(from, 64)
                }
            }
        }
        root = nodes[0];
    }
}
