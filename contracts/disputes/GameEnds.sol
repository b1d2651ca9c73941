// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGame} from "../interfaces/IDisputeGame.sol";
import {GameViews} from "./GameViews.sol";

/// @title Everything about a game that is not a move in it: its start, silence, giving up, and money
abstract contract GameEnds is GameViews {
    /// @inheritdoc IDisputeGame
    function activate(uint64 gameId) external {
        State storage state = _games[gameId];
        Turn memory turn = state.turn;
        if (turn.phase != Phase.Waiting) revert DisputeGame_WrongPhase(gameId, Phase.Waiting, turn.phase);
        address asserter = state.asserter;
        OperatorGames storage operator = _operators[asserter];
        // Invariant: of an operator's waiting games none with a larger bond waits longer.
        if (operator.first != gameId) revert DisputeGame_NotFirstInQueue(gameId, operator.first);
        // Invariant: never more than the allowed number of games run against one operator.
        if (operator.running >= RUNNING_GAMES) revert DisputeGame_NoFreeSlot(asserter, operator.running);
        _dequeue(operator, state);
        ++operator.running;
        _start(gameId, state, turn);
    }

    /// @inheritdoc IDisputeGame
    function raiseBond(uint64 gameId, uint64 hint) external payable {
        State storage state = _games[gameId];
        Phase phase = state.turn.phase;
        if (phase != Phase.Waiting) revert DisputeGame_WrongPhase(gameId, Phase.Waiting, phase);
        uint256 bond = uint256(state.bond) + msg.value;
        if (bond > type(uint72).max) revert DisputeGame_BondTooLarge(bond, type(uint72).max);
        OperatorGames storage operator = _operators[state.asserter];
        _dequeue(operator, state);
        state.bond = uint72(bond);
        _enqueue(operator, gameId, state, hint);
        emit BondRaised(gameId, bond);
    }

    /// @inheritdoc IDisputeGame
    function accuse(uint64 gameId) external {
        uint256 gasBefore = gasleft();
        (State storage state, Turn memory turn) = _running(gameId);
        if (turn.accused) revert DisputeGame_AlreadyAccused(gameId);
        // Invariant: no accusation while the clock of the side to move runs.
        if (block.timestamp <= turn.deadline) revert DisputeGame_StillTime(turn.deadline, block.timestamp);
        turn.accused = true;
        turn.deadline = uint40(block.timestamp + GRACE);
        bool isAsserters = _isAsserters(turn.phase);
        if (isAsserters) turn.asserterTime = 0;
        else turn.challengerTime = 0;
        emit Accused(gameId, isAsserters ? state.asserter : state.challenger, turn.deadline);
        if (!isAsserters && _actsFor(state.asserter)) _reimburse(state, turn, gasBefore, 1);
        state.turn = turn;
    }

    /// @inheritdoc IDisputeGame
    function claimTimeout(uint64 gameId) external {
        (State storage state, Turn memory turn) = _running(gameId);
        if (!turn.accused) revert DisputeGame_NotAccused(gameId);
        // Invariant: silence loses only after an accusation and the whole grace period.
        if (block.timestamp <= turn.deadline) revert DisputeGame_StillTime(turn.deadline, block.timestamp);
        Outcome outcome = _isAsserters(turn.phase) ? Outcome.AsserterTimedOut : Outcome.ChallengerTimedOut;
        _close(gameId, state, turn, outcome);
    }

    /// @inheritdoc IDisputeGame
    function concede(uint64 gameId) external {
        (State storage state, Turn memory turn) = _open(gameId);
        _onlyAsserter(state);
        _close(gameId, state, turn, Outcome.Conceded);
    }

    /// @inheritdoc IDisputeGame
    function resign(uint64 gameId) external {
        (State storage state, Turn memory turn) = _open(gameId);
        _onlyChallenger(state);
        _close(gameId, state, turn, Outcome.Resigned);
    }

    /// @inheritdoc IDisputeGame
    function release(uint64 gameId) external {
        (State storage state, Turn memory turn) = _open(gameId);
        if (!_isReleasable(_claims[state.sourceNumber][state.claimId], gameId))
            revert DisputeGame_NotReleasable(gameId);
        _close(gameId, state, turn, Outcome.Released);
    }

    /// @inheritdoc IDisputeGame
    function collect(uint64 gameId) external returns (uint256 amount) {
        State storage state = _games[gameId];
        Turn memory turn = state.turn;
        uint72 toAsserter = turn.reimbursed;
        // Invariant: the challenger's part leaves only a closed game; until then it is what the asserter's moves are paid from.
        uint72 toChallenger = turn.phase == Phase.Closed ? state.bond - toAsserter : 0;
        amount = uint256(toAsserter) + toChallenger;
        if (amount == 0) revert DisputeGame_NothingToCollect(gameId);
        turn.reimbursed = 0;
        state.turn = turn;
        state.bond -= toAsserter + toChallenger;
        _credit(state.asserter, toAsserter);
        _credit(state.challenger, toChallenger);
    }

    /// @inheritdoc IDisputeGame
    function withdraw(address payable to) external returns (uint256 amount) {
        if (to == address(0)) revert DisputeGame_ZeroAddress();
        amount = _credits[msg.sender];
        if (amount == 0) revert DisputeGame_NothingToWithdraw(msg.sender);
        _credits[msg.sender] = 0;
        emit Withdrawn(msg.sender, to, amount);
        (bool sent, ) = to.call{value: amount}("");
        if (!sent) revert DisputeGame_TransferFailed(to, amount);
    }
}
