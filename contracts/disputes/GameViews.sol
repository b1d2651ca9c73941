// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountySource} from "../interfaces/IBountySource.sol";
import {IDisputeGame} from "../interfaces/IDisputeGame.sol";
import {GameClock} from "./GameClock.sol";

/// @title What everybody can read of the dispute game, and its one-time setup
abstract contract GameViews is GameClock, IDisputeGame {
    /// @inheritdoc IDisputeGame
    function initialize(address[] calldata sources) external {
        if (msg.sender != DEPLOYER) revert DisputeGame_NotDeployer(msg.sender, DEPLOYER);
        if (_initialized) revert DisputeGame_AlreadyInitialized();
        if (sources.length == 0 || sources.length > MAXIMUM_SOURCES)
            revert DisputeGame_InvalidSourceCount(sources.length, MAXIMUM_SOURCES);
        _initialized = true;
        for (uint256 i = 0; i < sources.length; ++i) {
            if (sources[i] == address(0)) revert DisputeGame_ZeroAddress();
            uint8 number = uint8(i + 1);
            _sources[number] = sources[i];
            _sourceNumbers[sources[i]] = number;
        }
        emit Initialized(sources);
    }

    /// @inheritdoc IDisputeGame
    function gameOf(uint64 gameId) external view returns (Game memory game) {
        State storage state = _games[gameId];
        Turn memory turn = state.turn;
        game.phase = turn.phase;
        game.outcome = turn.outcome;
        game.accused = turn.accused;
        game.space = turn.space;
        game.level = turn.level;
        game.index = turn.index;
        game.bodyPages = state.bodyPages;
        game.outputPages = state.outputPages;
        game.deadline = turn.deadline;
        game.asserterTime = turn.asserterTime;
        game.challengerTime = turn.challengerTime;
        game.challenger = state.challenger;
        game.asserter = state.asserter;
        game.source = _sources[state.sourceNumber];
        game.claimId = state.claimId;
        game.bond = state.bond - turn.reimbursed;
        game.reimbursed = turn.reimbursed;
        game.position = state.position;
    }

    /// @inheritdoc IDisputeGame
    function gameCount() external view returns (uint64 count) {
        count = _gameCount;
    }

    /// @inheritdoc IDisputeGame
    function minimumBond() external view returns (uint256 amount) {
        amount = MINIMUM_BOND;
    }

    /// @inheritdoc IDisputeGame
    function parameters() external view returns (Parameters memory values) {
        values = _parameters();
    }

    /// @inheritdoc IDisputeGame
    function levelsAt(uint8 level) external view returns (uint8 levels) {
        levels = uint8(_levelsAt(level));
    }

    /// @inheritdoc IDisputeGame
    function operatorOf(address asserter) external view returns (uint256 running, uint256 waiting, uint64 first) {
        OperatorGames storage games = _operators[asserter];
        (running, waiting, first) = (games.running, games.waiting, games.first);
    }

    /// @inheritdoc IDisputeGame
    function claimStatus(
        address source,
        uint256 claimId
    ) external view returns (uint256 open, uint64 winner, bool voided) {
        ClaimGames storage games = _claims[_sourceNumbers[source]][claimId];
        (open, winner, voided) = (games.open, games.winner, games.voided);
    }

    /// @inheritdoc IBountySource
    function bountyOf(address source, uint256 claimId) external view returns (bool isDecided, address beneficiary) {
        ClaimGames storage games = _claims[_sourceNumbers[source]][claimId];
        // Invariant: the earliest registered success earns the bounty, once no game is open that was registered before it.
        isDecided = games.winner != 0 && (games.first == 0 || games.first > games.winner);
        if (isDecided) beneficiary = _games[games.winner].challenger;
    }

    /// @inheritdoc IDisputeGame
    function isSource(address source) external view returns (bool known) {
        known = _sourceNumbers[source] != 0;
    }

    /// @inheritdoc IDisputeGame
    function creditOf(address account) external view returns (uint256 amount) {
        amount = _credits[account];
    }

    /// @inheritdoc IDisputeGame
    function burned() external view returns (uint256 amount) {
        amount = _burned;
    }

    /// @inheritdoc IDisputeGame
    function verifier() external view returns (address oneStepVerifier) {
        oneStepVerifier = address(VERIFIER);
    }

    /// @inheritdoc IDisputeGame
    function vault() external view returns (address stakeVault) {
        stakeVault = address(VAULT);
    }

    /// @inheritdoc IDisputeGame
    function queueHint(address asserter, uint256 bond) external view returns (uint64 hint) {
        uint64 next = _operators[asserter].first;
        // A view: its caller pays nothing for the whole walk.
        while (next != 0 && _games[next].bond >= bond) {
            hint = next;
            next = _games[next].queueNext;
        }
    }

    /// @dev The levels are spread evenly over as few moves as possible.
    function _levelsAt(uint256 level) internal view returns (uint256 levels) {
        if (level == 0) return 0;
        uint256 rounds = (level + LEVELS_PER_MOVE - 1) / LEVELS_PER_MOVE;
        levels = (level + rounds - 1) / rounds;
        // Four pages have one node: there is no level 1 to stop at.
        if (level - levels == 1) ++levels;
    }
}
