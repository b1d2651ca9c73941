// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Arithmetic} from "../Arithmetic.sol";
import {Segments} from "../Segments.sol";
import {Witness, WitnessLib} from "../Witness.sol";
import {PackedReduction} from "./PackedReduction.sol";

/// @title REDUCE_SUM, REDUCE_MAX, REDUCE_MIN and ARGMAX
/// @notice Folds the middle axis of operand A seen as `[outer, length, inner]`.
library Reduction {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    uint256 private constant LAST_INDEX = 0xffff;

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
                return _fold(instruction, pointer, stride, begin, count, next);
            }
            for (uint256 i = 0; i < count; ++i) {
                uint256 space = instruction.operandSpace(InstructionLib.OPERAND_A);
                uint256 pointer = witness.take(spaces, space, position, position + (1 << elementType));
                next = _fold(instruction, pointer, stride, begin + i, 1, next);
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

    /// @param first The reduction index of the first element.
    function _fold(
        bytes calldata instruction,
        uint256 pointer,
        uint256 stride,
        uint256 first,
        uint256 count,
        int256 accumulator
    ) private pure returns (int256 next) {
        unchecked {
            uint256 elementType = instruction.operandType(InstructionLib.OPERAND_A);
            bool packed = stride == 1 << elementType;
            uint256 operation = instruction.opcode();
            if (operation == InstructionLib.REDUCE_SUM) {
                int256 sum =
                    packed
                        ? PackedReduction.sum(pointer, count, elementType)
                        : _sum(pointer, stride, count, elementType);
                return accumulator + sum - int256(count) * instruction.operandZeroPoint(InstructionLib.OPERAND_A);
            }
            packed = packed && elementType <= 1;
            if (operation == InstructionLib.ARGMAX) {
                next =
                    packed
                        ? _firstPacked(pointer, count, elementType, first)
                        : _firstGreatest(pointer, stride, count, elementType, LAST_INDEX - first);
                return accumulator > next ? accumulator : next;
            }
            bool least = operation == InstructionLib.REDUCE_MIN;
            next =
                packed
                    ? _extremePacked(pointer, count, elementType, least)
                    : _extreme(pointer, stride, count, elementType, least ? type(uint256).max : 0);
            if (least ? accumulator < next : accumulator > next) next = accumulator;
        }
    }

    /// @notice The index that the accumulator of ARGMAX holds.
    function indexOf(int256 accumulator) internal pure returns (int256 index) {
        unchecked {
            index = int256(LAST_INDEX - (uint256(accumulator) & LAST_INDEX));
        }
    }

    /// @dev The greatest, or the least, of adjacent int8 or int16.
    function _extremePacked(
        uint256 pointer,
        uint256 count,
        uint256 elementType,
        bool least
    ) private pure returns (int256 extreme) {
        extreme =
            elementType == 0
                ? PackedReduction.extremeOfBytes(pointer, count, least)
                : PackedReduction.extremeOfShorts(pointer, count, least);
    }

    /// @dev The greatest of adjacent int8 or int16 with the place of the first such behind it.
    function _firstPacked(
        uint256 pointer,
        uint256 count,
        uint256 elementType,
        uint256 first
    ) private pure returns (int256 key) {
        unchecked {
            int256 greatest = _extremePacked(pointer, count, elementType, false);
            uint256 place =
                elementType == 0
                    ? PackedReduction.firstOfBytes(pointer, count, greatest)
                    : PackedReduction.firstOfShorts(pointer, count, greatest);
            key = (greatest << 16) | int256(LAST_INDEX - first - place);
        }
    }

    /// @dev The greatest of int8 or int16 with `suffix` behind the first, one less behind each that follows.
    function _firstGreatest(
        uint256 pointer,
        uint256 stride,
        uint256 count,
        uint256 elementType,
        uint256 suffix
    ) private pure returns (int256 key) {
        key = type(int32).min;
        uint256 end = pointer + count * stride;
        assembly ("memory-safe") {
            for {} lt(pointer, end) {
                pointer := add(pointer, stride)
            } {
                let word := calldataload(pointer)
                let candidate := sar(248, word)
                if elementType {
                    candidate := signextend(1, or(byte(0, word), shl(8, byte(1, word))))
                }
                candidate := or(shl(16, candidate), suffix)
                if sgt(candidate, key) {
                    key := candidate
                }
                suffix := sub(suffix, 1)
            }
        }
    }

    function _sum(
        uint256 pointer,
        uint256 stride,
        uint256 count,
        uint256 elementType
    ) private pure returns (int256 sum) {
        unchecked {
            uint256 end = pointer + count * stride;
            if (elementType != 0) {
                for (; pointer < end; pointer += stride) sum += Arithmetic.read(pointer, elementType);
                return sum;
            }
            assembly ("memory-safe") {
                for {} lt(pointer, end) {
                    pointer := add(pointer, stride)
                } {
                    sum := add(sum, sar(248, calldataload(pointer)))
                }
            }
        }
    }

    /// @param flip All ones to find the least element: inverted numbers are in the reverse order.
    function _extreme(
        uint256 pointer,
        uint256 stride,
        uint256 count,
        uint256 elementType,
        uint256 flip
    ) private pure returns (int256 greatest) {
        greatest = type(int32).min;
        uint256 end = pointer + count * stride;
        assembly ("memory-safe") {
            switch elementType
            case 0 {
                for {} lt(pointer, end) {
                    pointer := add(pointer, stride)
                } {
                    let value := xor(sar(248, calldataload(pointer)), flip)
                    if sgt(value, greatest) {
                        greatest := value
                    }
                }
            }
            default {
                // Of each element, the bytes in their order of weight: the sign lies in the last byte.
                let top := sub(shl(elementType, 1), 1)
                for {} lt(pointer, end) {
                    pointer := add(pointer, stride)
                } {
                    let word := calldataload(pointer)
                    let value := or(byte(0, word), shl(8, byte(1, word)))
                    if eq(top, 3) {
                        value := or(value, or(shl(16, byte(2, word)), shl(24, byte(3, word))))
                    }
                    value := xor(signextend(top, value), flip)
                    if sgt(value, greatest) {
                        greatest := value
                    }
                }
            }
            greatest := xor(greatest, flip)
        }
    }
}
