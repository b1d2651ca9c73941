// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimSource} from "../interfaces/IClaimSource.sol";
import {GameQueue} from "./GameQueue.sol";

/// @title How games end, and who gets what
/// @notice A game decides its challenger's bond; only a proven fault (or a void) decides the claim. The bounty waits until no
/// game is open that was registered before the winner's. A verdict writes as little as it can: the bond stays in the game until it is
/// collected, and the vault asks for the bounty's winner when it pays.
abstract contract GameSettlement is GameQueue {
    /// @dev Gas of a transaction that a measurement inside of it does not see: the transaction itself, dispatch and decoding
    /// before it, and the last storage write after it.
    uint256 private constant UNSEEN_GAS = 21_000 + 6_000;

    /// @dev Appends a game to its claim's list.
    function _register(ClaimGames storage claim, uint64 gameId, State storage state) internal {
        uint64 last = claim.last;
        if (last == 0) {
            claim.first = gameId;
        } else {
            _games[last].claimNext = gameId;
            state.claimPrevious = last;
        }
        claim.last = gameId;
        ++claim.open;
    }

    /// @dev Adds the cost of an asserter's move to what the bond owes it. `words` of calldata are counted by the move itself: bytes
    /// that a caller appends are its own affair. The caller stores `turn`.
    function _reimburse(State storage state, Turn memory turn, uint256 gasBefore, uint256 words) internal view {
        uint256 bytesSent = 4 + words * 32;
        uint256 gasUsed = gasBefore - gasleft() + UNSEEN_GAS + bytesSent * GAS_PER_BYTE;
        uint256 floor = 21_000 + bytesSent * FLOOR_GAS_PER_BYTE;
        if (gasUsed < floor) gasUsed = floor;
        uint256 price = tx.gasprice < GAS_PRICE_CAP ? tx.gasprice : GAS_PRICE_CAP;
        // Invariant: what is reimbursed never exceeds the bond, which is at most 2^72 − 1.
        uint256 total = turn.reimbursed + gasUsed * price;
        uint256 bond = state.bond;
        turn.reimbursed = uint72(total < bond ? total : bond);
    }

    /// @dev Whether the claim is decided over this game's head: voided, or won by a game registered earlier.
    function _isReleasable(ClaimGames storage claim, uint64 gameId) internal view returns (bool releasable) {
        uint64 winner = claim.winner;
        releasable = claim.voided || (winner != 0 && winner < gameId);
    }

    /// @dev Ends a game. Effects come first; the source and the vault, which the deployer chose, are called last.
    function _close(uint64 gameId, State storage state, Turn memory turn, Outcome outcome) internal {
        IClaimSource source = IClaimSource(_sources[state.sourceNumber]);
        uint256 claimId = state.claimId;
        ClaimGames storage claim = _claims[state.sourceNumber][claimId];
        // Invariant: once a claim is decided, a game registered later (or any game, after a void) costs nobody its bond.
        if (_isReleasable(claim, gameId)) outcome = Outcome.Released;

        _leaveOperator(state, turn.phase);
        _leaveClaim(claim, gameId, state);
        _splitBond(gameId, state, turn, outcome);
        turn.phase = Phase.Closed;
        turn.outcome = outcome;
        turn.accused = false;
        state.turn = turn;
        state.position = bytes32(0);

        bool isFault =
            outcome == Outcome.FaultProven || outcome == Outcome.Conceded || outcome == Outcome.AsserterTimedOut;
        if (isFault) _win(source, claimId, claim, gameId);
        if (outcome == Outcome.Voided && claim.winner == 0) {
            claim.voided = true;
            source.onVoided(claimId);
        }
        source.onGameClosed(claimId);
    }

    function _credit(address account, uint256 amount) internal {
        if (amount == 0) return;
        _credits[account] += amount;
        emit Credited(account, amount);
    }

    function _leaveOperator(State storage state, Phase phase) private {
        OperatorGames storage operator = _operators[state.asserter];
        if (phase == Phase.Waiting) _dequeue(operator, state);
        else --operator.running;
    }

    function _leaveClaim(ClaimGames storage claim, uint64 gameId, State storage state) private {
        (uint64 previous, uint64 next) = (state.claimPrevious, state.claimNext);
        if (previous == 0) claim.first = next;
        else _games[previous].claimNext = next;
        if (next == 0) claim.last = previous;
        else _games[next].claimPrevious = previous;
        if (previous | next != 0) (state.claimPrevious, state.claimNext) = (0, 0);
        --claim.open;
        assert(claim.first != gameId);
    }

    /// @dev Splits what is left of the bond; both parts stay in the game until `collect`.
    /// Invariant: the parts and the burned rest add up to the bond, so that bonds, credits and burned parts are always the balance.
    function _splitBond(uint64 gameId, State storage state, Turn memory turn, Outcome outcome) private {
        uint256 bond = state.bond;
        uint256 rest = bond - turn.reimbursed;
        uint256 burnt = 0;
        bool isLost = outcome == Outcome.Resigned || outcome == Outcome.ChallengerTimedOut;
        if (isLost) {
            burnt = rest - rest / 2;
            turn.reimbursed += uint72(rest / 2);
            rest = 0;
            _burned += burnt;
            state.bond = uint72(bond - burnt);
        }
        emit GameClosed(gameId, outcome, rest, turn.reimbursed, burnt);
    }

    /// @dev The first success decides the claim; a success registered earlier takes its place as the winner.
    function _win(IClaimSource source, uint256 claimId, ClaimGames storage claim, uint64 gameId) private {
        bool isFirst = claim.winner == 0;
        claim.winner = gameId;
        if (!isFirst) return;
        uint256 slashId = source.onFaultProven(claimId);
        emit ClaimDecided(address(source), claimId, gameId, slashId);
    }
}
