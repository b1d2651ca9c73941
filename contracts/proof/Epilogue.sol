// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../libraries/InstructionLib.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";
import {Arithmetic} from "./Arithmetic.sol";
import {Witness, WitnessLib} from "./Witness.sol";

/// @title Epilogue
/// @notice What turns an accumulator into an element (docs/arithmetic.md, section 5).
library Epilogue {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    uint256 internal constant MULTIPLIER1 = 160;
    uint256 internal constant ZERO_POINT1 = 164;
    uint256 internal constant LOW1 = 168;
    uint256 internal constant HIGH1 = 172;
    uint256 internal constant SHIFT1 = 176;
    uint256 internal constant TABLE_PAGE = 180;
    uint256 internal constant MULTIPLIER2 = 184;
    uint256 internal constant ZERO_POINT2 = 188;
    uint256 internal constant LOW2 = 192;
    uint256 internal constant HIGH2 = 196;
    uint256 internal constant SHIFT2 = 200;
    /// @notice Bytes of a table: 513 int16.
    uint256 internal constant TABLE_BYTES = 1026;

    /// @notice The element's value.
    /// @param record Calldata position of the channel record; read only with the per-channel flag.
    function finish(
        bytes calldata instruction,
        int256 accumulator,
        uint256 record,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 value) {
        value = _value(instruction, accumulator, record, spaces, witness);
        // Bytes carry no sign: an unsigned element is the signed one of the same bytes.
        if (instruction.flags() & InstructionLib.FLAG_UNSIGNED_OUTPUT != 0) {
            value = Arithmetic.signExtend(value, instruction.outputType());
        }
    }

    /// @notice The least and the greatest value of an output element.
    function outputRange(bytes calldata instruction) internal pure returns (int256 least, int256 greatest) {
        unchecked {
            uint256 elementType = instruction.outputType();
            greatest = Arithmetic.maximum(elementType);
            least = -greatest - 1;
            if (instruction.flags() & InstructionLib.FLAG_UNSIGNED_OUTPUT != 0) {
                least = 0;
                greatest = 2 * greatest + 1;
            }
        }
    }

    function _value(
        bytes calldata instruction,
        int256 accumulator,
        uint256 record,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 value) {
        uint256 kind = instruction.epilogueKind();
        if (kind == InstructionLib.KIND_NARROW) {
            (int256 least, int256 greatest) = outputRange(instruction);
            return Arithmetic.clamp(accumulator, least, greatest);
        }
        value = _first(instruction, accumulator, record);
        if (kind == InstructionLib.KIND_RESCALE) return value;
        if (kind == InstructionLib.KIND_TABLE) value = _table(instruction, value, spaces, witness);
        value = _second(instruction, value, record);
    }

    function _first(
        bytes calldata instruction,
        int256 accumulator,
        uint256 record
    ) private pure returns (int256 value) {
        uint256 flags = instruction.flags();
        int256 multiplier = instruction.int32At(MULTIPLIER1);
        uint256 shift = instruction.uint8At(SHIFT1);
        if (flags & InstructionLib.FLAG_PER_CHANNEL != 0) {
            multiplier =
                flags & InstructionLib.FLAG_PER_CHANNEL_SECOND == 0
                    ? Arithmetic.read(record + 4, 2)
                    : _shortMultiplier(record + 4);
            shift = uint256(Arithmetic.read(record + 8, 0)) & 0xff;
        }
        value = Arithmetic.clamp(
            Arithmetic.scale(accumulator, multiplier, shift, flags & InstructionLib.FLAG_DOUBLE_FIRST != 0) +
                instruction.int32At(ZERO_POINT1),
            instruction.int32At(LOW1),
            instruction.int32At(HIGH1)
        );
    }

    /// @dev Behind a table offsets count entries, whose seven fractional bits the value has too.
    function _second(bytes calldata instruction, int256 value, uint256 record) private pure returns (int256 result) {
        unchecked {
            uint256 flags = instruction.flags();
            int256 multiplier = instruction.int32At(MULTIPLIER2);
            uint256 shift = instruction.uint8At(SHIFT2);
            if (flags & InstructionLib.FLAG_PER_CHANNEL_SECOND != 0) {
                int256 offset = Arithmetic.read(record + 10, 1);
                value += instruction.epilogueKind() == InstructionLib.KIND_TABLE ? offset * 128 : offset;
                multiplier = _shortMultiplier(record + 6);
                shift = uint256(Arithmetic.read(record + 9, 0)) & 0xff;
            }
            result = Arithmetic.clamp(
                Arithmetic.scale(value, multiplier, shift, flags & InstructionLib.FLAG_DOUBLE_SECOND != 0) +
                    instruction.int32At(ZERO_POINT2),
                instruction.int32At(LOW2),
                instruction.int32At(HIGH2)
            );
        }
    }

    /// @dev The multiplier of which a record holds the upper 16 of 31 bits.
    function _shortMultiplier(uint256 pointer) private pure returns (int256 multiplier) {
        multiplier = (Arithmetic.read(pointer, 1) & 0xffff) << 15;
    }

    /// @dev Interpolates between two neighbouring entries; seven fractional bits.
    function _table(
        bytes calldata instruction,
        int256 t,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 value) {
        unchecked {
            uint256 entry = uint256((t >> 7) + 256);
            uint256 position = instruction.uint32At(TABLE_PAGE) * InstructionLib.PAGE_BYTES + 2 * entry;
            uint256 pointer = witness.take(spaces, InstructionLib.CONSTANTS_SPACE, position, position + 4);
            int256 left = Arithmetic.read(pointer, 1);
            value = left * 128 + (Arithmetic.read(pointer + 2, 1) - left) * (t & 127);
        }
    }
}
