// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Arithmetic} from "../Arithmetic.sol";
import {WindowLib} from "../Window.sol";
import {Witness, WitnessLib} from "../Witness.sol";

/// @title Element-wise operators
/// @notice One element of each operand, broadcast where a dimension is 1.
library ElementWise {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    /// @notice The accumulator, exact (the caller wraps).
    /// @return accumulator Of the operator, before a bias.
    /// @return record Calldata position of the channel record of a RESCALE per channel, else 0.
    function evaluate(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 accumulator, uint256 record) {
        uint256 operation = instruction.opcode();
        int256 a = _value(instruction, InstructionLib.OPERAND_A, element, spaces, witness);
        if (InstructionLib.hasOperandB(operation)) {
            int256 b = _value(instruction, InstructionLib.OPERAND_B, element, spaces, witness);
            if (operation == InstructionLib.SELECT) {
                int256 c = _value(instruction, InstructionLib.OPERAND_C, element, spaces, witness);
                return (a != 0 ? b : c, 0);
            }
            if (InstructionLib.among(operation, InstructionLib.RESCALES_OPERANDS)) {
                a = _rescaled(instruction, InstructionLib.OPERAND_A, a);
                b = _rescaled(instruction, InstructionLib.OPERAND_B, b);
                return (_ofRescaled(operation, a, b), 0);
            }
            return (_ofTwo(operation, instruction.uint8At(InstructionLib.ATTRIBUTES), a, b), 0);
        }
        if (operation != InstructionLib.RESCALE) return (_ofOne(operation, instruction.outputType(), a), 0);
        if (instruction.hasRecord()) {
            uint256 channel = element % instruction.outputDimension(3);
            uint256 position = WindowLib.channelBlock(instruction, channel);
            record = witness.take(spaces, InstructionLib.CONSTANTS_SPACE, position, position + WindowLib.RECORD_BYTES);
        }
        accumulator = a;
    }

    function _ofRescaled(uint256 operation, int256 a, int256 b) private pure returns (int256 result) {
        unchecked {
            if (operation == InstructionLib.ADD) return a + b;
            if (operation == InstructionLib.SUB) return a - b;
            if (operation == InstructionLib.MAXIMUM) return a > b ? a : b;
            if (operation == InstructionLib.MINIMUM) return a < b ? a : b;
            bool holds = a == b;
            if (operation == InstructionLib.GREATER) holds = a > b;
            else if (operation == InstructionLib.GREATER_EQUAL) holds = a >= b;
            if (holds) result = 1;
        }
    }

    /// @param parameter The shift of MUL, or whether ARITHMETIC_RIGHT_SHIFT rounds.
    function _ofTwo(uint256 operation, uint256 parameter, int256 a, int256 b) private pure returns (int256 result) {
        unchecked {
            if (operation == InstructionLib.MUL) {
                return (a * b + int256((uint256(1) << parameter) >> 1)) >> parameter;
            }
            if (operation == InstructionLib.INTDIV) return b == 0 ? int256(0) : a / b;
            uint256 places = uint256(b) & 31;
            if (operation == InstructionLib.LOGICAL_LEFT_SHIFT) return a << places;
            result = a >> places;
            if (parameter != 0 && places != 0) result += (a >> (places - 1)) & 1;
        }
    }

    function _ofOne(uint256 operation, uint256 outputType, int256 a) private pure returns (int256 result) {
        unchecked {
            if (operation == InstructionLib.ABS) return a < 0 ? -a : a;
            if (operation == InstructionLib.NEGATE) return -a;
            if (operation == InstructionLib.CAST) return Arithmetic.signExtend(a, outputType);
            result = 32;
            for (uint256 bits = uint256(a) & 0xffffffff; bits != 0; bits >>= 1) --result;
        }
    }

    /// @dev `wrap(x − zero point)` of the operand's element that belongs to an output element.
    function _value(
        bytes calldata instruction,
        uint256 operand,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 value) {
        unchecked {
            uint256 elementType = instruction.operandType(operand);
            uint256 position =
                instruction.operandPage(operand) * InstructionLib.PAGE_BYTES +
                    (_index(instruction, operand, element) << elementType);
            uint256 pointer = witness.take(
                spaces,
                instruction.operandSpace(operand),
                position,
                position + (1 << elementType)
            );
            value = Arithmetic.read(pointer, elementType);
            if (instruction.flags() & InstructionLib.FLAG_UNSIGNED_INPUT != 0) {
                value &= elementType == 0 ? int256(0xff) : int256(0xffff);
            }
            value = Arithmetic.wrap(value - instruction.operandZeroPoint(operand));
        }
    }

    /// @dev Row-major index in the operand, dimensions of 1 standing still.
    function _index(bytes calldata instruction, uint256 operand, uint256 element) private pure returns (uint256 index) {
        unchecked {
            uint256 scale = 1;
            for (uint256 axis = 4; axis-- > 0;) {
                uint256 size = instruction.outputDimension(axis);
                uint256 dimension = instruction.operandDimension(operand, axis);
                if (dimension != 1) index += (element % size) * scale;
                element /= size;
                scale *= dimension;
            }
        }
    }

    function _rescaled(bytes calldata instruction, uint256 operand, int256 value) private pure returns (int256 result) {
        bool doubleRounding = instruction.flags() & InstructionLib.FLAG_DOUBLE_OPERANDS != 0;
        result = Arithmetic.wrap(
            Arithmetic.scale(
                value,
                instruction.operandMultiplier(operand),
                instruction.operandShift(operand),
                doubleRounding
            )
        );
    }
}
