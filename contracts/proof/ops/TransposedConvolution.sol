// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Segments} from "../Segments.sol";
import {TensorLib} from "../Tensor.sol";
import {WindowLib} from "../Window.sol";
import {Witness, WitnessLib} from "../Witness.sol";

/// @notice One kernel row of TRANSPOSE_CONV2D on its way into the vector of taps.
struct TransposedRow {
    /// Reduction indices of the segment, counted from the row's first; `end` is behind the row at most.
    int256 begin;
    int256 end;
    /// Element index of the input row's first element.
    uint256 start;
    /// Memory position of the tap with the row's first reduction index.
    int256 taps;
}

/// @title Taps of TRANSPOSE_CONV2D
/// @notice Of a kernel row, every strideX-th tap meets a column of input; later taps meet earlier columns.
library TransposedConvolution {
    using InstructionLib for bytes;
    using TensorLib for bytes;
    using WitnessLib for Witness;

    uint256 private constant A = InstructionLib.OPERAND_A;

    /// @notice Writes the input under the taps with reduction indices `[begin, end)`; what meets no input is left as it is.
    /// @param taps Memory position of the tap with index `begin`.
    function gather(
        bytes calldata instruction,
        uint256 element,
        uint256 begin,
        uint256 end,
        uint256 taps,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure {
        unchecked {
            uint256[4] memory o = instruction.coordinates(element);
            uint256 rowLength = instruction.uint16At(WindowLib.KERNEL_WIDTH) * instruction.operandDimension(A, 3);
            int256 stride = int256(instruction.uint16At(WindowLib.STRIDE_Y));
            int256 height = int256(instruction.operandDimension(A, 1));
            int256 distance = int256(o[1]) - instruction.int16At(WindowLib.PAD_TOP);
            int256 column = int256(o[2]) - instruction.int16At(WindowLib.PAD_LEFT);
            for (uint256 ky = begin / rowLength; ky * rowLength < end; ++ky) {
                int256 y = distance - int256(ky);
                if (y < 0 || y % stride != 0 || y / stride >= height) continue;
                int256 first = int256(ky * rowLength);
                TransposedRow memory row;
                row.begin = int256(begin) - first;
                row.end = int256(end) - first;
                if (row.begin < 0) row.begin = 0;
                if (row.end > int256(rowLength)) row.end = int256(rowLength);
                row.start =
                    (o[0] * uint256(height) + uint256(y / stride)) *
                    instruction.operandDimension(A, 2) *
                    instruction.operandDimension(A, 3);
                row.taps = int256(taps) + first - int256(begin);
                _gatherRow(instruction, row, column, spaces, witness);
            }
        }
    }

    /// @param distance From the first tap of column 0 to the output's column.
    function _gatherRow(
        bytes calldata instruction,
        TransposedRow memory row,
        int256 distance,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure {
        unchecked {
            int256 channels = int256(instruction.operandDimension(A, 3));
            int256 stride = int256(instruction.uint16At(WindowLib.STRIDE_X));
            (int256 first, int256 last) = _meeting(instruction, row, distance, channels, stride);
            if (first > last) return;
            bool joined = channels <= int256(Segments.RUN_STRIDE);
            // The last tap lies lowest in the input.
            (uint256 low, ) = _elements(row, distance, last, channels, stride);
            (, uint256 high) = _elements(row, distance, first, channels, stride);
            uint256 pointer = joined ? _take(instruction, row.start + low, high - low, spaces, witness) : 0;
            for (; first <= last; first += stride) {
                (uint256 from, uint256 to) = _elements(row, distance, first, channels, stride);
                uint256 source =
                    joined ? pointer + from - low : _take(instruction, row.start + from, to - from, spaces, witness);
                int256 target = row.begin > first * channels ? row.begin : first * channels;
                target += row.taps;
                assembly ("memory-safe") {
                    calldatacopy(target, source, sub(to, from))
                }
            }
        }
    }

    /// @dev The first and the last tap that lie in the segment and meet a column inside the input; `stride` apart lie all others.
    function _meeting(
        bytes calldata instruction,
        TransposedRow memory row,
        int256 distance,
        int256 channels,
        int256 stride
    ) private pure returns (int256 first, int256 last) {
        unchecked {
            first = row.begin / channels;
            last = (row.end - 1) / channels;
            int256 rightmost = distance - (int256(instruction.operandDimension(A, 2)) - 1) * stride;
            if (first < rightmost) first = rightmost;
            if (last > distance) last = distance;
            if (first > last) return (1, 0);
            first += (distance - first) % stride;
            int256 beyond = (distance - last) % stride;
            if (beyond != 0) last -= stride - beyond;
        }
    }

    /// @dev The elements of the input row that a tap sees, as far as they lie in the segment.
    function _elements(
        TransposedRow memory row,
        int256 distance,
        int256 tap,
        int256 channels,
        int256 stride
    ) private pure returns (uint256 from, uint256 to) {
        unchecked {
            int256 start = ((distance - tap) / stride) * channels;
            int256 low = row.begin - tap * channels;
            int256 high = row.end - tap * channels;
            from = uint256(low > 0 ? start + low : start);
            to = uint256(start + (high < channels ? high : channels));
        }
    }

    function _take(
        bytes calldata instruction,
        uint256 index,
        uint256 length,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (uint256 pointer) {
        unchecked {
            uint256 start = instruction.position(A, index);
            pointer = witness.take(spaces, instruction.operandSpace(A), start, start + length);
        }
    }
}
