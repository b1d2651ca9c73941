// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SpaceRoots} from "../types/SpaceRoots.sol";

/// @title One-step verifier
/// @notice Recomputes one output element of one instruction from Merkle-proven bytes, and says whether an instruction is valid.
/// @dev docs/arithmetic.md is the normative text: sections 4, 5 and 7 for the steps, section 6 for the reasons.
///
/// Witnesses: `chunks` holds the raw 128-byte chunks of all runs of the step, concatenated in the order of section 7, and
/// `siblings` their siblings in the same order. The contract derives every location itself; both arrays must be
/// consumed exactly. A witness that is wrong in any way reverts; it never yields a value.
///
/// The step functions expect an instruction for which `validateInstruction` returned 0. For any other the result means nothing
/// (the caller must not reach a verdict from it).
interface IOneStepVerifier {
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
    /// @notice An instruction has operands 0, 1 and 2 only.
    error OneStepVerifier_SlotOutOfRange(uint256 slot);

    /// @notice The version of the arithmetic that this contract decides.
    function profileVersion() external pure returns (uint16 version);

    /// @notice The first rule of section 6 that the instruction breaks, or 0 if it is valid.
    /// @param instruction Canonical encoding; any length is accepted and judged.
    /// @param index Position in the program.
    /// @param spaces Only the page counts are read.
    function validateInstruction(
        bytes calldata instruction,
        uint256 index,
        SpaceRoots calldata spaces
    ) external view returns (uint8 reason);

    /// @notice 20 (LinkMismatch) if the operand does not name the producer's output, else 0.
    /// @dev The caller checks that `producer` is the instruction at the operand's producer index. Slots that the opcode does not take and operands
    /// in the input or constants space have no producer: 0. Instructions that are not 224 bytes long revert.
    /// @param slot 0 for operand A, 1 for operand B, 2 for operand C; others revert.
    function validateLink(
        bytes calldata consumer,
        uint256 slot,
        bytes calldata producer
    ) external pure returns (uint8 reason);

    /// @notice 21 (OrderMismatch) if `next` does not start where `previous` ends, else 0.
    /// @param previous The instruction before `next`, or empty when `next` is the first.
    function validateOrder(bytes calldata previous, bytes calldata next) external pure returns (uint8 reason);

    /// @notice 22 (TotalMismatch) if the counters of the program's last instruction are not the model's body and output page counts, else 0.
    function validateTotal(bytes calldata last, SpaceRoots calldata spaces) external pure returns (uint8 reason);

    /// @notice How many segments the fold of one element has; 1 means that it is proven in one whole step.
    function segmentCount(bytes calldata instruction) external view returns (uint256 count);

    /// @notice The element's value, in one whole step. Reverts unless `segmentCount` is 1.
    /// @param element Row-major index in the output tensor.
    /// @return value Within the output type; its low bytes, little-endian, are the element's bytes.
    function recomputeElement(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external view returns (int256 value);

    /// @notice The accumulator before the first segment.
    function initialAccumulator(bytes calldata instruction) external view returns (int32 accumulator);

    /// @notice The accumulator after one segment, given the one before it. Reverts if `segmentCount` is 1.
    /// @param segment 0 … segmentCount − 1.
    function accumulateSegment(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        int32 accumulator,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external view returns (int32 next);

    /// @notice The element's value, given the accumulator after the last segment. Reverts if `segmentCount` is 1.
    function finishElement(
        bytes calldata instruction,
        uint256 element,
        int32 accumulator,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external view returns (int256 value);
}
