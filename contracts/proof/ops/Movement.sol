// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {TensorLib} from "../Tensor.sol";
import {Witness} from "../Witness.sol";

/// @title GATHER, REINDEX, CONCAT and RESIZE
/// @notice Each output element comes from one element of an operand, from four, or from none.
library Movement {
    using InstructionLib for bytes;
    using TensorLib for bytes;

    uint256 private constant A = InstructionLib.OPERAND_A;
    uint256 private constant B = InstructionLib.OPERAND_B;

    /// @notice The accumulator, exact (the caller wraps).
    function evaluate(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 accumulator) {
        uint256 operation = instruction.opcode();
        if (operation == InstructionLib.GATHER) return _gather(instruction, element, spaces, witness);
        if (operation == InstructionLib.REINDEX) return _reindex(instruction, element, spaces, witness);
        if (operation == InstructionLib.CONCAT) return _concat(instruction, element, spaces, witness);
        accumulator = _resize(instruction, element, spaces, witness);
    }

    /// @dev The index is proven first, then the value that it names.
    function _gather(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 accumulator) {
        unchecked {
            uint256 channels = instruction.outputDimension(3);
            uint256 place = element / channels;
            int256 named = instruction.value(B, place, spaces, witness);
            uint256 rows = instruction.operandDimension(A, 2);
            uint256 row = _clamped(named, rows);
            if (instruction.operandDimension(A, 1) != 1) row += (place / instruction.outputDimension(2)) * rows;
            accumulator = instruction.value(A, row * channels + (element % channels), spaces, witness);
        }
    }

    function _reindex(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 accumulator) {
        unchecked {
            uint256[4] memory o = instruction.coordinates(element);
            bool wraps = instruction.uint8At(InstructionLib.ATTRIBUTES) == 1;
            uint256 index = 0;
            for (uint256 dimension = 0; dimension < 4; ++dimension) {
                int256 size = int256(instruction.operandDimension(A, dimension));
                uint256 coordinate = o[instruction.uint8At(TensorLib.AXES + dimension)];
                int256 source =
                    instruction.int32At(TensorLib.STARTS + 4 * dimension) +
                        instruction.int16At(TensorLib.STEPS + 2 * dimension) * int256(coordinate);
                if (wraps) {
                    source %= size;
                    if (source < 0) source += size;
                } else if (source < 0 || source >= size) {
                    return instruction.int32At(TensorLib.FILL);
                }
                index = index * uint256(size) + uint256(source);
            }
            accumulator = instruction.value(A, index, spaces, witness);
        }
    }

    function _concat(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 accumulator) {
        unchecked {
            uint256 seam = instruction.uint8At(InstructionLib.ATTRIBUTES);
            uint256 inner = 1;
            for (uint256 axis = 3; axis > seam; --axis) inner *= instruction.outputDimension(axis);
            uint256 left = instruction.operandDimension(A, seam) * inner;
            uint256 right = instruction.operandDimension(B, seam) * inner;
            uint256 outer = element / (left + right);
            uint256 rest = element % (left + right);
            if (rest < left) return instruction.value(A, outer * left + rest, spaces, witness);
            accumulator = instruction.value(B, outer * right + rest - left, spaces, witness);
        }
    }

    function _resize(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 accumulator) {
        unchecked {
            uint256[4] memory o = instruction.coordinates(element);
            (int256 y, int256 deltaY, int256 numeratorY) = _locate(instruction, o[1], 0);
            (int256 x, int256 deltaX, int256 numeratorX) = _locate(instruction, o[2], 1);
            if (instruction.uint8At(InstructionLib.ATTRIBUTES) == 0) {
                if (2 * deltaY >= numeratorY) ++y;
                if (2 * deltaX >= numeratorX) ++x;
                return _pixel(instruction, o, y, x, spaces, witness);
            }
            accumulator = _pixel(instruction, o, y, x, spaces, witness) * (numeratorY - deltaY) * (numeratorX - deltaX);
            accumulator += _pixel(instruction, o, y, x + 1, spaces, witness) * (numeratorY - deltaY) * deltaX;
            accumulator += _pixel(instruction, o, y + 1, x, spaces, witness) * deltaY * (numeratorX - deltaX);
            accumulator += _pixel(instruction, o, y + 1, x + 1, spaces, witness) * deltaY * deltaX;
        }
    }

    /// @dev The input coordinate at or before an output coordinate, and how far after it that lies, in parts of the numerator.
    /// @param axis 0 for rows, 1 for columns.
    function _locate(
        bytes calldata instruction,
        uint256 coordinate,
        uint256 axis
    ) private pure returns (int256 index, int256 delta, int256 numerator) {
        unchecked {
            numerator = int256(instruction.uint16At(TensorLib.NUMERATOR_Y + 4 * axis));
            uint256 denominator = instruction.uint16At(TensorLib.NUMERATOR_Y + 2 + 4 * axis);
            int256 place = int256(coordinate * denominator) + instruction.int16At(TensorLib.OFFSET_Y + 2 * axis);
            delta = place % numerator;
            if (delta < 0) delta += numerator;
            index = (place - delta) / numerator;
        }
    }

    /// @dev The element of the output's image and channel at a row and column, of those inside the input the nearest.
    function _pixel(
        bytes calldata instruction,
        uint256[4] memory o,
        int256 y,
        int256 x,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 element) {
        unchecked {
            uint256 height = instruction.operandDimension(A, 1);
            uint256 width = instruction.operandDimension(A, 2);
            uint256 pixel = (o[0] * height + _clamped(y, height)) * width + _clamped(x, width);
            element = instruction.value(A, pixel * instruction.operandDimension(A, 3) + o[3], spaces, witness);
        }
    }

    /// @dev The nearest number of 0 … size − 1.
    function _clamped(int256 coordinate, uint256 size) private pure returns (uint256 nearest) {
        unchecked {
            if (coordinate < 0) return 0;
            nearest = uint256(coordinate) < size ? uint256(coordinate) : size - 1;
        }
    }
}
