// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Instruction fields
/// @notice Readers for the 224-byte instruction encoding (docs/arithmetic.md, section 3).
/// @dev Readers do not check the length: callers establish once that the instruction is `LENGTH` bytes long.
library InstructionLib {
    /// @notice Length of every instruction in bytes.
    uint256 internal constant LENGTH = 224;
    /// @notice Bytes in a page.
    uint256 internal constant PAGE_BYTES = 512;

    uint256 internal constant CONV2D = 1;
    uint256 internal constant DEPTHWISE_CONV2D = 2;
    uint256 internal constant MAX_POOL2D = 3;
    uint256 internal constant REDUCE_SUM = 4;
    uint256 internal constant REDUCE_MAX = 5;
    uint256 internal constant ADD = 6;
    uint256 internal constant SUB = 7;
    uint256 internal constant MUL = 8;
    uint256 internal constant RESCALE = 9;
    uint256 internal constant MATMUL = 10;
    uint256 internal constant TRANSPOSE_CONV2D = 11;
    uint256 internal constant AVG_POOL2D = 12;
    uint256 internal constant REDUCE_MIN = 13;
    uint256 internal constant ARGMAX = 14;
    uint256 internal constant MAXIMUM = 15;
    uint256 internal constant MINIMUM = 16;
    uint256 internal constant EQUAL = 17;
    uint256 internal constant GREATER = 18;
    uint256 internal constant GREATER_EQUAL = 19;
    uint256 internal constant SELECT = 20;
    uint256 internal constant ARITHMETIC_RIGHT_SHIFT = 21;
    uint256 internal constant LOGICAL_LEFT_SHIFT = 22;
    uint256 internal constant INTDIV = 23;
    uint256 internal constant ABS = 24;
    uint256 internal constant NEGATE = 25;
    uint256 internal constant CLZ = 26;
    uint256 internal constant CAST = 27;
    uint256 internal constant GATHER = 28;
    uint256 internal constant REINDEX = 29;
    uint256 internal constant CONCAT = 30;
    uint256 internal constant RESIZE = 31;

    uint256 internal constant INPUT_SPACE = 0;
    uint256 internal constant CONSTANTS_SPACE = 1;
    uint256 internal constant BODY_SPACE = 2;
    uint256 internal constant OUTPUT_SPACE = 3;

    uint256 internal constant KIND_NARROW = 0;
    uint256 internal constant KIND_RESCALE = 1;
    uint256 internal constant KIND_TABLE = 2;
    uint256 internal constant KIND_CLAMP = 3;

    /// @notice First rescale per channel.
    uint256 internal constant FLAG_PER_CHANNEL = 1;
    /// @notice Double rounding in the first rescale.
    uint256 internal constant FLAG_DOUBLE_FIRST = 2;
    /// @notice Double rounding in the second rescale.
    uint256 internal constant FLAG_DOUBLE_SECOND = 4;
    /// @notice Double rounding in the operands' rescales.
    uint256 internal constant FLAG_DOUBLE_OPERANDS = 8;
    /// @notice RESCALE reads its operand as unsigned.
    uint256 internal constant FLAG_UNSIGNED_INPUT = 16;
    /// @notice RESCALE writes its output as unsigned.
    uint256 internal constant FLAG_UNSIGNED_OUTPUT = 32;
    /// @notice Second rescale per channel.
    uint256 internal constant FLAG_PER_CHANNEL_SECOND = 64;

    /// @notice The opcodes that take operand B.
    uint256 internal constant TAKES_B = ELEMENT_PAIRS | (1 << MATMUL) | (1 << GATHER) | (1 << CONCAT);
    /// @notice The element-wise opcodes that take operand B.
    uint256 internal constant ELEMENT_PAIRS =
        RESCALES_OPERANDS |
            (1 << MUL) |
            (1 << SELECT) |
            (1 << ARITHMETIC_RIGHT_SHIFT) |
            (1 << LOGICAL_LEFT_SHIFT) |
            (1 << INTDIV);
    /// @notice The opcodes with a kernel window.
    uint256 internal constant WINDOWS = HAS_CHANNELS | POOLS;
    /// @notice The opcodes that fold a window of one channel without weights.
    uint256 internal constant POOLS = (1 << MAX_POOL2D) | (1 << AVG_POOL2D);
    /// @notice The opcodes with channel blocks: bias, multiplier, shift and weights.
    uint256 internal constant HAS_CHANNELS = (1 << CONV2D) | (1 << DEPTHWISE_CONV2D) | (1 << TRANSPOSE_CONV2D);
    /// @notice The opcodes that fold one axis.
    uint256 internal constant REDUCTIONS = (1 << REDUCE_SUM) | (1 << REDUCE_MAX) | (1 << REDUCE_MIN) | (1 << ARGMAX);
    /// @notice The opcodes that take elements from elsewhere.
    uint256 internal constant MOVEMENTS = (1 << GATHER) | (1 << REINDEX) | (1 << CONCAT) | (1 << RESIZE);
    /// @notice The opcodes with one element of each operand for one output element.
    uint256 internal constant ELEMENT_WISE =
        ELEMENT_PAIRS | (1 << RESCALE) | (1 << ABS) | (1 << NEGATE) | (1 << CLZ) | (1 << CAST);
    /// @notice The opcodes that rescale their operands.
    uint256 internal constant RESCALES_OPERANDS =
        (1 << ADD) |
            (1 << SUB) |
            (1 << MAXIMUM) |
            (1 << MINIMUM) |
            (1 << EQUAL) |
            (1 << GREATER) |
            (1 << GREATER_EQUAL);
    /// @notice The opcodes whose operands have zero point 0.
    uint256 internal constant CENTRED = (1 << MAX_POOL2D) | (1 << REDUCE_MAX) | (1 << REDUCE_MIN) | (1 << ARGMAX);
    /// @notice All opcodes of the profile.
    uint256 internal constant OPCODES = WINDOWS | REDUCTIONS | ELEMENT_WISE | MOVEMENTS | (1 << MATMUL);

    /// @notice Offset of operand A.
    uint256 internal constant OPERAND_A = 32;
    /// @notice Offset of operand B.
    uint256 internal constant OPERAND_B = 72;
    /// @notice Offset of operand C, for the opcode that has one: it lies in the attributes.
    uint256 internal constant OPERAND_C = 112;
    /// @notice Bytes of an operand.
    uint256 internal constant OPERAND_LENGTH = 40;
    /// @notice Offset of the attributes.
    uint256 internal constant ATTRIBUTES = 112;
    /// @notice Offset of the epilogue.
    uint256 internal constant EPILOGUE = 160;
    /// @notice Producer of operands in the input and constants spaces.
    uint256 internal constant NO_PRODUCER = type(uint32).max;

    /// @notice 1 … 31, see the constants above.
    function opcode(bytes calldata instruction) internal pure returns (uint256 value) {
        value = uint8At(instruction, 1);
    }

    /// @notice Element type of the output: 0 int8, 1 int16, 2 int32.
    function outputType(bytes calldata instruction) internal pure returns (uint256 value) {
        value = uint8At(instruction, 2);
    }

    /// @notice Space that the output is written to.
    function outputSpace(bytes calldata instruction) internal pure returns (uint256 value) {
        value = uint8At(instruction, 3);
    }

    /// @notice First page of the output.
    function outputPage(bytes calldata instruction) internal pure returns (uint256 value) {
        value = uint32At(instruction, 4);
    }

    /// @notice One dimension of the output's shape.
    /// @param axis 0 N, 1 H, 2 W, 3 C.
    function outputDimension(bytes calldata instruction, uint256 axis) internal pure returns (uint256 value) {
        unchecked {
            value = uint32At(instruction, 8 + 4 * axis);
        }
    }

    /// @notice Number of elements in the output.
    function outputElements(bytes calldata instruction) internal pure returns (uint256 count) {
        count = elementsAt(instruction, 8);
    }

    /// @notice Size of the output in bytes, without the padding of its last page.
    function outputBytes(bytes calldata instruction) internal pure returns (uint256 count) {
        count = outputElements(instruction) << outputType(instruction);
    }

    /// @notice Number of pages that the output takes.
    function outputPages(bytes calldata instruction) internal pure returns (uint256 count) {
        count = pagesOf(outputBytes(instruction));
    }

    /// @notice Epilogue kind, 0 … 3.
    function epilogueKind(bytes calldata instruction) internal pure returns (uint256 value) {
        value = uint8At(instruction, 24);
    }

    /// @notice The flag byte.
    function flags(bytes calldata instruction) internal pure returns (uint256 value) {
        value = uint8At(instruction, 25);
    }

    /// @notice Space of an operand.
    /// @param operand `OPERAND_A` or `OPERAND_B`.
    function operandSpace(bytes calldata instruction, uint256 operand) internal pure returns (uint256 value) {
        value = uint8At(instruction, operand);
    }

    /// @notice Element type of an operand.
    function operandType(bytes calldata instruction, uint256 operand) internal pure returns (uint256 value) {
        unchecked {
            value = uint8At(instruction, operand + 1);
        }
    }

    /// @notice Shift of an operand's rescale.
    function operandShift(bytes calldata instruction, uint256 operand) internal pure returns (uint256 value) {
        unchecked {
            value = uint8At(instruction, operand + 2);
        }
    }

    /// @notice First page of an operand.
    function operandPage(bytes calldata instruction, uint256 operand) internal pure returns (uint256 value) {
        unchecked {
            value = uint32At(instruction, operand + 4);
        }
    }

    /// @notice One dimension of an operand's shape.
    function operandDimension(
        bytes calldata instruction,
        uint256 operand,
        uint256 axis
    ) internal pure returns (uint256 value) {
        unchecked {
            value = uint32At(instruction, operand + 8 + 4 * axis);
        }
    }

    /// @notice Number of elements of an operand.
    function operandElements(bytes calldata instruction, uint256 operand) internal pure returns (uint256 count) {
        unchecked {
            count = elementsAt(instruction, operand + 8);
        }
    }

    /// @notice Zero point of an operand.
    function operandZeroPoint(bytes calldata instruction, uint256 operand) internal pure returns (int256 value) {
        unchecked {
            value = int32At(instruction, operand + 24);
        }
    }

    /// @notice Multiplier of an operand's rescale.
    function operandMultiplier(bytes calldata instruction, uint256 operand) internal pure returns (int256 value) {
        unchecked {
            value = int32At(instruction, operand + 28);
        }
    }

    /// @notice Index of the instruction that wrote an operand, or `NO_PRODUCER`.
    function operandProducer(bytes calldata instruction, uint256 operand) internal pure returns (uint256 value) {
        unchecked {
            value = uint32At(instruction, operand + 32);
        }
    }

    /// @notice Pages of the body used after this instruction.
    function nextBodyPage(bytes calldata instruction) internal pure returns (uint256 value) {
        value = uint32At(instruction, 204);
    }

    /// @notice Pages of the output used after this instruction.
    function nextOutputPage(bytes calldata instruction) internal pure returns (uint256 value) {
        value = uint32At(instruction, 208);
    }

    /// @notice Whether the opcode takes operand B.
    function hasOperandB(uint256 operation) internal pure returns (bool taken) {
        taken = among(operation, TAKES_B);
    }

    /// @notice Offset behind the last operand that the opcode takes.
    function operandsEnd(uint256 operation) internal pure returns (uint256 end) {
        if (operation == SELECT) return OPERAND_C + OPERAND_LENGTH;
        end = hasOperandB(operation) ? OPERAND_C : OPERAND_B;
    }

    /// @notice Whether each element has a channel record: bias, multiplier and shift.
    function hasRecord(bytes calldata instruction) internal pure returns (bool taken) {
        uint256 operation = opcode(instruction);
        taken = among(operation, HAS_CHANNELS) || (operation == RESCALE && flags(instruction) & FLAG_PER_CHANNEL != 0);
    }

    /// @notice Whether an opcode belongs to a set, given as one bit for each opcode.
    function among(uint256 operation, uint256 set) internal pure returns (bool member) {
        assembly ("memory-safe") {
            member := and(shr(operation, set), 1)
        }
    }

    /// @notice Whether any of `length` (1 … 32) bytes from `offset` is not zero.
    function anySet(bytes calldata instruction, uint256 offset, uint256 length) internal pure returns (bool set) {
        assembly ("memory-safe") {
            set := iszero(iszero(shr(sub(256, shl(3, length)), calldataload(add(instruction.offset, offset)))))
        }
    }

    /// @notice Pages that `length` bytes take.
    function pagesOf(uint256 length) internal pure returns (uint256 count) {
        unchecked {
            count = (length + PAGE_BYTES - 1) / PAGE_BYTES;
        }
    }

    /// @notice Unsigned byte at an offset.
    function uint8At(bytes calldata instruction, uint256 offset) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(248, calldataload(add(instruction.offset, offset)))
        }
    }

    /// @notice Big-endian u16 at an offset.
    function uint16At(bytes calldata instruction, uint256 offset) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(240, calldataload(add(instruction.offset, offset)))
        }
    }

    /// @notice Big-endian two's complement int16 at an offset.
    function int16At(bytes calldata instruction, uint256 offset) internal pure returns (int256 value) {
        assembly ("memory-safe") {
            value := sar(240, calldataload(add(instruction.offset, offset)))
        }
    }

    /// @notice Big-endian u32 at an offset.
    function uint32At(bytes calldata instruction, uint256 offset) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(224, calldataload(add(instruction.offset, offset)))
        }
    }

    /// @notice Big-endian two's complement int32 at an offset.
    function int32At(bytes calldata instruction, uint256 offset) internal pure returns (int256 value) {
        assembly ("memory-safe") {
            value := sar(224, calldataload(add(instruction.offset, offset)))
        }
    }

    /// @notice Product of the four dimensions at an offset; exact, because four u32 fit 128 bits.
    function elementsAt(bytes calldata instruction, uint256 offset) internal pure returns (uint256 count) {
        assembly ("memory-safe") {
            let shape := calldataload(add(instruction.offset, offset))
            count := mul(
                mul(shr(224, shape), and(shr(192, shape), 0xffffffff)),
                mul(and(shr(160, shape), 0xffffffff), and(shr(128, shape), 0xffffffff))
            )
        }
    }
}
