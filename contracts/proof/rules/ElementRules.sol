// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {WindowLib} from "../Window.sol";

/// @title Rules of element-wise operators
/// @notice What docs/arithmetic.md, section 6, asks of operators with one element of each operand for one of the output.
library ElementRules {
    using InstructionLib for bytes;

    uint256 private constant HAS_PARAMETER = (1 << InstructionLib.MUL) | (1 << InstructionLib.ARITHMETIC_RIGHT_SHIFT);

    /// @notice Code 4: bytes of the attributes that the opcode does not name.
    function reservedSet(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        if (operation == InstructionLib.SELECT) return instruction.anySet(152, 8);
        if (instruction.anySet(144, 16)) return true;
        if (InstructionLib.among(operation, HAS_PARAMETER)) {
            return instruction.anySet(InstructionLib.ATTRIBUTES + 1, 31);
        }
        if (instruction.hasRecord()) {
            return instruction.anySet(InstructionLib.ATTRIBUTES, 20) || instruction.anySet(140, 4);
        }
        broken = instruction.anySet(InstructionLib.ATTRIBUTES, 32);
    }

    /// @notice Code 5: what is read or written as unsigned has at most two bytes.
    function badType(bytes calldata instruction) internal pure returns (bool broken) {
        uint256 flags = instruction.flags();
        broken =
            (flags & InstructionLib.FLAG_UNSIGNED_INPUT != 0 &&
                instruction.operandType(InstructionLib.OPERAND_A) > 1) ||
            (flags & InstructionLib.FLAG_UNSIGNED_OUTPUT != 0 && instruction.outputType() > 1);
    }

    /// @notice Code 9: the shift of MUL, the rounding of ARITHMETIC_RIGHT_SHIFT, the stride of RESCALE's records.
    function badAttribute(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        uint256 parameter = instruction.uint8At(InstructionLib.ATTRIBUTES);
        if (operation == InstructionLib.MUL) return parameter > 63;
        if (operation == InstructionLib.ARITHMETIC_RIGHT_SHIFT) return parameter > 1;
        broken = instruction.hasRecord() && instruction.uint32At(WindowLib.CHANNEL_STRIDE) != WindowLib.RECORD_BYTES;
    }

    /// @notice Code 10.
    /// @param end Offset behind the last operand.
    function shapeMismatch(bytes calldata instruction, uint256 end) internal pure returns (bool broken) {
        unchecked {
            // A single operand is not broadcast.
            bool broadcasts = end != InstructionLib.OPERAND_B;
            uint256 operand = InstructionLib.OPERAND_A;
            for (; operand < end; operand += InstructionLib.OPERAND_LENGTH) {
                for (uint256 axis = 0; axis < 4; ++axis) {
                    uint256 dimension = instruction.operandDimension(operand, axis);
                    if (dimension != instruction.outputDimension(axis) && (dimension != 1 || !broadcasts)) return true;
                }
            }
        }
    }
}
