// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClaimState} from "../../../contracts/types/Claim.sol";
import {GameTest} from "./support/GameTest.sol";
import {Run, TestProgram} from "./support/TestProgram.sol";
import {TestTree, Tree} from "./support/TestTree.sol";

/// @notice Plays many games on four claims at random: three challengers, two operators, every way to start, go on and end.
/// Every call does something; none reverts.
contract GameHandler is GameTest {
    using TestTree for Tree;

    uint256 private constant CLAIMS = 4;
    /// @dev Games end soon enough for many of them to fit a run.
    uint64 private constant MAXIMUM_GAMES = 40;

    mapping(uint64 id => Play play) private _plays;
    address[2] public operators;
    uint256 public withdrawn;
    uint256 public paidIn;
    /// @dev Outcomes never change once there is one.
    mapping(uint64 id => Outcome outcome) private _seen;
    mapping(uint256 claimId => address beneficiary) private _bounties;

    constructor() {
        setUp();
        shape = TestProgram.Shape({rows: 1, columns: 600, reserved: 0});
        operators = [account("first operator"), account("second operator")];
        Run memory run = _run();
        for (uint256 i = 0; i < CLAIMS; ++i) {
            asserter = operators[i % 2];
            claim(i, run);
        }
    }

    /// @dev Public through inheritance: the fuzzer must not deploy another game under the one that it plays.
    function setUp() public override {
        if (address(game) == address(0)) super.setUp();
    }

    function open(uint256 who, uint256 claimId, uint256 extra) external {
        claimId %= CLAIMS;
        bool isOpen =
            book.claimOf(claimId).state == ClaimState.Open &&
                block.timestamp <= book.claimOf(claimId).challengeDeadline;
        if (!isOpen || game.gameCount() == MAXIMUM_GAMES) return;
        uint256 value = bond + (extra % 5) * 1 gwei;
        uint64 hint = game.queueHint(operators[claimId % 2], value);
        Play memory play = challengeAs(_challenger(who), claimId, value, hint);
        _plays[play.id] = play;
        paidIn += value;
    }

    function move(uint256 which) external {
        uint64 id = _any(which);
        if (id == 0) return;
        Game memory g = game.gameOf(id);
        Play memory play = _plays[id];
        (asserter, challenger) = (g.asserter, g.challenger);
        Run memory run = _run();
        if (g.phase == Phase.Reveal) reveal(play, run);
        else if (g.phase == Phase.Pick) pickPage(play, run, which % TestProgram.bodyPages(shape));
        else if (g.phase == Phase.Page) revealPage(play, run);
        _plays[id] = play;
    }

    function giveUp(uint256 which, bool isAsserters) external {
        uint64 id = _any(which);
        if (id == 0 || game.gameOf(id).phase == Phase.Closed) return;
        if (isAsserters) {
            vm.prank(game.gameOf(id).asserter);
            game.concede(id);
        } else {
            vm.prank(game.gameOf(id).challenger);
            game.resign(id);
        }
    }

    function timeOut(uint256 which, bool toTheEnd) external {
        uint64 id = _any(which);
        if (id == 0) return;
        Game memory g = game.gameOf(id);
        if (g.phase == Phase.Closed || g.phase == Phase.Waiting) return;
        if (block.timestamp <= g.deadline) vm.warp(g.deadline + 1);
        if (!g.accused) game.accuse(id);
        if (!toTheEnd) return;
        if (block.timestamp <= game.gameOf(id).deadline) vm.warp(game.gameOf(id).deadline + 1);
        game.claimTimeout(id);
    }

    function release(uint256 which) external {
        uint64 id = _any(which);
        if (id == 0) return;
        Game memory g = game.gameOf(id);
        (, uint64 winner, bool voided) = game.claimStatus(address(book), g.claimId);
        if (g.phase != Phase.Closed && (voided || (winner != 0 && winner < id))) game.release(id);
    }

    function activate(uint256 which) external {
        (uint256 running, , uint64 first) = game.operatorOf(operators[which % 2]);
        if (first != 0 && running < 2) game.activate(first);
    }

    function raise(uint256 which, uint256 extra) external {
        uint64 id = _any(which);
        if (id == 0 || game.gameOf(id).phase != Phase.Waiting) return;
        uint256 value = extra % 1 gwei;
        vm.deal(address(this), value);
        game.raiseBond{value: value}(id, 0);
        paidIn += value;
    }

    function collect(uint256 which) external {
        uint64 id = _any(which);
        if (id == 0) return;
        Game memory g = game.gameOf(id);
        if (g.reimbursed != 0 || (g.phase == Phase.Closed && g.bond != 0)) game.collect(id);
    }

    function withdraw(uint256 who) external {
        address payee = who % 5 < 2 ? operators[who % 5] : _challenger(who);
        if (game.creditOf(payee) == 0) return;
        vm.prank(payee);
        withdrawn += game.withdraw(payable(payee));
    }

    // ---- What must always hold -------------------------------------------------------------------------------------

    function checkMoney() external view {
        uint256 owed = game.burned() + game.creditOf(operators[0]) + game.creditOf(operators[1]);
        for (uint256 i = 0; i < 3; ++i) owed += game.creditOf(_challenger(i));
        for (uint64 id = 1; id <= game.gameCount(); ++id) owed += game.gameOf(id).bond + game.gameOf(id).reimbursed;
        checkEqual(owed, address(game).balance, "bonds, credits and burned parts are the balance");
        checkEqual(address(game).balance + withdrawn, paidIn, "nothing comes or goes otherwise");
    }

    function checkQueues() external view {
        uint256[2] memory running;
        uint256[2] memory waiting;
        uint256[CLAIMS] memory openGames;
        for (uint64 id = 1; id <= game.gameCount(); ++id) {
            Game memory g = game.gameOf(id);
            if (g.phase == Phase.Closed) continue;
            uint256 operator = g.asserter == operators[0] ? 0 : 1;
            if (g.phase == Phase.Waiting) ++waiting[operator];
            else ++running[operator];
            ++openGames[g.claimId];
        }
        for (uint256 i = 0; i < 2; ++i) {
            (uint256 r, uint256 w, uint64 first) = game.operatorOf(operators[i]);
            checkEqual(r, running[i], "running");
            checkEqual(w, waiting[i], "waiting");
            checkAtMost(r, 2, "slots");
            checkEqual(first == 0 ? 0 : 1, w == 0 ? 0 : 1, "first");
            if (first == 0) continue;
            for (uint64 id = 1; id <= game.gameCount(); ++id) {
                Game memory g = game.gameOf(id);
                if (g.phase == Phase.Waiting && g.asserter == operators[i])
                    checkAtMost(g.bond, game.gameOf(first).bond, "the first has the largest bond");
            }
        }
        for (uint256 i = 0; i < CLAIMS; ++i) {
            (uint256 count, , ) = game.claimStatus(address(book), i);
            checkEqual(count, openGames[i], "open games");
            checkEqual(count, book.openGames(i), "open games at the source");
        }
    }

    function checkClaims() external {
        for (uint256 i = 0; i < CLAIMS; ++i) {
            (, uint64 winner, ) = game.claimStatus(address(book), i);
            checkEqual(book.faults(i), winner == 0 ? 0 : 1, "one slash per decided claim");
            if (winner == 0) continue;
            bool isEarlierOpen = false;
            for (uint64 id = 1; id < winner; ++id) {
                Game memory g = game.gameOf(id);
                if (g.claimId == i && g.phase != Phase.Closed) isEarlierOpen = true;
                bool succeeded = g.outcome == Outcome.Conceded || g.outcome == Outcome.AsserterTimedOut;
                check(g.claimId != i || !succeeded, "the winner is the earliest registered success");
            }
            (bool isDecided, address beneficiary) = game.bountyOf(address(book), i);
            check(isDecided != isEarlierOpen, "the bounty waits for earlier games, and only for them");
            checkEqual(beneficiary, isDecided ? game.gameOf(winner).challenger : address(0), "beneficiary");
            // Once decided it never changes.
            if (_bounties[i] != address(0)) checkEqual(beneficiary, _bounties[i], "beneficiary changed");
            _bounties[i] = beneficiary;
        }
    }

    function checkOutcomesAreFinal() external {
        for (uint64 id = 1; id <= game.gameCount(); ++id) {
            Game memory g = game.gameOf(id);
            checkEqual(g.phase == Phase.Closed ? 1 : 0, g.outcome == Outcome.None ? 0 : 1, "closed means decided");
            if (_seen[id] != Outcome.None) checkEqual(uint256(g.outcome), uint256(_seen[id]), "outcome changed");
            _seen[id] = g.outcome;
        }
    }

    function _run() private view returns (Run memory run) {
        run = honestRun(1);
    }

    function _any(uint256 which) private view returns (uint64 id) {
        uint64 count = game.gameCount();
        if (count != 0) id = uint64(1 + (which % count));
    }

    function _challenger(uint256 who) private pure returns (address account_) {
        account_ = address(uint160(0xC0FFEE00 + (who % 3)));
    }
}

/// @notice What holds after any sequence of moves.
contract GameInvariantTest {
    GameHandler private _handler;

    function setUp() external {
        _handler = new GameHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_moneyIsConserved() external view {
        _handler.checkMoney();
    }

    function invariant_queuesAndCountsAgree() external view {
        _handler.checkQueues();
    }

    function invariant_H1_bountiesGoToTheEarliestSuccess() external {
        _handler.checkClaims();
    }

    function invariant_outcomesAreFinal() external {
        _handler.checkOutcomesAreFinal();
    }
}
