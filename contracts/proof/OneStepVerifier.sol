// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOneStepVerifier} from "../interfaces/IOneStepVerifier.sol";
import {IVerifierPart} from "../interfaces/IVerifierPart.sol";
import {InstructionLib} from "../libraries/InstructionLib.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";
import {Reason} from "./Reason.sol";
import {VerifierParts} from "./parts/VerifierParts.sol";

/// @title One-step verifier, profile 1
/// @notice Stateless: recomputes one element of one instruction, or one segment of its fold, from proven bytes.
/// @dev This is the one address that others know. The judgement of single instructions and the steps of each family of operators
/// are code of its parts, whose answers and reverts it passes on.
contract OneStepVerifier is IOneStepVerifier {
    using InstructionLib for bytes;

    /// @notice A part has no code, another role or another profile.
    error OneStepVerifier_WrongPart(bytes32 expectedRole, address part);

    /// @notice Judges instructions.
    address public immutable validation;
    /// @notice Computes steps of operators with a kernel window and of matrix products.
    address public immutable windowSteps;
    /// @notice Computes steps of element-wise operators.
    address public immutable elementSteps;
    /// @notice Computes steps of reductions and of operators that move data.
    address public immutable tensorSteps;

    /// @param validation_ A `Validation`.
    /// @param windowSteps_ A `WindowSteps`.
    /// @param elementSteps_ An `ElementSteps`.
    /// @param tensorSteps_ A `TensorSteps`.
    constructor(address validation_, address windowSteps_, address elementSteps_, address tensorSteps_) {
        _requirePart(validation_, VerifierParts.VALIDATION);
        _requirePart(windowSteps_, VerifierParts.WINDOWS);
        _requirePart(elementSteps_, VerifierParts.ELEMENTS);
        _requirePart(tensorSteps_, VerifierParts.TENSORS);
        validation = validation_;
        windowSteps = windowSteps_;
        elementSteps = elementSteps_;
        tensorSteps = tensorSteps_;
    }

    /// @inheritdoc IOneStepVerifier
    function profileVersion() external pure returns (uint16 version) {
        version = VerifierParts.PROFILE;
    }

    /// @inheritdoc IOneStepVerifier
    function validateInstruction(
        bytes calldata instruction,
        uint256 index,
        SpaceRoots calldata spaces
    ) external view returns (uint8 reason) {
        reason = IOneStepVerifier(validation).validateInstruction(instruction, index, spaces);
    }

    /// @inheritdoc IOneStepVerifier
    function validateLink(
        bytes calldata consumer,
        uint256 slot,
        bytes calldata producer
    ) external pure returns (uint8 reason) {
        _requireLength(consumer);
        _requireLength(producer);
        if (slot > 2) revert OneStepVerifier_SlotOutOfRange(slot);
        // The bytes of an operand that the opcode does not take must not read as a reference.
        if (slot == 1 && !InstructionLib.hasOperandB(consumer.opcode())) return 0;
        if (slot == 2 && consumer.opcode() != InstructionLib.SELECT) return 0;
        uint256 operand = InstructionLib.OPERAND_A + slot * (InstructionLib.OPERAND_B - InstructionLib.OPERAND_A);
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
    function segmentCount(bytes calldata instruction) external view returns (uint256 count) {
        count = _steps(instruction).segmentCount(instruction);
    }

    /// @inheritdoc IOneStepVerifier
    function recomputeElement(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external view returns (int256 value) {
        value = _steps(instruction).recomputeElement(instruction, element, spaces, chunks, siblings);
    }

    /// @inheritdoc IOneStepVerifier
    function initialAccumulator(bytes calldata instruction) external view returns (int32 accumulator) {
        accumulator = _steps(instruction).initialAccumulator(instruction);
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
    ) external view returns (int32 next) {
        IOneStepVerifier part = _steps(instruction);
        next = part.accumulateSegment(instruction, element, segment, accumulator, spaces, chunks, siblings);
    }

    /// @inheritdoc IOneStepVerifier
    function finishElement(
        bytes calldata instruction,
        uint256 element,
        int32 accumulator,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external view returns (int256 value) {
        value = _steps(instruction).finishElement(instruction, element, accumulator, spaces, chunks, siblings);
    }

    /// @dev The part that computes the instruction's steps; for opcodes that do not exist any part would do. A part has those functions
    /// of this contract that are its own.
    function _steps(bytes calldata instruction) private view returns (IOneStepVerifier part) {
        _requireLength(instruction);
        uint256 operation = instruction.opcode();
        if (InstructionLib.among(operation, InstructionLib.WINDOWS | (1 << InstructionLib.MATMUL))) {
            return IOneStepVerifier(windowSteps);
        }
        part = IOneStepVerifier(
            InstructionLib.among(operation, InstructionLib.ELEMENT_WISE) ? elementSteps : tensorSteps
        );
    }

    /// @dev Invariant: calls go only to code that says it has the role, so that no answer comes from an empty account.
    function _requirePart(address part, bytes32 expected) private view {
        if (
            part.code.length == 0 ||
            IVerifierPart(part).role() != expected ||
            IVerifierPart(part).profileVersion() != VerifierParts.PROFILE
        ) revert OneStepVerifier_WrongPart(expected, part);
    }

    function _requireLength(bytes calldata instruction) private pure {
        if (instruction.length != InstructionLib.LENGTH) {
            revert OneStepVerifier_WrongInstructionLength(InstructionLib.LENGTH, instruction.length);
        }
    }
}
