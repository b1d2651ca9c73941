// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {TensorLib} from "../Tensor.sol";

/// @title Rules of matrix products and of operators that move data
/// @notice What docs/arithmetic.md, section 6, asks of MATMUL, GATHER, REINDEX, CONCAT and RESIZE.
library TensorRules {
    using InstructionLib for bytes;

    /// @notice The opcodes that these rules are for.
    uint256 internal constant ALL = InstructionLib.MOVEMENTS | (1 << InstructionLib.MATMUL);

    uint256 private constant A = InstructionLib.OPERAND_A;
    uint256 private constant B = InstructionLib.OPERAND_B;
    uint256 private constant MAX_NUMERATOR = 2048;

    /// @notice Code 4: bytes of the attributes that the opcode does not name.
    function reservedSet(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        if (operation == InstructionLib.REINDEX) return instruction.anySet(117, 3) || instruction.anySet(148, 12);
        if (operation == InstructionLib.RESIZE) return instruction.anySet(113, 3) || instruction.anySet(128, 32);
        if (instruction.anySet(InstructionLib.ATTRIBUTES + 1, 32) || instruction.anySet(145, 15)) return true;
        broken = operation != InstructionLib.CONCAT && instruction.anySet(InstructionLib.ATTRIBUTES, 1);
    }

    /// @notice Code 5.
    function badType(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        if (operation == InstructionLib.MATMUL)
            return instruction.operandType(A) != 0 || instruction.operandType(B) != 0;
        broken = operation == InstructionLib.RESIZE && instruction.operandType(A) > 1;
    }

    /// @notice Code 9.
    function badAttribute(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        uint256 mode = instruction.uint8At(InstructionLib.ATTRIBUTES);
        if (operation == InstructionLib.CONCAT) return mode > 3;
        if (operation == InstructionLib.REINDEX) {
            return mode > 1 || (mode == 1 && instruction.anySet(TensorLib.FILL, 4)) || _badAxes(instruction);
        }
        broken =
            operation == InstructionLib.RESIZE &&
            (mode > 1 || _badScale(instruction, 0) || _badScale(instruction, 1));
    }

    /// @notice Code 10.
    function shapeMismatch(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        if (operation == InstructionLib.MATMUL) return _productMismatch(instruction);
        if (operation == InstructionLib.GATHER) return _gatherMismatch(instruction);
        if (operation == InstructionLib.CONCAT) return _seamMismatch(instruction);
        // Every output coordinate of REINDEX has a source or the fill; RESIZE defines any size.
        if (operation == InstructionLib.REINDEX) return false;
        broken = _differs(instruction, A, 0, 0) || _differs(instruction, A, 3, 3);
    }

    /// @dev Not a permutation of the axes, or a step of 0.
    function _badAxes(bytes calldata instruction) private pure returns (bool broken) {
        uint256 axes = 0;
        for (uint256 dimension = 0; dimension < 4; ++dimension) {
            axes |= 1 << instruction.uint8At(TensorLib.AXES + dimension);
            if (instruction.int16At(TensorLib.STEPS + 2 * dimension) == 0) return true;
        }
        broken = axes != 15;
    }

    /// @param axis 0 for rows, 1 for columns.
    function _badScale(bytes calldata instruction, uint256 axis) private pure returns (bool broken) {
        unchecked {
            int256 numerator = int256(instruction.uint16At(TensorLib.NUMERATOR_Y + 4 * axis));
            int256 denominator = int256(instruction.uint16At(TensorLib.NUMERATOR_Y + 2 + 4 * axis));
            int256 offset = instruction.int16At(TensorLib.OFFSET_Y + 2 * axis);
            broken =
                numerator == 0 ||
                numerator > int256(MAX_NUMERATOR) ||
                denominator == 0 ||
                denominator >= 16 * numerator ||
                offset < -numerator ||
                offset >= 16 * numerator;
        }
    }

    function _productMismatch(bytes calldata instruction) private pure returns (bool broken) {
        broken =
            !_flat(instruction) ||
            _differs(instruction, A, 1, 1) ||
            (_differs(instruction, B, 1, 1) && instruction.operandDimension(B, 1) != 1) ||
            _differs(instruction, A, 2, 2) ||
            _differs(instruction, B, 2, 3) ||
            instruction.operandDimension(A, 3) != instruction.operandDimension(B, 3);
    }

    function _gatherMismatch(bytes calldata instruction) private pure returns (bool broken) {
        broken =
            !_flat(instruction) ||
            instruction.operandDimension(B, 1) != 1 ||
            _differs(instruction, B, 2, 1) ||
            (_differs(instruction, A, 1, 1) && instruction.operandDimension(A, 1) != 1) ||
            _differs(instruction, B, 3, 2) ||
            _differs(instruction, A, 3, 3);
    }

    function _seamMismatch(bytes calldata instruction) private pure returns (bool broken) {
        unchecked {
            uint256 seam = instruction.uint8At(InstructionLib.ATTRIBUTES);
            for (uint256 axis = 0; axis < 4; ++axis) {
                if (axis == seam) {
                    uint256 sum = instruction.operandDimension(A, axis) + instruction.operandDimension(B, axis);
                    if (sum != instruction.outputDimension(axis)) return true;
                } else if (_differs(instruction, A, axis, axis) || _differs(instruction, B, axis, axis)) {
                    return true;
                }
            }
        }
    }

    /// @dev Whether the first dimension of output, A and B is 1.
    function _flat(bytes calldata instruction) private pure returns (bool flat) {
        flat =
            instruction.outputDimension(0) == 1 &&
            instruction.operandDimension(A, 0) == 1 &&
            instruction.operandDimension(B, 0) == 1;
    }

    function _differs(
        bytes calldata instruction,
        uint256 operand,
        uint256 axis,
        uint256 outputAxis
    ) private pure returns (bool different) {
        different = instruction.operandDimension(operand, axis) != instruction.outputDimension(outputAxis);
    }
}
