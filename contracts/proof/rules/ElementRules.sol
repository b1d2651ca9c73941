// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";

/// @title Rules of element-wise operators
/// @notice What docs/arithmetic.md, section 6, asks of ADD, SUB, MUL and RESCALE.
library ElementRules {
    using InstructionLib for bytes;

    /// @notice Code 4: bytes of the attributes that the opcode does not name.
    function reservedSet(bytes calldata instruction) internal pure returns (bool broken) {
        broken = instruction.anySet(InstructionLib.ATTRIBUTES, 32) || instruction.anySet(144, 16);
    }

    /// @notice Code 10.
    function shapeMismatch(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        bool broadcasts = operation != InstructionLib.RESCALE;
        if (_misfit(instruction, InstructionLib.OPERAND_A, broadcasts)) return true;
        broken = InstructionLib.hasOperandB(operation) && _misfit(instruction, InstructionLib.OPERAND_B, broadcasts);
    }

    /// @dev Whether a dimension of the operand is neither the output's nor, if operands are broadcast, 1.
    function _misfit(bytes calldata instruction, uint256 operand, bool broadcasts) private pure returns (bool broken) {
        for (uint256 axis = 0; axis < 4; ++axis) {
            uint256 dimension = instruction.operandDimension(operand, axis);
            if (dimension != instruction.outputDimension(axis) && (dimension != 1 || !broadcasts)) return true;
        }
    }
}
