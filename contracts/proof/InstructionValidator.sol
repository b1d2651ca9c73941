// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../libraries/InstructionLib.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";
import {Arithmetic} from "./Arithmetic.sol";
import {Epilogue} from "./Epilogue.sol";
import {Reason} from "./Reason.sol";
import {Segments} from "./Segments.sol";
import {WindowLib} from "./Window.sol";

/// @title Validity of instructions
/// @notice The rules of docs/arithmetic.md, section 6, in their order.
library InstructionValidator {
    using InstructionLib for bytes;

    uint256 private constant A = InstructionLib.OPERAND_A;
    uint256 private constant B = InstructionLib.OPERAND_B;
    uint256 private constant LOWER_HALVES = 0x0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant UPPER_HALVES = 0xffff0000ffff0000ffff0000ffff0000;
    uint256 private constant LOWER_BYTES = 0x0000ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant UPPER_BYTES = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00;
    uint256 private constant SIX_CARRIES = 0x000100010001000100010001000000000000000000;
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
        if (operation == 0 || operation > InstructionLib.RESCALE) return Reason.BAD_OPCODE;
        if (_reservedSet(instruction, operation)) return Reason.RESERVED_NOT_ZERO;
        bool takesB = InstructionLib.hasOperandB(operation);
        if (_badType(instruction, operation, takesB)) return Reason.BAD_TYPE;
        if (_badShapes(instruction, takesB)) return Reason.BAD_SHAPE;
        if (_badSpace(instruction, takesB)) return Reason.BAD_SPACE;
        if (_badReference(instruction, A, index) || (takesB && _badReference(instruction, B, index))) {
            return Reason.BAD_REFERENCE;
        }
        if (_badAttribute(instruction, operation)) return Reason.BAD_ATTRIBUTE;
        if (_shapeMismatch(instruction, operation)) return Reason.SHAPE_MISMATCH;
        if (_badRescale(instruction, operation, takesB)) return Reason.BAD_RESCALE;
        if (_badEpilogue(instruction, operation)) return Reason.BAD_EPILOGUE;
        if (_outOfSpace(instruction, operation, takesB, spaces)) return Reason.OUT_OF_SPACE;
        if (Segments.tooLarge(instruction)) return Reason.STEP_TOO_LARGE;
    }

    function _reservedSet(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        unchecked {
            bool adds = operation == InstructionLib.ADD || operation == InstructionLib.SUB;
            uint256 flags = instruction.flags();
            if (flags > 15 || (flags & InstructionLib.FLAG_DOUBLE_OPERANDS != 0 && !adds)) return true;
            if (_anySet(instruction, 26, 6) || _anySet(instruction, 212, 12)) return true;
            if (_operandReservedSet(instruction, A, adds)) return true;
            if (InstructionLib.hasOperandB(operation)) {
                if (_operandReservedSet(instruction, B, adds)) return true;
            } else if (_anySet(instruction, B, 32) || _anySet(instruction, B + 32, 8)) {
                return true;
            }
            if (operation <= InstructionLib.MAX_POOL2D) {
                if (_anySet(instruction, 144, 16)) return true;
                if (operation == InstructionLib.MAX_POOL2D && _anySet(instruction, WindowLib.WEIGHTS_PAGE, 12))
                    return true;
            } else if (operation <= InstructionLib.REDUCE_MAX) {
                if (_anySet(instruction, InstructionLib.ATTRIBUTES + 12, 32) || _anySet(instruction, 156, 4))
                    return true;
            } else if (_anySet(instruction, InstructionLib.ATTRIBUTES, 32) || _anySet(instruction, 144, 16)) {
                return true;
            }
            return _epilogueReservedSet(instruction, flags);
        }
    }

    function _operandReservedSet(
        bytes calldata instruction,
        uint256 operand,
        bool adds
    ) private pure returns (bool broken) {
        unchecked {
            if (_anySet(instruction, operand + 3, 1) || _anySet(instruction, operand + 36, 4)) return true;
            broken = !adds && (_anySet(instruction, operand + 2, 1) || _anySet(instruction, operand + 28, 4));
        }
    }

    function _epilogueReservedSet(bytes calldata instruction, uint256 flags) private pure returns (bool broken) {
        unchecked {
            if (_anySet(instruction, Epilogue.SHIFT1 + 1, 3) || _anySet(instruction, Epilogue.SHIFT2 + 1, 3))
                return true;
            if (
                flags & InstructionLib.FLAG_PER_CHANNEL != 0 &&
                (_anySet(instruction, Epilogue.MULTIPLIER1, 4) || _anySet(instruction, Epilogue.SHIFT1, 1))
            ) return true;
            uint256 kind = instruction.epilogueKind();
            if (kind == InstructionLib.KIND_NARROW) {
                if (flags & (InstructionLib.FLAG_DOUBLE_FIRST | InstructionLib.FLAG_DOUBLE_SECOND) != 0) return true;
                return _anySet(instruction, InstructionLib.EPILOGUE, 32) || _anySet(instruction, 192, 12);
            }
            if (kind == InstructionLib.KIND_RESCALE) {
                return flags & InstructionLib.FLAG_DOUBLE_SECOND != 0 || _anySet(instruction, Epilogue.TABLE_PAGE, 24);
            }
            broken = kind == InstructionLib.KIND_CLAMP && _anySet(instruction, Epilogue.TABLE_PAGE, 4);
        }
    }

    function _badType(bytes calldata instruction, uint256 operation, bool takesB) private pure returns (bool broken) {
        uint256 greatest = 2;
        if (operation <= InstructionLib.DEPTHWISE_CONV2D) greatest = 0;
        else if (operation == InstructionLib.MAX_POOL2D) greatest = 1;
        broken =
            instruction.outputType() > 2 ||
            instruction.operandType(A) > greatest ||
            (takesB && instruction.operandType(B) > 2);
    }

    function _badShapes(bytes calldata instruction, bool takesB) private pure returns (bool broken) {
        unchecked {
            broken =
                _badShape(instruction, 8, instruction.outputType()) ||
                _badShape(instruction, A + 8, instruction.operandType(A)) ||
                (takesB && _badShape(instruction, B + 8, instruction.operandType(B)));
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

    function _badSpace(bytes calldata instruction, bool takesB) private pure returns (bool broken) {
        uint256 output = instruction.outputSpace();
        // Nobody reads the output space: once the bodies agree, so does every operand of an output.
        broken =
            output < InstructionLib.BODY_SPACE ||
            output > InstructionLib.OUTPUT_SPACE ||
            instruction.operandSpace(A) > InstructionLib.BODY_SPACE ||
            (takesB && instruction.operandSpace(B) > InstructionLib.BODY_SPACE);
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
        if (operation <= InstructionLib.MAX_POOL2D) return _badWindow(instruction, operation);
        if (operation > InstructionLib.REDUCE_MAX) return false;
        for (uint256 offset = InstructionLib.ATTRIBUTES; offset < InstructionLib.ATTRIBUTES + 12; offset += 4) {
            uint256 size = instruction.uint32At(offset);
            if (size == 0 || size > MAX_BYTES) return true;
        }
    }

    function _badWindow(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        assembly ("memory-safe") {
            // Ten u16 with upper bytes zero, the first six of them (kernel, strides, dilations) not zero: 0xff added carries.
            let sizes := shr(96, calldataload(add(instruction.offset, 112)))
            let carries := add(and(sizes, LOWER_BYTES), LOWER_BYTES)
            broken := or(iszero(iszero(and(sizes, UPPER_BYTES))), iszero(eq(and(carries, SIX_CARRIES), SIX_CARRIES)))
        }
        if (broken) return true;
        if (operation == InstructionLib.MAX_POOL2D) {
            uint256 height = instruction.uint16At(WindowLib.KERNEL_HEIGHT);
            uint256 width = instruction.uint16At(WindowLib.KERNEL_WIDTH);
            return
                instruction.uint16At(WindowLib.DILATION_Y) != 1 ||
                instruction.uint16At(WindowLib.DILATION_X) != 1 ||
                instruction.uint16At(WindowLib.PAD_TOP) >= height ||
                instruction.uint16At(WindowLib.PAD_BOTTOM) >= height ||
                instruction.uint16At(WindowLib.PAD_LEFT) >= width ||
                instruction.uint16At(WindowLib.PAD_RIGHT) >= width;
        }
        int256 zeroPoint = instruction.int32At(WindowLib.WEIGHT_ZERO_POINT);
        if (zeroPoint < -128 || zeroPoint > 127) return true;
        uint256 stride = (WindowLib.RECORD_BYTES + WindowLib.weightCount(instruction) + 3) & ~uint256(3);
        broken = instruction.uint32At(WindowLib.CHANNEL_STRIDE) != stride;
    }

    function _shapeMismatch(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        unchecked {
            if (operation <= InstructionLib.MAX_POOL2D) return _windowMismatch(instruction, operation);
            if (operation <= InstructionLib.REDUCE_MAX) {
                uint256 kept = Segments.reductionOuter(instruction) * Segments.reductionInner(instruction);
                return
                    kept != instruction.outputElements() ||
                    kept * Segments.reductionLength(instruction) != instruction.operandElements(A);
            }
            for (uint256 axis = 0; axis < 4; ++axis) {
                uint256 size = instruction.outputDimension(axis);
                uint256 left = instruction.operandDimension(A, axis);
                if (left != size && (left != 1 || operation == InstructionLib.RESCALE)) return true;
                if (operation == InstructionLib.RESCALE) continue;
                uint256 right = instruction.operandDimension(B, axis);
                if (right != size && right != 1) return true;
            }
        }
    }

    function _windowMismatch(bytes calldata instruction, uint256 operation) private pure returns (bool broken) {
        if (instruction.outputDimension(0) != instruction.operandDimension(A, 0)) return true;
        uint256 channels = instruction.operandDimension(A, 3);
        uint256 outputChannels = instruction.outputDimension(3);
        if (operation == InstructionLib.MAX_POOL2D && outputChannels != channels) return true;
        if (operation == InstructionLib.DEPTHWISE_CONV2D && outputChannels % channels != 0) return true;
        broken =
            _windowSizeMismatch(instruction, 1, 0, WindowLib.PAD_TOP) ||
            _windowSizeMismatch(instruction, 2, 2, WindowLib.PAD_LEFT);
    }

    /// @param axis 1 for rows, 2 for columns.
    /// @param step Offset of the axis's attributes from those of the rows.
    /// @param padding Offset of the padding before; that after follows it.
    function _windowSizeMismatch(
        bytes calldata instruction,
        uint256 axis,
        uint256 step,
        uint256 padding
    ) private pure returns (bool broken) {
        unchecked {
            uint256 padded =
                instruction.operandDimension(A, axis) +
                    instruction.uint16At(padding) +
                    instruction.uint16At(padding + 2);
            uint256 reach =
                (instruction.uint16At(WindowLib.KERNEL_HEIGHT + step) - 1) *
                    instruction.uint16At(WindowLib.DILATION_Y + step) +
                    1;
            if (padded < reach) return true;
            uint256 size = (padded - reach) / instruction.uint16At(WindowLib.STRIDE_Y + step) + 1;
            broken = instruction.outputDimension(axis) != size;
        }
    }

    function _badRescale(
        bytes calldata instruction,
        uint256 operation,
        bool takesB
    ) private pure returns (bool broken) {
        bool adds = takesB && operation != InstructionLib.MUL;
        if (_badOperandScaling(instruction, A, operation, adds)) return true;
        if (takesB && _badOperandScaling(instruction, B, operation, adds)) return true;
        uint256 kind = instruction.epilogueKind();
        if (kind == InstructionLib.KIND_NARROW || kind > InstructionLib.KIND_CLAMP) return false;
        if (
            instruction.flags() & InstructionLib.FLAG_PER_CHANNEL == 0 &&
            _badScale(instruction, Epilogue.MULTIPLIER1, Epilogue.SHIFT1)
        ) return true;
        if (_outsideInt16(instruction.int32At(Epilogue.ZERO_POINT1))) return true;
        if (kind == InstructionLib.KIND_RESCALE) return false;
        broken =
            _badScale(instruction, Epilogue.MULTIPLIER2, Epilogue.SHIFT2) ||
            _outsideInt16(instruction.int32At(Epilogue.ZERO_POINT2));
    }

    function _badOperandScaling(
        bytes calldata instruction,
        uint256 operand,
        uint256 operation,
        bool adds
    ) private pure returns (bool broken) {
        unchecked {
            if (adds && _badScale(instruction, operand + 28, operand + 2)) return true;
            int256 zeroPoint = instruction.operandZeroPoint(operand);
            bool centred = operation == InstructionLib.MAX_POOL2D || operation == InstructionLib.REDUCE_MAX;
            if (centred || instruction.operandType(operand) != 0) return zeroPoint != 0;
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
        if (perChannel && (operation > InstructionLib.DEPTHWISE_CONV2D || kind == InstructionLib.KIND_NARROW)) {
            return true;
        }
        if (kind == InstructionLib.KIND_NARROW) return false;
        uint256 output = instruction.outputType();
        if (kind == InstructionLib.KIND_RESCALE) return _badRange(instruction, Epilogue.LOW1, output);
        broken = _badRange(instruction, Epilogue.LOW1, 1) || _badRange(instruction, Epilogue.LOW2, output);
    }

    function _badRange(
        bytes calldata instruction,
        uint256 offset,
        uint256 elementType
    ) private pure returns (bool broken) {
        unchecked {
            int256 low = instruction.int32At(offset);
            int256 high = instruction.int32At(offset + 4);
            broken = low > high || low < Arithmetic.minimum(elementType) || high > Arithmetic.maximum(elementType);
        }
    }

    function _outOfSpace(
        bytes calldata instruction,
        uint256 operation,
        bool takesB,
        SpaceRoots calldata spaces
    ) private pure returns (bool broken) {
        unchecked {
            uint256 end = instruction.outputPage() + instruction.outputPages();
            bool isBody = instruction.outputSpace() == InstructionLib.BODY_SPACE;
            if (end > (isBody ? spaces.bodyPages : spaces.outputPages)) return true;
            if (end != (isBody ? instruction.nextBodyPage() : instruction.nextOutputPage())) return true;
            if (_operandOutOfSpace(instruction, A, spaces)) return true;
            if (takesB && _operandOutOfSpace(instruction, B, spaces)) return true;
            uint256 constantBytes = InstructionLib.PAGE_BYTES * uint256(spaces.constantPages);
            if (
                operation <= InstructionLib.DEPTHWISE_CONV2D &&
                WindowLib.channelBlock(instruction, instruction.outputDimension(3)) > constantBytes
            ) return true;
            if (instruction.epilogueKind() == InstructionLib.KIND_TABLE) {
                uint256 table = instruction.uint32At(Epilogue.TABLE_PAGE) * InstructionLib.PAGE_BYTES;
                return table + Epilogue.TABLE_BYTES > constantBytes;
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

    function _outsideInt16(int256 value) private pure returns (bool outside) {
        outside = value < -32_768 || value > 32_767;
    }

    /// @dev Whether any of `length` (1 … 32) bytes from `offset` is not zero.
    function _anySet(bytes calldata instruction, uint256 offset, uint256 length) private pure returns (bool set) {
        assembly ("memory-safe") {
            set := iszero(iszero(shr(sub(256, shl(3, length)), calldataload(add(instruction.offset, offset)))))
        }
    }
}
