// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {DotProduct} from "../DotProduct.sol";
import {Segments} from "../Segments.sol";
import {TensorLib} from "../Tensor.sol";
import {Witness, WitnessLib} from "../Witness.sol";

/// @title MATMUL
/// @notice A row of the left operand times a row of the right one, which is given transposed.
library MatrixProduct {
    using InstructionLib for bytes;
    using TensorLib for bytes;
    using WitnessLib for Witness;

    uint256 private constant A = InstructionLib.OPERAND_A;
    uint256 private constant B = InstructionLib.OPERAND_B;

    /// @notice Sum of the products of one segment, exact.
    function accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 sum) {
        unchecked {
            uint256 length = instruction.operandDimension(A, 3);
            uint256 begin = segment * Segments.CONVOLUTION_STEP;
            uint256 count = length - begin;
            if (count > Segments.CONVOLUTION_STEP) count = Segments.CONVOLUTION_STEP;
            uint256 columns = instruction.outputDimension(3);
            uint256 row = element / columns;
            uint256 column = element % columns;
            // One right matrix serves all left ones.
            if (instruction.operandDimension(B, 1) != 1) column += (row / instruction.outputDimension(2)) * columns;

            uint256 groups = (count + DotProduct.GROUP - 1) / DotProduct.GROUP;
            uint256 left = _vector(instruction, A, row * length + begin, count, spaces, witness);
            uint256 right = _vector(instruction, B, column * length + begin, count, spaces, witness);
            int256 leftZero = instruction.operandZeroPoint(A);
            sum = DotProduct.dot(left, right, groups, leftZero, instruction.operandZeroPoint(B));
        }
    }

    /// @dev Neighbouring elements of an int8 operand in memory, padded with its zero point.
    function _vector(
        bytes calldata instruction,
        uint256 operand,
        uint256 index,
        uint256 count,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (uint256 vector) {
        unchecked {
            vector = DotProduct.filled(count + DotProduct.GROUP, instruction.operandZeroPoint(operand));
            uint256 start = instruction.position(operand, index);
            uint256 pointer = witness.take(spaces, instruction.operandSpace(operand), start, start + count);
            assembly ("memory-safe") {
                calldatacopy(vector, pointer, count)
            }
        }
    }
}
