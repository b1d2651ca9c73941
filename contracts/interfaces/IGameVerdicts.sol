// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGameTypes} from "./IDisputeGameTypes.sol";

/// @title The last moves of the dispute game: one element of the revealed page
/// @notice See `IDisputeGame` for what all moves have in common.
interface IGameVerdicts is IDisputeGameTypes {
    /// @notice Challenger: the chain computes the whole element. Reverts if the asserter is right.
    /// @param chunks The chunks of the step's runs, and `siblings` their proofs (docs/arithmetic.md, sections 2.2 and 7).
    function proveElement(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Opening calldata opening,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external;

    /// @notice Challenger: a byte behind the end of the tensor is not zero. Reverts if the asserter is right.
    function provePadding(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, Opening calldata opening) external;

    /// @notice Challenger: asks for the accumulators of an element whose fold has several segments.
    /// `moveHash = keccak256(keccak256(instruction) ‖ u32 instructionIndex ‖ u32 element ‖ i32 claimed)`, packed, big-endian: the
    /// hash that `revealAccumulators` takes as `selection`.
    function selectElement(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, Opening calldata opening) external;

    /// @notice Asserter: the accumulator after each segment of the selected element.
    /// `moveHash = keccak256(accumulators)`, and the position's focus is then `keccak256(abi.encode(selection, moveHash))`.
    /// @param selection The `selection` of the event `ElementSelected`.
    /// @param accumulators int32, big-endian, 4 bytes for each segment.
    function revealAccumulators(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        bytes32 selection,
        bytes calldata accumulators
    ) external;

    /// @notice Challenger: the chain computes one segment from the accumulator before it. Reverts if the asserter is right.
    function proveSegment(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Selection calldata selection,
        uint32 segment,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external;

    /// @notice Challenger: the chain computes the element from its last accumulator. Reverts if the asserter is right.
    function proveFinish(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Selection calldata selection,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external;
}
