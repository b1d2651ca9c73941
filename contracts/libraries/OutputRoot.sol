// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PagedTree} from "./PagedTree.sol";

/// @title The root of a published output
library OutputRoot {
    /// @notice The paged-tree root of `pages` pages that begin with `output` and are zero from there on
    /// (docs/arithmetic.md, section 2.1).
    /// @dev The caller has checked that `output` fits, and that there are few pages.
    function rootOf(bytes calldata output, uint256 pages) internal pure returns (bytes32 root) {
        bytes memory padded = new bytes(pages * PagedTree.PAGE_BYTES);
        assembly ("memory-safe") {
            calldatacopy(add(padded, 32), output.offset, output.length)
        }
        bytes32[] memory nodes = new bytes32[](pages);
        for (uint256 i = 0; i < pages; ++i) nodes[i] = _pageNode(padded, i * PagedTree.PAGE_BYTES);
        root = PagedTree.rootOfPageNodes(nodes);
    }

    /// @dev Hashes each chunk together with the byte before it, which holds the tag while it does.
    function _pageNode(bytes memory content, uint256 offset) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let page := mload(0x40)
            mstore8(page, 3)
            let tagged := add(add(content, 31), offset)
            for {
                let next := add(page, 1)
                let end := add(page, 129)
            } lt(next, end) {
                next := add(next, 32)
            } {
                let word := mload(tagged)
                mstore8(tagged, 0)
                mstore(next, keccak256(tagged, 129))
                mstore(tagged, word)
                tagged := add(tagged, 128)
            }
            result := keccak256(page, 129)
        }
    }
}
