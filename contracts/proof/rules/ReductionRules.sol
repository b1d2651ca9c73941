// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {Segments} from "../Segments.sol";

/// @title Rules of reductions
/// @notice What docs/arithmetic.md, section 6, asks of REDUCE_SUM, REDUCE_MAX, REDUCE_MIN and ARGMAX.
library ReductionRules {
    using InstructionLib for bytes;

    uint256 private constant A = InstructionLib.OPERAND_A;
    uint256 private constant MAX_BYTES = 1 << 28;
    uint256 private constant MAX_INDICES = 65_535;

    /// @notice Code 4: bytes of the attributes that the opcode does not name.
    function reservedSet(bytes calldata instruction) internal pure returns (bool broken) {
        broken = instruction.anySet(InstructionLib.ATTRIBUTES + 12, 32) || instruction.anySet(156, 4);
    }

    /// @notice Code 5: ARGMAX finds an int32 index among int8 or int16.
    function badType(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        broken =
            operation == InstructionLib.ARGMAX &&
            (instruction.operandType(A) > 1 || instruction.outputType() != 2);
    }

    /// @notice Code 9.
    function badAttribute(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        for (uint256 offset = InstructionLib.ATTRIBUTES; offset < InstructionLib.ATTRIBUTES + 12; offset += 4) {
            uint256 size = instruction.uint32At(offset);
            if (size == 0 || size > MAX_BYTES) return true;
        }
        // Indices fit 16 bits beside the elements.
        broken = operation == InstructionLib.ARGMAX && Segments.reductionLength(instruction) > MAX_INDICES;
    }

    /// @notice Code 10.
    function shapeMismatch(bytes calldata instruction) internal pure returns (bool broken) {
        unchecked {
            uint256 kept = Segments.reductionOuter(instruction) * Segments.reductionInner(instruction);
            broken =
                kept != instruction.outputElements() ||
                kept * Segments.reductionLength(instruction) != instruction.operandElements(A);
        }
    }
}
