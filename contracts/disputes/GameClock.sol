// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GameSettlement} from "./GameSettlement.sol";

/// @title Whose move it is, on which state, and until when
/// @notice Each side has a chess clock. After any move the other side has at least the extension. Nobody loses by silence
/// unannounced: an accusation comes first, then the grace period.
abstract contract GameClock is GameSettlement {
    /// @dev A game that has not ended.
    function _open(uint64 gameId) internal view returns (State storage state, Turn memory turn) {
        state = _games[gameId];
        turn = state.turn;
        if (turn.phase == Phase.None) revert DisputeGame_NotRunning(gameId, turn.phase);
        if (turn.phase == Phase.Closed) revert DisputeGame_GameOver(gameId, turn.outcome);
    }

    /// @dev A game whose clocks run.
    function _running(uint64 gameId) internal view returns (State storage state, Turn memory turn) {
        (state, turn) = _open(gameId);
        if (turn.phase == Phase.Waiting) revert DisputeGame_NotRunning(gameId, turn.phase);
    }

    /// @dev A game in which the asserter has just this move, which the caller makes for it.
    function _asserterMove(uint64 gameId, Phase phase) internal view returns (State storage state, Turn memory turn) {
        (state, turn) = _inPhase(gameId, phase);
        _onlyAsserter(state);
    }

    /// @dev A game in which the challenger has just this move, and is the caller.
    function _challengerMove(uint64 gameId, Phase phase) internal view returns (State storage state, Turn memory turn) {
        (state, turn) = _inPhase(gameId, phase);
        _onlyChallenger(state);
    }

    /// @dev Stops the mover's clock and starts the other's.
    function _pass(Turn memory turn, Phase next) internal view {
        bool wasAsserters = _isAsserters(turn.phase);
        uint256 own = wasAsserters ? turn.asserterTime : turn.challengerTime;
        uint256 left = turn.deadline > block.timestamp ? turn.deadline - block.timestamp : 0;
        // Invariant: an extension never adds to a clock.
        if (left > own) left = own;
        uint256 other = wasAsserters ? turn.challengerTime : turn.asserterTime;
        if (wasAsserters) turn.asserterTime = uint24(left);
        else turn.challengerTime = uint24(left);
        // Invariant: after any move the other side has at least the extension.
        turn.deadline = uint40(block.timestamp + (other > EXTENSION ? other : EXTENSION));
        turn.accused = false;
        turn.phase = next;
    }

    /// @dev Invariant: a move answers exactly the state that the game is in, down to the node that it is about.
    function _checkPosition(
        uint64 gameId,
        State storage state,
        bytes32 stateHash,
        bytes32 bodyRoot,
        bytes32 focus
    ) internal view {
        bytes32 actual = _position(stateHash, bodyRoot, focus);
        if (actual != state.position) revert DisputeGame_PositionMismatch(gameId, state.position, actual);
    }

    function _position(bytes32 stateHash, bytes32 bodyRoot, bytes32 focus) internal pure returns (bytes32 position) {
        position = keccak256(abi.encode(stateHash, bodyRoot, focus));
    }

    function _firstStateHash(uint64 gameId) internal view returns (bytes32 stateHash) {
        stateHash = keccak256(abi.encode(block.chainid, address(this), gameId));
    }

    /// @dev The state after the move of the running external function.
    function _nextStateHash(bytes32 stateHash, bytes32 moveHash) internal pure returns (bytes32 next) {
        next = keccak256(abi.encode(stateHash, msg.sig, moveHash));
    }

    function _inPhase(uint64 gameId, Phase phase) private view returns (State storage state, Turn memory turn) {
        state = _games[gameId];
        turn = state.turn;
        // Invariant: no move once resolved.
        if (turn.phase == Phase.Closed) revert DisputeGame_GameOver(gameId, turn.outcome);
        if (turn.phase != phase) revert DisputeGame_WrongPhase(gameId, phase, turn.phase);
    }

    function _onlyAsserter(State storage state) internal view {
        if (!_actsFor(state.asserter)) revert DisputeGame_NotAsserter(msg.sender, state.asserter);
    }

    function _onlyChallenger(State storage state) internal view {
        if (msg.sender != state.challenger) revert DisputeGame_NotChallenger(msg.sender, state.challenger);
    }

    function _actsFor(address asserter) internal view returns (bool authorized) {
        authorized = msg.sender == asserter || VAULT.mayActFor(asserter, msg.sender);
    }

    function _isAsserters(Phase phase) internal pure returns (bool isAsserters) {
        isAsserters = phase == Phase.Reveal || phase == Phase.Page || phase == Phase.Accumulators;
    }
}
