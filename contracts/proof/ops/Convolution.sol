// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {DotProduct} from "../DotProduct.sol";
import {Segments} from "../Segments.sol";
import {Window, WindowLib} from "../Window.sol";
import {Witness, WitnessLib} from "../Witness.sol";
import {TransposedConvolution} from "./TransposedConvolution.sol";

/// @title CONV2D, DEPTHWISE_CONV2D and TRANSPOSE_CONV2D
/// @notice Gathers the taps of one segment into a vector, padding standing as the zero point, and multiplies it with the weights.
library Convolution {
    using InstructionLib for bytes;
    using WindowLib for Window;
    using WitnessLib for Witness;

    /// @notice Sum of the products of one segment, exact.
    /// @param whole Whether the segment is the whole element, so that its record comes with the weights.
    /// @return sum What the segment adds to the accumulator.
    /// @return record Calldata position of the channel record, 0 unless `whole`.
    function accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        bool whole,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 sum, uint256 record) {
        Window memory window = WindowLib.locate(instruction, element);
        (uint256 begin, uint256 end) = _range(instruction, segment, whole);
        unchecked {
            uint256 groups = (end - begin + DotProduct.GROUP - 1) / DotProduct.GROUP;
            int256 inputZero = instruction.operandZeroPoint(InstructionLib.OPERAND_A);
            int256 weightZero = instruction.int32At(WindowLib.WEIGHT_ZERO_POINT);
            uint256 taps = DotProduct.filled(groups * DotProduct.GROUP, inputZero);
            uint256 weights = DotProduct.filled(groups * DotProduct.GROUP, weightZero);

            uint256 operation = instruction.opcode();
            if (operation == InstructionLib.TRANSPOSE_CONV2D) {
                TransposedConvolution.gather(instruction, element, begin, end, taps, spaces, witness);
            } else if (operation == InstructionLib.CONV2D) {
                _gatherAll(instruction, window, begin, end, taps, spaces, witness);
            } else {
                _gatherChannel(instruction, window, begin, end, taps, spaces, witness);
            }

            uint256 channel = WindowLib.channelBlock(instruction, window.outputChannel);
            uint256 from = channel + WindowLib.RECORD_BYTES + begin;
            uint256 pointer;
            if (whole) {
                record = witness.take(spaces, InstructionLib.CONSTANTS_SPACE, channel, from + (end - begin));
                pointer = record + WindowLib.RECORD_BYTES;
            } else {
                pointer = witness.take(spaces, InstructionLib.CONSTANTS_SPACE, from, from + (end - begin));
            }
            assembly ("memory-safe") {
                calldatacopy(weights, pointer, sub(end, begin))
            }
            sum = DotProduct.dot(taps, weights, groups, inputZero, weightZero);
        }
    }

    function _range(
        bytes calldata instruction,
        uint256 segment,
        bool whole
    ) private pure returns (uint256 begin, uint256 end) {
        uint256 count = WindowLib.weightCount(instruction);
        if (whole) return (0, count);
        uint256 step =
            instruction.opcode() == InstructionLib.DEPTHWISE_CONV2D
                ? instruction.uint16At(WindowLib.KERNEL_WIDTH)
                : Segments.CONVOLUTION_STEP;
        begin = segment * step;
        end = begin + step < count ? begin + step : count;
    }

    /// @dev CONV2D: the reduction runs over (ky, kx, ic), contiguous within a kernel row when the columns are not dilated.
    function _gatherAll(
        bytes calldata instruction,
        Window memory window,
        uint256 begin,
        uint256 end,
        uint256 taps,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure {
        unchecked {
            uint256 rowLength = window.kernelWidth * window.inputChannels;
            for (uint256 ky = begin / rowLength; ky * rowLength < end; ++ky) {
                (bool inside, int256 start) = window.row(ky);
                if (!inside) continue;
                if (window.dilationX == 1) {
                    uint256 from = ky * rowLength + window.columnBegin * window.inputChannels;
                    uint256 to = ky * rowLength + window.columnEnd * window.inputChannels;
                    if (from < begin) from = begin;
                    if (to > end) to = end;
                    if (from >= to) continue;
                    uint256 position = _position(instruction, start + int256(from - ky * rowLength));
                    _copy(instruction, position, to - from, taps + from - begin, spaces, witness);
                    continue;
                }
                for (uint256 kx = window.columnBegin; kx < window.columnEnd; ++kx) {
                    uint256 tap = ky * rowLength + kx * window.inputChannels;
                    uint256 from = tap < begin ? begin : tap;
                    uint256 to = tap + window.inputChannels;
                    if (to > end) to = end;
                    if (from >= to) continue;
                    int256 first = start + int256(kx * window.dilationX * window.inputChannels + (from - tap));
                    _copy(instruction, _position(instruction, first), to - from, taps + from - begin, spaces, witness);
                }
            }
        }
    }

    /// @dev DEPTHWISE_CONV2D: one channel, so that taps lie apart; a segment is a kernel row, a whole step all of them.
    function _gatherChannel(
        bytes calldata instruction,
        Window memory window,
        uint256 begin,
        uint256 end,
        uint256 taps,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure {
        unchecked {
            uint256 multiple = instruction.outputDimension(3) / window.inputChannels;
            uint256 channel = window.outputChannel / multiple;
            uint256 stride = Segments.tapStride(instruction);
            uint256 columns = window.columnEnd - window.columnBegin;
            for (uint256 ky = begin / window.kernelWidth; ky * window.kernelWidth < end; ++ky) {
                (bool inside, int256 start) = window.row(ky);
                if (!inside) continue;
                uint256 position = _position(instruction, start + int256(channel + window.columnBegin * stride));
                uint256 to = taps + ky * window.kernelWidth - begin + window.columnBegin;
                if (stride <= Segments.RUN_STRIDE) {
                    uint256 pointer = _take(instruction, position, (columns - 1) * stride + 1, spaces, witness);
                    assembly ("memory-safe") {
                        for {
                            let last := add(to, columns)
                        } lt(to, last) {
                            to := add(to, 1)
                        } {
                            mstore8(to, byte(0, calldataload(pointer)))
                            pointer := add(pointer, stride)
                        }
                    }
                } else {
                    for (uint256 i = 0; i < columns; ++i) {
                        _copy(instruction, position + i * stride, 1, to + i, spaces, witness);
                    }
                }
            }
        }
    }

    /// @dev Byte position of an element of operand A, an int8 tensor, in its space.
    function _position(bytes calldata instruction, int256 index) private pure returns (uint256 position) {
        unchecked {
            position = instruction.operandPage(InstructionLib.OPERAND_A) * InstructionLib.PAGE_BYTES + uint256(index);
        }
    }

    function _take(
        bytes calldata instruction,
        uint256 position,
        uint256 length,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (uint256 pointer) {
        uint256 space = instruction.operandSpace(InstructionLib.OPERAND_A);
        pointer = witness.take(spaces, space, position, position + length);
    }

    function _copy(
        bytes calldata instruction,
        uint256 position,
        uint256 length,
        uint256 to,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure {
        uint256 pointer = _take(instruction, position, length, spaces, witness);
        assembly ("memory-safe") {
            calldatacopy(to, pointer, length)
        }
    }
}
