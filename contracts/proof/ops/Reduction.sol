// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Arithmetic} from "../Arithmetic.sol";
import {Segments} from "../Segments.sol";
import {Witness, WitnessLib} from "../Witness.sol";

/// @title REDUCE_SUM and REDUCE_MAX
/// @notice Folds the middle axis of operand A seen as `[outer, length, inner]`.
library Reduction {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    /// @notice The accumulator after one segment, exact for sums (the caller wraps).
    function accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        int256 accumulator,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 next) {
        unchecked {
            uint256 elementType = instruction.operandType(InstructionLib.OPERAND_A);
            uint256 stride = Segments.reductionStride(instruction);
            uint256 begin = segment * Segments.reductionStep(instruction);
            uint256 count = Segments.reductionLength(instruction) - begin;
            if (count > Segments.reductionStep(instruction)) count = Segments.reductionStep(instruction);

            uint256 position = _position(instruction, element) + begin * stride;
            next = accumulator;
            if (stride <= Segments.RUN_STRIDE) {
                uint256 end = position + (count - 1) * stride + (1 << elementType);
                uint256 space = instruction.operandSpace(InstructionLib.OPERAND_A);
                uint256 pointer = witness.take(spaces, space, position, end);
                return _fold(instruction, pointer, stride, count, next);
            }
            for (uint256 i = 0; i < count; ++i) {
                uint256 space = instruction.operandSpace(InstructionLib.OPERAND_A);
                uint256 pointer = witness.take(spaces, space, position, position + (1 << elementType));
                next = _fold(instruction, pointer, stride, 1, next);
                position += stride;
            }
        }
    }

    /// @dev Byte position of `[o, 0, i]` in operand A's space.
    function _position(bytes calldata instruction, uint256 element) private pure returns (uint256 position) {
        unchecked {
            uint256 inner = Segments.reductionInner(instruction);
            uint256 index = (element / inner) * Segments.reductionLength(instruction) * inner + (element % inner);
            position =
                instruction.operandPage(InstructionLib.OPERAND_A) * InstructionLib.PAGE_BYTES +
                (index << instruction.operandType(InstructionLib.OPERAND_A));
        }
    }

    function _fold(
        bytes calldata instruction,
        uint256 pointer,
        uint256 stride,
        uint256 count,
        int256 accumulator
    ) private pure returns (int256 next) {
        unchecked {
            uint256 elementType = instruction.operandType(InstructionLib.OPERAND_A);
            next = accumulator;
            if (instruction.opcode() == InstructionLib.REDUCE_SUM) {
                for (uint256 i = 0; i < count; ++i) {
                    next += Arithmetic.read(pointer, elementType);
                    pointer += stride;
                }
                next -= int256(count) * instruction.operandZeroPoint(InstructionLib.OPERAND_A);
            } else {
                for (uint256 i = 0; i < count; ++i) {
                    int256 value = Arithmetic.read(pointer, elementType);
                    if (value > next) next = value;
                    pointer += stride;
                }
            }
        }
    }
}
