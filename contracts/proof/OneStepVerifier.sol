// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOneStepVerifier} from "../interfaces/IOneStepVerifier.sol";
import {InstructionLib} from "../libraries/InstructionLib.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";
import {Arithmetic} from "./Arithmetic.sol";
import {Epilogue} from "./Epilogue.sol";
import {InstructionValidator} from "./InstructionValidator.sol";
import {Reason} from "./Reason.sol";
import {Segments} from "./Segments.sol";
import {WindowLib} from "./Window.sol";
import {Witness, WitnessLib} from "./Witness.sol";
import {Convolution} from "./ops/Convolution.sol";
import {ElementWise} from "./ops/ElementWise.sol";
import {MaxPool} from "./ops/MaxPool.sol";
import {Reduction} from "./ops/Reduction.sol";

/// @title One-step verifier, profile 1
/// @notice Stateless: recomputes one element of one instruction, or one segment of its fold, from proven bytes.
contract OneStepVerifier is IOneStepVerifier {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    /// @notice The instruction is not 224 bytes long.
    error OneStepVerifier_WrongInstructionLength(uint256 expected, uint256 actual);
    /// @notice The output has no such element.
    error OneStepVerifier_ElementOutOfRange(uint256 count, uint256 element);
    /// @notice The fold has no such segment.
    error OneStepVerifier_SegmentOutOfRange(uint256 count, uint256 segment);
    /// @notice The element is proven in several steps, not in a whole one.
    error OneStepVerifier_NotWholeStep(uint256 segments);
    /// @notice The element is proven in one whole step, not in segments.
    error OneStepVerifier_WholeStep();
    /// @notice An instruction has operands 0 and 1 only.
    error OneStepVerifier_SlotOutOfRange(uint256 slot);

    /// @inheritdoc IOneStepVerifier
    function profileVersion() external pure returns (uint16 version) {
        version = 1;
    }

    /// @inheritdoc IOneStepVerifier
    function validateInstruction(
        bytes calldata instruction,
        uint256 index,
        SpaceRoots calldata spaces
    ) external pure returns (uint8 reason) {
        reason = InstructionValidator.validate(instruction, index, spaces);
    }

    /// @inheritdoc IOneStepVerifier
    function validateLink(
        bytes calldata consumer,
        uint256 slot,
        bytes calldata producer
    ) external pure returns (uint8 reason) {
        _requireLength(consumer);
        _requireLength(producer);
        if (slot > 1) revert OneStepVerifier_SlotOutOfRange(slot);
        // An unused operand B is all zero, which must not read as a reference to instruction 0.
        if (slot == 1 && !InstructionLib.hasOperandB(consumer.opcode())) return 0;
        uint256 operand = slot == 0 ? InstructionLib.OPERAND_A : InstructionLib.OPERAND_B;
        uint256 space = consumer.operandSpace(operand);
        if (space < InstructionLib.BODY_SPACE) return 0;
        // An operand sees exactly the tensor that its producer wrote, at most under another shape.
        if (
            producer.outputSpace() != space ||
            producer.outputPage() != consumer.operandPage(operand) ||
            producer.outputType() != consumer.operandType(operand) ||
            producer.outputElements() != consumer.operandElements(operand)
        ) reason = Reason.LINK_MISMATCH;
    }

    /// @inheritdoc IOneStepVerifier
    function validateOrder(bytes calldata previous, bytes calldata next) external pure returns (uint8 reason) {
        _requireLength(next);
        uint256 bodyPage = 0;
        uint256 outputPage = 0;
        if (previous.length != 0) {
            _requireLength(previous);
            bodyPage = previous.nextBodyPage();
            outputPage = previous.nextOutputPage();
        }
        // Outputs follow each other without gaps, so that every page of the trace has exactly one writer.
        bool follows =
            next.outputSpace() == InstructionLib.BODY_SPACE
                ? next.outputPage() == bodyPage && next.nextOutputPage() == outputPage
                : next.outputPage() == outputPage && next.nextBodyPage() == bodyPage;
        if (!follows) reason = Reason.ORDER_MISMATCH;
    }

    /// @inheritdoc IOneStepVerifier
    function validateTotal(bytes calldata last, SpaceRoots calldata spaces) external pure returns (uint8 reason) {
        _requireLength(last);
        if (last.nextBodyPage() != spaces.bodyPages || last.nextOutputPage() != spaces.outputPages) {
            reason = Reason.TOTAL_MISMATCH;
        }
    }

    /// @inheritdoc IOneStepVerifier
    function segmentCount(bytes calldata instruction) external pure returns (uint256 count) {
        _requireLength(instruction);
        count = Segments.count(instruction);
    }

    /// @inheritdoc IOneStepVerifier
    function recomputeElement(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external pure returns (int256 value) {
        _requireElement(instruction, element);
        uint256 segments = Segments.count(instruction);
        if (segments != 1) revert OneStepVerifier_NotWholeStep(segments);
        Witness memory witness = WitnessLib.open(chunks, siblings);
        int256 start = _initial(instruction);
        (int256 accumulator, uint256 record) = _accumulate(instruction, element, 0, true, start, spaces, witness);
        value = _finish(instruction, accumulator, record, spaces, witness);
        witness.close();
    }

    /// @inheritdoc IOneStepVerifier
    function initialAccumulator(bytes calldata instruction) external pure returns (int32 accumulator) {
        _requireLength(instruction);
        accumulator = int32(_initial(instruction));
    }

    /// @inheritdoc IOneStepVerifier
    function accumulateSegment(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        int32 accumulator,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external pure returns (int32 next) {
        _requireElement(instruction, element);
        uint256 segments = Segments.count(instruction);
        if (segments == 1) revert OneStepVerifier_WholeStep();
        if (segment >= segments) revert OneStepVerifier_SegmentOutOfRange(segments, segment);
        Witness memory witness = WitnessLib.open(chunks, siblings);
        (int256 sum, ) = _accumulate(instruction, element, segment, false, accumulator, spaces, witness);
        witness.close();
        next = int32(sum);
    }

    /// @inheritdoc IOneStepVerifier
    function finishElement(
        bytes calldata instruction,
        uint256 element,
        int32 accumulator,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external pure returns (int256 value) {
        _requireElement(instruction, element);
        if (Segments.count(instruction) == 1) revert OneStepVerifier_WholeStep();
        Witness memory witness = WitnessLib.open(chunks, siblings);
        uint256 record = 0;
        if (instruction.opcode() <= InstructionLib.DEPTHWISE_CONV2D) {
            uint256 position = WindowLib.channelBlock(instruction, element % instruction.outputDimension(3));
            record = witness.take(spaces, InstructionLib.CONSTANTS_SPACE, position, position + WindowLib.RECORD_BYTES);
        }
        value = _finish(instruction, accumulator, record, spaces, witness);
        witness.close();
    }

    function _initial(bytes calldata instruction) private pure returns (int256 accumulator) {
        uint256 operation = instruction.opcode();
        if (operation == InstructionLib.MAX_POOL2D || operation == InstructionLib.REDUCE_MAX) {
            accumulator = type(int32).min;
        }
    }

    /// @return next The accumulator after the segment, an int32.
    /// @return record Calldata position of the channel record; only for whole convolutions.
    function _accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        bool whole,
        int256 accumulator,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 next, uint256 record) {
        uint256 operation = instruction.opcode();
        if (operation <= InstructionLib.DEPTHWISE_CONV2D) {
            (next, record) = Convolution.accumulate(instruction, element, segment, whole, spaces, witness);
            next += accumulator;
        } else if (operation == InstructionLib.MAX_POOL2D) {
            next = MaxPool.accumulate(instruction, element, segment, whole, accumulator, spaces, witness);
        } else if (operation <= InstructionLib.REDUCE_MAX) {
            next = Reduction.accumulate(instruction, element, segment, accumulator, spaces, witness);
        } else {
            next = ElementWise.evaluate(instruction, element, spaces, witness);
        }
        // Accumulators wrap in two's complement; sums within a segment are exact, and wrapping once gives the same bits.
        next = Arithmetic.wrap(next);
    }

    /// @param record Calldata position of the channel record of a convolution.
    function _finish(
        bytes calldata instruction,
        int256 accumulator,
        uint256 record,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 value) {
        if (instruction.opcode() <= InstructionLib.DEPTHWISE_CONV2D) {
            accumulator = Arithmetic.wrap(accumulator + Arithmetic.read(record, 2));
        }
        value = Epilogue.finish(instruction, accumulator, record, spaces, witness);
    }

    function _requireLength(bytes calldata instruction) private pure {
        if (instruction.length != InstructionLib.LENGTH) {
            revert OneStepVerifier_WrongInstructionLength(InstructionLib.LENGTH, instruction.length);
        }
    }

    function _requireElement(bytes calldata instruction, uint256 element) private pure {
        _requireLength(instruction);
        uint256 count = instruction.outputElements();
        if (element >= count) revert OneStepVerifier_ElementOutOfRange(count, element);
    }
}
