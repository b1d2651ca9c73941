// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOneStepVerifier} from "../../interfaces/IOneStepVerifier.sol";
import {IVerifierPart} from "../../interfaces/IVerifierPart.sol";
import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Arithmetic} from "../Arithmetic.sol";
import {Epilogue} from "../Epilogue.sol";
import {Witness, WitnessLib} from "../Witness.sol";
import {VerifierParts} from "./VerifierParts.sol";

/// @title Steps of one family of operators
/// @notice Stateless. `OneStepVerifier` forwards to the part of an instruction's family; the functions are its own
/// (`IOneStepVerifier` describes them), and so are the errors.
abstract contract StepPart is IVerifierPart {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    /// @inheritdoc IVerifierPart
    function profileVersion() external pure returns (uint16 version) {
        version = VerifierParts.PROFILE;
    }

    /// @notice See `IOneStepVerifier.segmentCount`.
    function segmentCount(bytes calldata instruction) external pure returns (uint256 count) {
        _requireLength(instruction);
        count = _segments(instruction);
    }

    /// @notice See `IOneStepVerifier.recomputeElement`.
    function recomputeElement(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external pure returns (int256 value) {
        _requireElement(instruction, element);
        uint256 segments = _segments(instruction);
        if (segments != 1) revert IOneStepVerifier.OneStepVerifier_NotWholeStep(segments);
        Witness memory witness = WitnessLib.open(chunks, siblings);
        int256 start = _initial(instruction);
        (int256 accumulator, uint256 record) = _accumulate(instruction, element, 0, true, start, spaces, witness);
        // Accumulators wrap in two's complement; sums within a segment are exact, and wrapping once gives the same bits.
        accumulator = _settled(instruction, element, Arithmetic.wrap(accumulator), record);
        value = Epilogue.finish(instruction, accumulator, record, spaces, witness);
        witness.close();
    }

    /// @notice See `IOneStepVerifier.initialAccumulator`.
    function initialAccumulator(bytes calldata instruction) external pure returns (int32 accumulator) {
        _requireLength(instruction);
        accumulator = int32(_initial(instruction));
    }

    /// @notice See `IOneStepVerifier.accumulateSegment`.
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
        uint256 segments = _segments(instruction);
        if (segments == 1) revert IOneStepVerifier.OneStepVerifier_WholeStep();
        if (segment >= segments) revert IOneStepVerifier.OneStepVerifier_SegmentOutOfRange(segments, segment);
        Witness memory witness = WitnessLib.open(chunks, siblings);
        (int256 sum, ) = _accumulate(instruction, element, segment, false, accumulator, spaces, witness);
        witness.close();
        next = int32(Arithmetic.wrap(sum));
    }

    /// @notice See `IOneStepVerifier.finishElement`.
    function finishElement(
        bytes calldata instruction,
        uint256 element,
        int32 accumulator,
        SpaceRoots calldata spaces,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external pure returns (int256 value) {
        _requireElement(instruction, element);
        if (_segments(instruction) == 1) revert IOneStepVerifier.OneStepVerifier_WholeStep();
        Witness memory witness = WitnessLib.open(chunks, siblings);
        uint256 record = _takeRecord(instruction, element, spaces, witness);
        int256 settled = _settled(instruction, element, accumulator, record);
        value = Epilogue.finish(instruction, settled, record, spaces, witness);
        witness.close();
    }

    /// @inheritdoc IVerifierPart
    function role() external pure virtual returns (bytes32 id);

    /// @dev Number of segments of an element's fold.
    function _segments(bytes calldata instruction) internal pure virtual returns (uint256 count);

    /// @dev The accumulator before the first segment, an int32.
    function _initial(bytes calldata instruction) internal pure virtual returns (int256 accumulator);

    /// @param whole Whether the segment is the whole element, so that its record comes with it.
    /// @return next The accumulator after the segment, exact or already wrapped.
    /// @return record Calldata position of the channel record, 0 if there is none or not `whole`.
    function _accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        bool whole,
        int256 accumulator,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure virtual returns (int256 next, uint256 record);

    /// @dev Takes the channel record in front of `finish`, where the operator has one; returns its calldata position.
    function _takeRecord(
        bytes calldata,
        uint256,
        SpaceRoots calldata,
        Witness memory
    ) internal pure virtual returns (uint256 record) {
        record = 0;
    }

    /// @dev The accumulator that the epilogue starts from, an int32.
    function _settled(
        bytes calldata,
        uint256,
        int256 accumulator,
        uint256
    ) internal pure virtual returns (int256 settled) {
        settled = accumulator;
    }

    function _requireLength(bytes calldata instruction) private pure {
        if (instruction.length != InstructionLib.LENGTH) {
            revert IOneStepVerifier.OneStepVerifier_WrongInstructionLength(InstructionLib.LENGTH, instruction.length);
        }
    }

    function _requireElement(bytes calldata instruction, uint256 element) private pure {
        _requireLength(instruction);
        uint256 count = instruction.outputElements();
        if (element >= count) revert IOneStepVerifier.OneStepVerifier_ElementOutOfRange(count, element);
    }
}
