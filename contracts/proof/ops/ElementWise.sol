// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Arithmetic} from "../Arithmetic.sol";
import {Witness, WitnessLib} from "../Witness.sol";

/// @title ADD, SUB, MUL and RESCALE
/// @notice One element of each operand, broadcast where a dimension is 1.
library ElementWise {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    /// @notice The accumulator, exact (the caller wraps).
    function evaluate(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 accumulator) {
        uint256 operation = instruction.opcode();
        accumulator = _centred(instruction, InstructionLib.OPERAND_A, element, spaces, witness);
        if (operation == InstructionLib.RESCALE) return accumulator;
        int256 right = _centred(instruction, InstructionLib.OPERAND_B, element, spaces, witness);
        unchecked {
            if (operation == InstructionLib.MUL) return accumulator * right;
            accumulator = _rescaled(instruction, InstructionLib.OPERAND_A, accumulator);
            right = _rescaled(instruction, InstructionLib.OPERAND_B, right);
            accumulator = operation == InstructionLib.ADD ? accumulator + right : accumulator - right;
        }
    }

    /// @dev `wrap(x − zero point)` of the operand's element that belongs to an output element.
    function _centred(
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
            value = Arithmetic.wrap(Arithmetic.read(pointer, elementType) - instruction.operandZeroPoint(operand));
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
