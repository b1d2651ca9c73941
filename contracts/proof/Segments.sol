// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../libraries/InstructionLib.sol";
import {WindowLib} from "./Window.sol";

/// @title Segments
/// @notice How a fold is cut into steps, and how large a step may be (docs/arithmetic.md, section 7).
library Segments {
    using InstructionLib for bytes;

    /// @notice Products in one segment of CONV2D, TRANSPOSE_CONV2D or MATMUL.
    uint256 internal constant CONVOLUTION_STEP = 512;
    /// @notice Strides up to this many bytes are read as one run.
    uint256 internal constant RUN_STRIDE = 256;
    /// @notice Most segments that a fold may have.
    uint256 internal constant MAX_SEGMENTS = 256;
    /// @notice Most input runs in a step.
    uint256 internal constant MAX_RUNS = 8;
    /// @notice Most input runs in a step of TRANSPOSE_CONV2D.
    uint256 internal constant MAX_TRANSPOSED_RUNS = 5;
    /// @notice Most chunks in one row of a window.
    uint256 internal constant MAX_ROW_CHUNKS = 32;

    /// @notice Number of segments of an element's fold.
    function count(bytes calldata instruction) internal pure returns (uint256 segments) {
        uint256 operation = instruction.opcode();
        if (InstructionLib.among(operation, InstructionLib.WINDOWS)) return ofWindow(instruction);
        if (operation == InstructionLib.MATMUL) return ofMatrixProduct(instruction);
        segments = InstructionLib.among(operation, InstructionLib.REDUCTIONS) ? ofReduction(instruction) : 1;
    }

    /// @notice Number of segments of an operator with a kernel window.
    function ofWindow(bytes calldata instruction) internal pure returns (uint256 segments) {
        unchecked {
            uint256 operation = instruction.opcode();
            if (operation == InstructionLib.CONV2D || operation == InstructionLib.TRANSPOSE_CONV2D) {
                return (WindowLib.weightCount(instruction) + CONVOLUTION_STEP - 1) / CONVOLUTION_STEP;
            }
            (uint256 runs, uint256 chunks) = _windowRow(instruction);
            uint256 rows = instruction.uint16At(WindowLib.KERNEL_HEIGHT);
            segments = rows * runs <= 3 && rows * chunks <= 8 ? 1 : rows;
        }
    }

    /// @notice Number of segments of a matrix product.
    function ofMatrixProduct(bytes calldata instruction) internal pure returns (uint256 segments) {
        unchecked {
            uint256 length = instruction.operandDimension(InstructionLib.OPERAND_A, 3);
            segments = (length + CONVOLUTION_STEP - 1) / CONVOLUTION_STEP;
        }
    }

    /// @notice Number of segments of a reduction.
    function ofReduction(bytes calldata instruction) internal pure returns (uint256 segments) {
        unchecked {
            uint256 step = reductionStep(instruction);
            segments = (reductionLength(instruction) + step - 1) / step;
        }
    }

    /// @notice Whether a step of the instruction exceeds the limits.
    function tooLarge(bytes calldata instruction) internal pure returns (bool exceeds) {
        uint256 operation = instruction.opcode();
        if (operation == InstructionLib.CONV2D) {
            exceeds = _convolutionRuns(instruction) > MAX_RUNS;
        } else if (operation == InstructionLib.TRANSPOSE_CONV2D) {
            exceeds = _transposedRuns(instruction) > MAX_TRANSPOSED_RUNS;
        } else if (InstructionLib.among(operation, InstructionLib.WINDOWS)) {
            (uint256 runs, uint256 chunks) = _windowRow(instruction);
            exceeds = runs > MAX_RUNS || chunks > MAX_ROW_CHUNKS;
        }
        exceeds = exceeds || count(instruction) > MAX_SEGMENTS;
    }

    /// @notice Elements in one segment of a reduction.
    function reductionStep(bytes calldata instruction) internal pure returns (uint256 elements) {
        unchecked {
            uint256 stride = reductionStride(instruction);
            elements = stride <= RUN_STRIDE ? 2048 / stride : 4;
        }
    }

    /// @notice Bytes between neighbouring elements of a reduction.
    function reductionStride(bytes calldata instruction) internal pure returns (uint256 stride) {
        unchecked {
            stride = reductionInner(instruction) << instruction.operandType(InstructionLib.OPERAND_A);
        }
    }

    /// @notice Outer size of a reduction.
    function reductionOuter(bytes calldata instruction) internal pure returns (uint256 size) {
        size = instruction.uint32At(InstructionLib.ATTRIBUTES);
    }

    /// @notice Number of elements that a reduction folds.
    function reductionLength(bytes calldata instruction) internal pure returns (uint256 size) {
        size = instruction.uint32At(InstructionLib.ATTRIBUTES + 4);
    }

    /// @notice Inner size of a reduction.
    function reductionInner(bytes calldata instruction) internal pure returns (uint256 size) {
        size = instruction.uint32At(InstructionLib.ATTRIBUTES + 8);
    }

    /// @notice Bytes between neighbouring taps of DEPTHWISE_CONV2D and pools.
    function tapStride(bytes calldata instruction) internal pure returns (uint256 stride) {
        unchecked {
            stride =
                (instruction.operandDimension(InstructionLib.OPERAND_A, 3) *
                    instruction.uint16At(WindowLib.DILATION_X)) << instruction.operandType(InstructionLib.OPERAND_A);
        }
    }

    function _windowRow(bytes calldata instruction) private pure returns (uint256 runs, uint256 chunks) {
        unchecked {
            uint256 width = instruction.uint16At(WindowLib.KERNEL_WIDTH);
            uint256 stride = tapStride(instruction);
            if (stride > RUN_STRIDE) return (width, width);
            uint256 size = 1 << instruction.operandType(InstructionLib.OPERAND_A);
            runs = 1;
            chunks = ((width - 1) * stride + size + 127) / 128 + 1;
        }
    }

    /// @dev Kernel rows that the products of a segment touch; of neighbouring rows, one in strideY sees the input. With more channels than
    /// are read as one run, these are at most three taps.
    function _transposedRuns(bytes calldata instruction) private pure returns (uint256 runs) {
        unchecked {
            uint256 rowLength =
                instruction.uint16At(WindowLib.KERNEL_WIDTH) *
                    instruction.operandDimension(InstructionLib.OPERAND_A, 3);
            uint256 rows = (CONVOLUTION_STEP - 1) / rowLength + 2;
            uint256 most = instruction.uint16At(WindowLib.KERNEL_HEIGHT);
            if (rows > most) rows = most;
            uint256 stride = instruction.uint16At(WindowLib.STRIDE_Y);
            runs = (rows + stride - 1) / stride;
        }
    }

    function _convolutionRuns(bytes calldata instruction) private pure returns (uint256 runs) {
        unchecked {
            uint256 channels = instruction.operandDimension(InstructionLib.OPERAND_A, 3);
            uint256 width = instruction.uint16At(WindowLib.KERNEL_WIDTH);
            uint256 most = instruction.uint16At(WindowLib.KERNEL_HEIGHT);
            uint256 unit = width * channels;
            if (instruction.uint16At(WindowLib.DILATION_X) != 1) {
                most *= width;
                unit = channels;
            }
            runs = (CONVOLUTION_STEP - 1) / unit + 2;
            if (runs > most) runs = most;
        }
    }
}
