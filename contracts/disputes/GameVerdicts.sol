// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimSource} from "../interfaces/IClaimSource.sol";
import {IGameVerdicts} from "../interfaces/IGameVerdicts.sol";
import {IOneStepVerifier} from "../interfaces/IOneStepVerifier.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";
import {InstructionLib} from "../libraries/InstructionLib.sol";
import {PagedTree} from "../libraries/PagedTree.sol";
import {Claim} from "../types/Claim.sol";
import {ModelDescription} from "../types/ModelRecord.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";
import {GameClock} from "./GameClock.sol";
import {GameStorage} from "./GameStorage.sol";
import {ModelIdentity} from "./ModelIdentity.sol";
import {OpenedElement} from "./OpenedElement.sol";

/// @title The verdict moves of the dispute game
/// @notice The last phases: the challenger shows one element of the revealed page, and the chain computes it, whole or in segments.
/// @dev `DisputeGame` runs this code on its own storage: the two together exceed the size of one contract. Called directly it
/// has no games, so every move reverts.
contract GameVerdicts is GameClock, IGameVerdicts {
    /// @dev What a verdict move works on.
    struct Verdict {
        SpaceRoots spaces;
        uint256 offset;
        int256 claimed;
        bool isVoid;
    }

    /// @param verifier_ Decides elements; its profile version is the only one that can be disputed here.
    /// @param vault_ Pays bounties and knows the operators' workers.
    /// @param parameters_ Refused unless sensible; never changed afterwards.
    constructor(
        IOneStepVerifier verifier_,
        IStakeVault vault_,
        Parameters memory parameters_
    ) GameStorage(verifier_, vault_, parameters_) {}

    /// @inheritdoc IGameVerdicts
    function proveElement(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Opening calldata opening,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external {
        (State storage state, Turn memory turn) = _challengerMove(gameId, Phase.Proof);
        Verdict memory verdict = _judge(gameId, state, turn, stateHash, bodyRoot, opening, false);
        if (verdict.isVoid) return;
        int256 computed = VERIFIER.recomputeElement(
            opening.instruction,
            opening.element,
            verdict.spaces,
            chunks,
            siblings
        );
        // Invariant: a right element is never a fault.
        if (computed == verdict.claimed) revert DisputeGame_ElementIsRight(opening.element, int32(computed));
        emit FaultProven(
            gameId,
            Fault.Element,
            opening.instructionIndex,
            opening.element,
            int32(verdict.claimed),
            int32(computed)
        );
        _close(gameId, state, turn, Outcome.FaultProven);
    }

    /// @inheritdoc IGameVerdicts
    function provePadding(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, Opening calldata opening) external {
        (State storage state, Turn memory turn) = _challengerMove(gameId, Phase.Proof);
        Verdict memory verdict = _judge(gameId, state, turn, stateHash, bodyRoot, opening, true);
        if (verdict.isVoid) return;
        // Invariant: zero padding is never a fault.
        if (verdict.claimed == 0) revert DisputeGame_PaddingIsRight(opening.element);
        emit FaultProven(gameId, Fault.Padding, opening.instructionIndex, opening.element, int32(verdict.claimed), 0);
        _close(gameId, state, turn, Outcome.FaultProven);
    }

    /// @inheritdoc IGameVerdicts
    function selectElement(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, Opening calldata opening) external {
        (State storage state, Turn memory turn) = _challengerMove(gameId, Phase.Proof);
        Verdict memory verdict = _judge(gameId, state, turn, stateHash, bodyRoot, opening, false);
        if (verdict.isVoid) return;
        uint256 segments = VERIFIER.segmentCount(opening.instruction);
        if (segments == 1) revert DisputeGame_ElementIsWhole();
        bytes32 selection = _selectionHash(
            opening.instruction,
            opening.instructionIndex,
            opening.element,
            int32(verdict.claimed)
        );
        bytes32 next = _nextStateHash(stateHash, selection);
        state.position = _position(next, bodyRoot, selection);
        turn.index = uint32(segments);
        _pass(turn, Phase.Accumulators);
        state.turn = turn;
        emit ElementSelected(
            gameId,
            next,
            turn.deadline,
            selection,
            opening.instructionIndex,
            opening.element,
            int32(verdict.claimed),
            uint32(segments)
        );
    }

    /// @inheritdoc IGameVerdicts
    function revealAccumulators(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        bytes32 selection,
        bytes calldata accumulators
    ) external {
        uint256 gasBefore = gasleft();
        (State storage state, Turn memory turn) = _asserterMove(gameId, Phase.Accumulators);
        uint256 length = 4 * uint256(turn.index);
        if (accumulators.length != length) revert DisputeGame_WrongAccumulatorsLength(length, accumulators.length);
        _checkPosition(gameId, state, stateHash, bodyRoot, selection);
        bytes32 moveHash = keccak256(accumulators);
        bytes32 next = _nextStateHash(stateHash, moveHash);
        state.position = _position(next, bodyRoot, keccak256(abi.encode(selection, moveHash)));
        _pass(turn, Phase.SegmentProof);
        emit AccumulatorsRevealed(gameId, next, turn.deadline, accumulators);
        _reimburse(state, turn, gasBefore, 6 + (length + 31) / 32);
        state.turn = turn;
    }

    /// @inheritdoc IGameVerdicts
    function proveSegment(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Selection calldata selection,
        uint32 segment,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external {
        (State storage state, Turn memory turn) = _challengerMove(gameId, Phase.SegmentProof);
        SpaceRoots memory spaces = _selected(gameId, state, stateHash, bodyRoot, selection);
        if (segment >= turn.index) revert DisputeGame_SegmentOutOfRange(segment, turn.index);
        bytes calldata instruction = selection.instruction;
        int32 before =
            segment == 0
                ? VERIFIER.initialAccumulator(instruction)
                : _accumulatorAt(selection.accumulators, segment - 1);
        int32 computed = VERIFIER.accumulateSegment(
            instruction,
            selection.element,
            segment,
            before,
            spaces,
            chunks,
            siblings
        );
        int32 claimed = _accumulatorAt(selection.accumulators, segment);
        // Invariant: a right accumulator is never a fault.
        if (computed == claimed) revert DisputeGame_SegmentIsRight(segment, computed);
        emit FaultProven(gameId, Fault.Segment, selection.instructionIndex, segment, claimed, computed);
        _close(gameId, state, turn, Outcome.FaultProven);
    }

    /// @inheritdoc IGameVerdicts
    function proveFinish(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Selection calldata selection,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external {
        (State storage state, Turn memory turn) = _challengerMove(gameId, Phase.SegmentProof);
        SpaceRoots memory spaces = _selected(gameId, state, stateHash, bodyRoot, selection);
        int256 computed = VERIFIER.finishElement(
            selection.instruction,
            selection.element,
            _accumulatorAt(selection.accumulators, uint256(turn.index) - 1),
            spaces,
            chunks,
            siblings
        );
        // Invariant: a right element is never a fault.
        if (computed == selection.claimed) revert DisputeGame_ElementIsRight(selection.element, int32(computed));
        emit FaultProven(
            gameId,
            Fault.Finish,
            selection.instructionIndex,
            selection.element,
            selection.claimed,
            int32(computed)
        );
        _close(gameId, state, turn, Outcome.FaultProven);
    }

    /// @dev Opens an element of the revealed page: checks the position, the model and the instruction. An invalid instruction voids the
    /// game here.
    function _judge(
        uint64 gameId,
        State storage state,
        Turn memory turn,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Opening calldata opening,
        bool isPadding
    ) private returns (Verdict memory verdict) {
        bytes calldata instruction = opening.instruction;
        verdict.offset = OpenedElement.offsetOf(opening, isPadding);
        _checkPosition(gameId, state, stateHash, bodyRoot, OpenedElement.pageNode(opening, verdict.offset));
        verdict.spaces = _spaces(state, bodyRoot, opening.model);
        // Invariant: only an instruction of the claim's program is judged.
        bytes32 root = PagedTree.programRoot(
            instruction,
            opening.instructionIndex,
            opening.model.instructionCount,
            opening.instructionSiblings
        );
        if (root != opening.model.programRoot) revert DisputeGame_WrongProgramProof(opening.model.programRoot, root);

        uint8 code = VERIFIER.validateInstruction(instruction, opening.instructionIndex, verdict.spaces);
        if (code != 0) {
            emit InvalidInstructionMet(gameId, opening.instructionIndex, code);
            verdict.isVoid = true;
            _close(gameId, state, turn, Outcome.Voided);
            return verdict;
        }
        _locate(turn, opening, isPadding, verdict);
    }

    /// @dev Invariant: the element (or padding byte) that is judged lies on the revealed page, and its instruction wrote that page.
    function _locate(Turn memory turn, Opening calldata opening, bool isPadding, Verdict memory verdict) private pure {
        (uint256 first, uint256 end) = OpenedElement.cover(opening.instruction, turn.space, turn.index);
        uint256 elementType = InstructionLib.outputType(opening.instruction);
        if (isPadding) {
            bool isBehind = opening.element < PagedTree.PAGE_BYTES && first + opening.element >= end;
            if (!isBehind) revert DisputeGame_NotPadding(opening.element, end - first);
            elementType = 0;
        } else {
            uint256 offset = uint256(opening.element) << elementType;
            bool isOnPage = offset < end && offset >= first && offset - first < PagedTree.PAGE_BYTES;
            if (!isOnPage) revert DisputeGame_ElementNotOnPage(opening.element, turn.index);
        }
        verdict.claimed = OpenedElement.valueAt(opening.chunk, verdict.offset, elementType);
    }

    function _selected(
        uint64 gameId,
        State storage state,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Selection calldata selection
    ) private view returns (SpaceRoots memory spaces) {
        bytes32 hash = _selectionHash(
            selection.instruction,
            selection.instructionIndex,
            selection.element,
            selection.claimed
        );
        bytes32 focus = keccak256(abi.encode(hash, keccak256(selection.accumulators)));
        _checkPosition(gameId, state, stateHash, bodyRoot, focus);
        spaces = _spaces(state, bodyRoot, selection.model);
    }

    function _spaces(
        State storage state,
        bytes32 bodyRoot,
        ModelDescription calldata model
    ) private view returns (SpaceRoots memory spaces) {
        Claim memory claim = IClaimSource(_sources[state.sourceNumber]).claimOf(state.claimId);
        ModelIdentity.check(model, claim.modelId);
        spaces = SpaceRoots({
            input: claim.inputRoot,
            constants: model.constantsRoot,
            body: bodyRoot,
            output: claim.outputRoot,
            inputPages: model.inputPages,
            constantPages: model.constantPages,
            bodyPages: model.bodyPages,
            outputPages: model.outputPages
        });
    }

    function _selectionHash(
        bytes calldata instruction,
        uint32 instructionIndex,
        uint32 element,
        int32 claimed
    ) private pure returns (bytes32 hash) {
        hash = keccak256(abi.encodePacked(keccak256(instruction), instructionIndex, element, claimed));
    }

    /// @dev Big-endian int32 number `index`; the length was checked when the accumulators were revealed.
    function _accumulatorAt(bytes calldata accumulators, uint256 index) private pure returns (int32 accumulator) {
        accumulator = int32(uint32(bytes4(accumulators[4 * index:4 * index + 4])));
    }
}
