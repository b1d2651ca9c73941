// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../libraries/InstructionLib.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";
import {Arithmetic} from "./Arithmetic.sol";
import {Epilogue} from "./Epilogue.sol";
import {Reason} from "./Reason.sol";
import {Segments} from "./Segments.sol";
import {ElementRules} from "./rules/ElementRules.sol";
import {ReductionRules} from "./rules/ReductionRules.sol";
import {TensorRules} from "./rules/TensorRules.sol";
import {WindowRules} from "./rules/WindowRules.sol";

/// @title Validity of instructions
/// @notice The rules of docs/arithmetic.md, section 6, in their order.
library InstructionValidator {
    using InstructionLib for bytes;

    uint256 private constant A = InstructionLib.OPERAND_A;
    uint256 private constant B = InstructionLib.OPERAND_B;
    uint256 private constant LOWER_HALVES = 0x0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant UPPER_HALVES = 0xffff0000ffff0000ffff0000ffff0000;
    uint256 private constant CARRIES = 0x00010000000100000001000000010000;
    uint256 private constant MAX_BYTES = 1 << 28;

    /// @notice The first rule that the instruction breaks, or 0.
    function validate(
        bytes calldata instruction,
        uint256 index,
        SpaceRoots calldata spaces
    ) internal pure returns (uint8 reason) {
        if (instruction.length != InstructionLib.LENGTH) return Reason.BAD_LENGTH;
        if (instruction.uint8At(0) != 1) return Reason.BAD_VERSION;
        uint256 operation = instruction.opcode();
        if (!InstructionLib.among(operation, InstructionLib.OPCODES)) return Reason.BAD_OPCODE;
        if (_reservedSet(instruction, operation)) return Reason.RESERVED_NOT_ZERO;
        uint256 end = InstructionLib.operandsEnd(operation);
        if (_badType(instruction, operation, end)) return Reason.BAD_TYPE;
        if (_badShapes(instruction, end)) return Reason.BAD_SHAPE;
        if (_badSpace(instruction, end)) return Reason.BAD_SPACE;
        if (_badReferences(instruction, end, index)) return Reason.BAD_REFERENCE;
        if (_badAttribute(instruction, operation)) return Reason.BAD_ATTRIBUTE;
        if (_shapeMismatch(instruction, operation)) return Reason.SHAPE_MISMATCH;
        if (_badRescale(instruction, operation, end)) return Reason.BAD_RESCALE;
        if (_badEpilogue(instruction, operation)) return Reason.BAD_EPILOGUE;
        if (_outOfSpace(instruction, end, spaces)) return Reason.OUT_OF_SPACE;
        if (Segments.tooLarge(instruction)) return Reason.STEP_TOO_LARGE;
    }

    function _reservedSet(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        unchecked {
            bool rescales = InstructionLib.among(operation, InstructionLib.RESCALES_OPERANDS);
            uint256 flags = instruction.flags();
            if (flags > 127) return true;
            uint256 unsigned = InstructionLib.FLAG_UNSIGNED_INPUT | InstructionLib.FLAG_UNSIGNED_OUTPUT;
            if (flags & unsigned != 0 && operation != InstructionLib.RESCALE) return true;
            if (flags & InstructionLib.FLAG_DOUBLE_OPERANDS != 0 && !rescales) return true;
            if (instruction.anySet(26, 6) || instruction.anySet(212, 12)) return true;
            uint256 end = InstructionLib.operandsEnd(operation);
            for (uint256 operand = A; operand < end; operand += InstructionLib.OPERAND_LENGTH) {
                if (_operandReservedSet(instruction, operand, rescales)) return true;
            }
            if (end == B && (instruction.anySet(B, 32) || instruction.anySet(B + 32, 8))) return true;
            return _attributesReservedSet(instruction, operation) || _epilogueReservedSet(instruction, flags);
        }
    }

    function _attributesReservedSet(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        if (InstructionLib.among(operation, InstructionLib.WINDOWS)) {
            return WindowRules.reservedSet(instruction, operation);
        }
        if (InstructionLib.among(operation, InstructionLib.REDUCTIONS)) return ReductionRules.reservedSet(instruction);
        if (InstructionLib.among(operation, TensorRules.ALL)) return TensorRules.reservedSet(instruction, operation);
        broken = ElementRules.reservedSet(instruction, operation);
    }

    function _operandReservedSet(
        bytes calldata instruction,
        uint256 operand,
        bool rescales
    ) private pure returns (bool broken) {
        unchecked {
            if (instruction.anySet(operand + 3, 1) || instruction.anySet(operand + 36, 4)) return true;
            broken = !rescales && (instruction.anySet(operand + 2, 1) || instruction.anySet(operand + 28, 4));
        }
    }

    function _epilogueReservedSet(bytes calldata instruction, uint256 flags) private pure returns (bool broken) {
        unchecked {
            if (instruction.anySet(Epilogue.SHIFT1 + 1, 3) || instruction.anySet(Epilogue.SHIFT2 + 1, 3)) return true;
            if (
                flags & InstructionLib.FLAG_PER_CHANNEL != 0 &&
                (instruction.anySet(Epilogue.MULTIPLIER1, 4) || instruction.anySet(Epilogue.SHIFT1, 1))
            ) return true;
            if (
                flags & InstructionLib.FLAG_PER_CHANNEL_SECOND != 0 &&
                (instruction.anySet(Epilogue.MULTIPLIER2, 4) || instruction.anySet(Epilogue.SHIFT2, 1))
            ) return true;
            uint256 kind = instruction.epilogueKind();
            uint256 ofSecond = InstructionLib.FLAG_DOUBLE_SECOND | InstructionLib.FLAG_PER_CHANNEL_SECOND;
            if (kind == InstructionLib.KIND_NARROW) {
                if (flags & (InstructionLib.FLAG_DOUBLE_FIRST | ofSecond) != 0) return true;
                return instruction.anySet(InstructionLib.EPILOGUE, 32) || instruction.anySet(192, 12);
            }
            if (kind == InstructionLib.KIND_RESCALE) {
                return flags & ofSecond != 0 || instruction.anySet(Epilogue.TABLE_PAGE, 24);
            }
            broken = kind == InstructionLib.KIND_CLAMP && instruction.anySet(Epilogue.TABLE_PAGE, 4);
        }
    }

    function _badType(bytes calldata instruction, uint256 operation, uint256 end) private pure returns (bool broken) {
        unchecked {
            if (instruction.outputType() > 2) return true;
            for (uint256 operand = A; operand < end; operand += InstructionLib.OPERAND_LENGTH) {
                if (instruction.operandType(operand) > 2) return true;
            }
            if (InstructionLib.among(operation, InstructionLib.WINDOWS)) {
                return WindowRules.badType(instruction, operation);
            }
            if (InstructionLib.among(operation, InstructionLib.REDUCTIONS)) {
                return ReductionRules.badType(instruction, operation);
            }
            if (InstructionLib.among(operation, TensorRules.ALL)) return TensorRules.badType(instruction, operation);
            broken = ElementRules.badType(instruction);
        }
    }

    function _badShapes(bytes calldata instruction, uint256 end) private pure returns (bool broken) {
        unchecked {
            if (_badShape(instruction, 8, instruction.outputType())) return true;
            for (uint256 operand = A; operand < end; operand += InstructionLib.OPERAND_LENGTH) {
                if (_badShape(instruction, operand + 8, instruction.operandType(operand))) return true;
            }
        }
    }

    function _badShape(
        bytes calldata instruction,
        uint256 offset,
        uint256 elementType
    ) private pure returns (bool broken) {
        assembly ("memory-safe") {
            // Each of the four u32 has its upper half zero, and adding 0xffff to a lower half that is not zero carries out of it.
            let shape := shr(128, calldataload(add(instruction.offset, offset)))
            let carries := add(and(shape, LOWER_HALVES), LOWER_HALVES)
            broken := or(iszero(iszero(and(shape, UPPER_HALVES))), iszero(eq(and(carries, CARRIES), CARRIES)))
        }
        if (broken) return true;
        broken = instruction.elementsAt(offset) << elementType > MAX_BYTES;
    }

    function _badSpace(bytes calldata instruction, uint256 end) private pure returns (bool broken) {
        unchecked {
            uint256 output = instruction.outputSpace();
            // Nobody reads the output space: once the bodies agree, so does every operand of an output.
            if (output < InstructionLib.BODY_SPACE || output > InstructionLib.OUTPUT_SPACE) return true;
            for (uint256 operand = A; operand < end; operand += InstructionLib.OPERAND_LENGTH) {
                if (instruction.operandSpace(operand) > InstructionLib.BODY_SPACE) return true;
            }
        }
    }

    function _badReferences(bytes calldata instruction, uint256 end, uint256 index) private pure returns (bool broken) {
        unchecked {
            for (uint256 operand = A; operand < end; operand += InstructionLib.OPERAND_LENGTH) {
                if (_badReference(instruction, operand, index)) return true;
            }
        }
    }

    function _badReference(
        bytes calldata instruction,
        uint256 operand,
        uint256 index
    ) private pure returns (bool broken) {
        uint256 producer = instruction.operandProducer(operand);
        if (instruction.operandSpace(operand) == InstructionLib.BODY_SPACE) return producer >= index;
        broken = producer != InstructionLib.NO_PRODUCER;
    }

    function _badAttribute(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        if (InstructionLib.among(operation, InstructionLib.WINDOWS)) {
            return WindowRules.badAttribute(instruction, operation);
        }
        if (InstructionLib.among(operation, InstructionLib.REDUCTIONS)) {
            return ReductionRules.badAttribute(instruction, operation);
        }
        if (InstructionLib.among(operation, TensorRules.ALL)) return TensorRules.badAttribute(instruction, operation);
        broken = ElementRules.badAttribute(instruction, operation);
    }

    function _shapeMismatch(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        if (InstructionLib.among(operation, InstructionLib.WINDOWS)) {
            return WindowRules.shapeMismatch(instruction, operation);
        }
        if (InstructionLib.among(operation, InstructionLib.REDUCTIONS)) {
            return ReductionRules.shapeMismatch(instruction);
        }
        if (InstructionLib.among(operation, TensorRules.ALL)) return TensorRules.shapeMismatch(instruction, operation);
        broken = ElementRules.shapeMismatch(instruction, InstructionLib.operandsEnd(operation));
    }

    function _badRescale(
        bytes calldata instruction,
        uint256 operation,
        uint256 end
    ) private pure returns (bool broken) {
        unchecked {
            for (uint256 operand = A; operand < end; operand += InstructionLib.OPERAND_LENGTH) {
                if (_badOperandScaling(instruction, operand, operation)) return true;
            }
        }
        uint256 kind = instruction.epilogueKind();
        if (kind == InstructionLib.KIND_NARROW || kind > InstructionLib.KIND_CLAMP) return false;
        if (
            instruction.flags() & InstructionLib.FLAG_PER_CHANNEL == 0 &&
            _badScale(instruction, Epilogue.MULTIPLIER1, Epilogue.SHIFT1)
        ) return true;
        if (_badZeroPoint(instruction, Epilogue.ZERO_POINT1)) return true;
        if (kind == InstructionLib.KIND_RESCALE) return false;
        if (
            instruction.flags() & InstructionLib.FLAG_PER_CHANNEL_SECOND == 0 &&
            _badScale(instruction, Epilogue.MULTIPLIER2, Epilogue.SHIFT2)
        ) return true;
        broken = _badZeroPoint(instruction, Epilogue.ZERO_POINT2);
    }

    function _badOperandScaling(
        bytes calldata instruction,
        uint256 operand,
        uint256 operation
    ) private pure returns (bool broken) {
        unchecked {
            bool rescales = InstructionLib.among(operation, InstructionLib.RESCALES_OPERANDS);
            if (rescales && _badScale(instruction, operand + 28, operand + 2)) return true;
            int256 zeroPoint = instruction.operandZeroPoint(operand);
            uint256 elementType = instruction.operandType(operand);
            if (instruction.flags() & InstructionLib.FLAG_UNSIGNED_INPUT != 0) {
                return zeroPoint < 0 || zeroPoint > 2 * Arithmetic.maximum(elementType) + 1;
            }
            // The condition of SELECT is what its bytes are, and a maximum is taken of them.
            bool centred =
                InstructionLib.among(operation, InstructionLib.CENTRED) ||
                    (operation == InstructionLib.SELECT && operand == A);
            if (centred || elementType != 0) return zeroPoint != 0;
            broken = zeroPoint < -128 || zeroPoint > 127;
        }
    }

    function _badScale(
        bytes calldata instruction,
        uint256 multiplier,
        uint256 shift
    ) private pure returns (bool broken) {
        uint256 bits = instruction.uint8At(shift);
        broken = instruction.int32At(multiplier) < 0 || bits < 2 || bits > 62;
    }

    function _badEpilogue(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        uint256 kind = instruction.epilogueKind();
        if (kind > InstructionLib.KIND_CLAMP) return true;
        bool perChannel = instruction.flags() & InstructionLib.FLAG_PER_CHANNEL != 0;
        bool hasRecords = InstructionLib.among(operation, InstructionLib.HAS_CHANNELS | (1 << InstructionLib.RESCALE));
        if (perChannel && (!hasRecords || kind == InstructionLib.KIND_NARROW)) return true;
        if (!perChannel && instruction.flags() & InstructionLib.FLAG_PER_CHANNEL_SECOND != 0) return true;
        if (kind == InstructionLib.KIND_NARROW) return false;
        (int256 least, int256 greatest) = Epilogue.outputRange(instruction);
        if (kind == InstructionLib.KIND_RESCALE) return _badRange(instruction, Epilogue.LOW1, least, greatest);
        broken =
            _badRange(instruction, Epilogue.LOW1, -32_768, 32_767) ||
            _badRange(instruction, Epilogue.LOW2, least, greatest);
    }

    function _badRange(
        bytes calldata instruction,
        uint256 offset,
        int256 least,
        int256 greatest
    ) private pure returns (bool broken) {
        unchecked {
            int256 low = instruction.int32At(offset);
            int256 high = instruction.int32At(offset + 4);
            broken = low > high || low < least || high > greatest;
        }
    }

    function _outOfSpace(
        bytes calldata instruction,
        uint256 end,
        SpaceRoots calldata spaces
    ) private pure returns (bool broken) {
        unchecked {
            uint256 next = instruction.outputPage() + instruction.outputPages();
            bool isBody = instruction.outputSpace() == InstructionLib.BODY_SPACE;
            if (next > (isBody ? spaces.bodyPages : spaces.outputPages)) return true;
            if (next != (isBody ? instruction.nextBodyPage() : instruction.nextOutputPage())) return true;
            for (uint256 operand = A; operand < end; operand += InstructionLib.OPERAND_LENGTH) {
                if (_operandOutOfSpace(instruction, operand, spaces)) return true;
            }
            if (instruction.hasRecord() && WindowRules.outOfSpace(instruction, spaces)) return true;
            if (instruction.epilogueKind() == InstructionLib.KIND_TABLE) {
                uint256 table = instruction.uint32At(Epilogue.TABLE_PAGE) * InstructionLib.PAGE_BYTES;
                return table + Epilogue.TABLE_BYTES > InstructionLib.PAGE_BYTES * uint256(spaces.constantPages);
            }
        }
    }

    function _operandOutOfSpace(
        bytes calldata instruction,
        uint256 operand,
        SpaceRoots calldata spaces
    ) private pure returns (bool broken) {
        unchecked {
            uint256 space = instruction.operandSpace(operand);
            uint256 pages = spaces.inputPages;
            if (space == InstructionLib.CONSTANTS_SPACE) pages = spaces.constantPages;
            else if (space == InstructionLib.BODY_SPACE) pages = spaces.bodyPages;
            uint256 size = instruction.operandElements(operand) << instruction.operandType(operand);
            broken = instruction.operandPage(operand) + InstructionLib.pagesOf(size) > pages;
        }
    }

    function _badZeroPoint(bytes calldata instruction, uint256 offset) private pure returns (bool broken) {
        int256 zeroPoint = instruction.int32At(offset);
        bool isUnsigned = instruction.flags() & InstructionLib.FLAG_UNSIGNED_OUTPUT != 0;
        broken = zeroPoint < -32_768 || zeroPoint > (isUnsigned ? int256(65_535) : int256(32_767));
    }
}
