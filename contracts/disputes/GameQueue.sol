// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GameStorage} from "./GameStorage.sol";

/// @title The queue of games against one operator
/// @notice A few games run at a time. The others wait with stopped clocks in a doubly linked list, the largest bond first,
/// equal bonds in the order in which they came.
abstract contract GameQueue is GameStorage {
    /// @dev Places that an insertion may have to walk from its hint.
    uint256 internal constant MAXIMUM_WALK = 32;

    /// @dev Starts the clocks: the asserter has the move.
    function _start(uint64 gameId, State storage state, Turn memory turn) internal {
        turn.phase = Phase.Reveal;
        turn.asserterTime = CLOCK;
        turn.challengerTime = CLOCK;
        turn.deadline = uint40(block.timestamp + CLOCK);
        state.turn = turn;
        emit GameActivated(gameId, turn.deadline);
    }

    /// @dev A hint that is no longer in the queue, or too far behind, counts as none.
    function _enqueue(OperatorGames storage operator, uint64 gameId, State storage state, uint64 hint) internal {
        uint256 bond = state.bond;
        uint64 previous = 0;
        if (hint != 0) {
            State storage hinted = _games[hint];
            bool usable =
                hinted.turn.phase == Phase.Waiting &&
                    hinted.asserter == state.asserter &&
                    hinted.bond >= bond &&
                    hint != gameId;
            if (usable) previous = hint;
        }
        uint64 next = previous == 0 ? operator.first : _games[previous].queueNext;
        for (uint256 i = 0; next != 0 && _games[next].bond >= bond; ++i) {
            if (i == MAXIMUM_WALK) revert DisputeGame_WrongHint(hint);
            previous = next;
            next = _games[next].queueNext;
        }
        if (previous == 0) operator.first = gameId;
        else _games[previous].queueNext = gameId;
        if (next != 0) _games[next].queuePrevious = gameId;
        (state.queuePrevious, state.queueNext) = (previous, next);
        ++operator.waiting;
    }

    function _dequeue(OperatorGames storage operator, State storage state) internal {
        (uint64 previous, uint64 next) = (state.queuePrevious, state.queueNext);
        if (previous == 0) operator.first = next;
        else _games[previous].queueNext = next;
        if (next != 0) _games[next].queuePrevious = previous;
        (state.queuePrevious, state.queueNext) = (0, 0);
        --operator.waiting;
    }
}
