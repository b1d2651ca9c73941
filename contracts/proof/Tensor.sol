// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../libraries/InstructionLib.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";
import {Arithmetic} from "./Arithmetic.sol";
import {Witness, WitnessLib} from "./Witness.sol";

/// @title Elements of operands
/// @notice Where elements lie and what they are, and the attributes of operators that move them (docs/arithmetic.md, sections 3 and 4).
library TensorLib {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    uint256 internal constant AXES = 113;
    uint256 internal constant STARTS = 120;
    uint256 internal constant STEPS = 136;
    uint256 internal constant FILL = 144;
    uint256 internal constant NUMERATOR_Y = 116;
    uint256 internal constant OFFSET_Y = 124;

    /// @notice Byte position, in its space, of an operand's element.
    function position(
        bytes calldata instruction,
        uint256 operand,
        uint256 index
    ) internal pure returns (uint256 start) {
        unchecked {
            start =
                instruction.operandPage(operand) * InstructionLib.PAGE_BYTES +
                (index << instruction.operandType(operand));
        }
    }

    /// @notice `wrap(x − zero point)` of an operand's element, by its row-major index.
    function value(
        bytes calldata instruction,
        uint256 operand,
        uint256 index,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 element) {
        unchecked {
            uint256 elementType = instruction.operandType(operand);
            uint256 start = position(instruction, operand, index);
            uint256 space = instruction.operandSpace(operand);
            uint256 pointer = witness.take(spaces, space, start, start + (1 << elementType));
            element = Arithmetic.wrap(Arithmetic.read(pointer, elementType) - instruction.operandZeroPoint(operand));
        }
    }

    /// @notice The coordinates of an output element.
    function coordinates(bytes calldata instruction, uint256 element) internal pure returns (uint256[4] memory o) {
        unchecked {
            for (uint256 axis = 4; axis-- > 0;) {
                uint256 size = instruction.outputDimension(axis);
                o[axis] = element % size;
                element /= size;
            }
        }
    }
}
