// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGameTypes} from "../interfaces/IDisputeGameTypes.sol";
import {InstructionLib} from "../libraries/InstructionLib.sol";
import {PagedTree} from "../libraries/PagedTree.sol";

/// @title What an opening shows of the disputed page
/// @notice The instruction that owns the page is not the challenger's choice: the opened one must write to that page.
library OpenedElement {
    /// @notice The offset in its page of the element, or of the byte itself for padding.
    function offsetOf(
        IDisputeGameTypes.Opening calldata opening,
        bool isPadding
    ) internal pure returns (uint256 offset) {
        offset =
            isPadding ? opening.element : uint256(opening.element) << InstructionLib.outputType(opening.instruction);
        offset %= PagedTree.PAGE_BYTES;
    }

    /// @notice The node of the page that holds the opened chunk around `offset`.
    function pageNode(IDisputeGameTypes.Opening calldata opening, uint256 offset) internal pure returns (bytes32 node) {
        if (opening.chunk.length != PagedTree.CHUNK_BYTES)
            revert IDisputeGameTypes.DisputeGame_WrongChunkLength(PagedTree.CHUNK_BYTES, opening.chunk.length);
        node = PagedTree.pageOfLeaf(PagedTree.leaf(opening.chunk), offset / PagedTree.CHUNK_BYTES, opening.otherLeaves);
    }

    /// @notice Reverts unless the (valid) instruction writes page `page` of `space`.
    /// @return first Offset of the page's first byte in the instruction's output.
    /// @return end The output's length in bytes.
    function cover(
        bytes calldata instruction,
        uint256 space,
        uint256 page
    ) internal pure returns (uint256 first, uint256 end) {
        uint256 start = InstructionLib.outputPage(instruction);
        end = InstructionLib.outputBytes(instruction);
        bool isCovered =
            InstructionLib.outputSpace(instruction) == space &&
                page >= start &&
                page < start + InstructionLib.pagesOf(end);
        if (!isCovered) revert IDisputeGameTypes.DisputeGame_PageNotOfInstruction(space, page);
        first = (page - start) * PagedTree.PAGE_BYTES;
    }

    /// @notice The little-endian integer of `2^elementType` bytes at `offset` of the page that holds `chunk`.
    function valueAt(bytes calldata chunk, uint256 offset, uint256 elementType) internal pure returns (int256 value) {
        uint256 start = offset % PagedTree.CHUNK_BYTES;
        uint256 size = uint256(1) << elementType;
        uint256 bits = 0;
        for (uint256 i = size; i > 0; --i) bits = (bits << 8) | uint8(chunk[start + i - 1]);
        uint256 shift = 256 - 8 * size;
        value = int256(bits << shift) >> shift;
    }
}
