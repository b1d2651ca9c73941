// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClaimState} from "../../../contracts/types/Claim.sol";
import {GameTest} from "../disputes/support/GameTest.sol";
import {Run, TestProgram} from "../disputes/support/TestProgram.sol";
import {TestTree, Tree} from "../disputes/support/TestTree.sol";

/// @notice Attacks on the dispute game, each by its name, and what becomes of them.
contract GameAttacksTest is GameTest {
    using TestTree for Tree;

    address private friend;
    address private copycat;

    function setUp() public override {
        super.setUp();
        friend = account("friend of the cheater");
        copycat = account("copycat");
    }

    // ---- Collusion -------------------------------------------------------------------------------------------------

    /// @dev Attack 7 (the cheater's friend plays the opponent): its silence decides its own bond only.
    function test_C1_friendChallengesFirstAndFallsSilent() external {
        Run memory wrong = _wrongClaim();
        Play memory first = challengeAs(friend, CLAIM, bond, 0);
        Play memory second = challengeAs(challenger, CLAIM, bond, 0);
        reveal(first, wrong);
        descend(second, wrong, 2, 5);
        _silence(first.id);
        checkOutcome(first.id, Outcome.ChallengerTimedOut);
        checkEqual(uint256(book.claimOf(CLAIM).state), uint256(ClaimState.Open), "the claim is not decided");
        vm.warp(block.timestamp + 30 days);
        expect(abi.encodeWithSignature("Error(string)", "games open"));
        book.settle(CLAIM);
        proveWhole(second, wrong, 300);
        checkOutcome(second.id, Outcome.FaultProven);
        checkEqual(bountyOf(CLAIM), challenger, "bounty");
        check(game.burned() > 0, "half of the friend's bond is burned");
    }

    /// @dev Attack 7: challenging oneself costs at least the burned half of a bond, or the burned part of a slash.
    function test_selfChallenge_burnsHalfOfTheBond() external {
        claim(CLAIM, honestRun(1));
        Play memory play = challengeAs(friend, CLAIM, bond, 0);
        vm.prank(friend);
        game.resign(play.id);
        checkEqual(game.burned(), bond - bond / 2, "burned");
        game.collect(play.id);
        checkEqual(game.creditOf(asserter), bond / 2, "asserter");
    }

    // ---- Bounties --------------------------------------------------------------------------------------------------

    /// @dev Attack 2 (copying): whoever registers later gets the bond back and nothing else, even if first at the verdict.
    function test_H1_copycatIsFirstAtTheVerdict() external {
        Run memory wrong = _wrongClaim();
        Play memory first = challengeAs(challenger, CLAIM, bond, 0);
        Play memory second = challengeAs(copycat, CLAIM, bond, 0);
        descend(first, wrong, 2, 5);
        vm.prank(asserter);
        game.concede(second.id);
        checkEqual(bountyOf(CLAIM), address(0), "the bounty waits for the earlier game");
        checkEqual(uint256(book.claimOf(CLAIM).state), uint256(ClaimState.Faulted), "claim");
        proveWhole(first, wrong, 300);
        checkEqual(bountyOf(CLAIM), challenger, "bounty");
        checkEqual(book.faults(CLAIM), 1, "one slash");
        (uint256 openGames, uint64 winner, ) = game.claimStatus(address(book), CLAIM);
        checkEqual(winner, first.id, "winner");
        checkEqual(openGames, 0, "open");
    }

    function test_H1_earlierGameFails_thenTheLaterEarnsTheBounty() external {
        _wrongClaim();
        Play memory first = challengeAs(friend, CLAIM, bond, 0);
        Play memory second = challengeAs(challenger, CLAIM, bond, 0);
        vm.prank(asserter);
        game.concede(second.id);
        checkEqual(bountyOf(CLAIM), address(0), "assigned too early");
        vm.prank(friend);
        game.resign(first.id);
        checkEqual(bountyOf(CLAIM), challenger, "bounty");
        checkOutcome(first.id, Outcome.Resigned);
    }

    function test_H1_laterGamesGetTheirBondsBack() external {
        Run memory wrong = _wrongClaim();
        Play memory first = challengeAs(challenger, CLAIM, bond, 0);
        Play memory second = challengeAs(copycat, CLAIM, bond, 0);
        Play memory third = challengeAs(friend, CLAIM, bond, 0);
        checkPhase(third.id, Phase.Waiting);
        expect(abi.encodeWithSelector(DisputeGame_NotReleasable.selector, second.id));
        game.release(second.id);
        reveal(second, wrong);
        uint256 reimbursed = game.gameOf(second.id).reimbursed;
        vm.prank(asserter);
        game.concede(first.id);
        game.release(second.id);
        // Even giving up is only a release now.
        vm.prank(friend);
        game.resign(third.id);
        checkOutcome(second.id, Outcome.Released);
        checkOutcome(third.id, Outcome.Released);
        game.collect(second.id);
        game.collect(third.id);
        checkEqual(game.creditOf(copycat), bond - reimbursed, "what was not reimbursed");
        checkEqual(game.creditOf(friend), bond, "the whole bond");
        checkEqual(book.openGames(CLAIM), 0, "open games");
        checkEqual(book.faults(CLAIM), 1, "one slash");
        (uint256 running, uint256 waiting, ) = game.operatorOf(asserter);
        checkEqual(running + waiting, 0, "games of the operator");
    }

    // ---- Exhaustion and delay --------------------------------------------------------------------------------------

    /// @dev Attack 3 (resource exhaustion): two games run, the others wait in the order of their bonds.
    function test_H2_hundredChallengesWaitWithStoppedClocks() external {
        claim(CLAIM, honestRun(1));
        uint64[] memory ids = new uint64[](100);
        for (uint256 i = 0; i < 100; ++i) {
            address who = address(uint160(0xABC000 + i));
            uint256 value = bond + ((i * 37) % 100) * 1 gwei;
            ids[i] = challengeAs(who, CLAIM, value, game.queueHint(asserter, value)).id;
        }
        (uint256 running, uint256 waiting, uint64 first) = game.operatorOf(asserter);
        checkEqual(running, 2, "running");
        checkEqual(waiting, 98, "waiting");
        // An honest challenger with a larger bond comes before all of them.
        uint64 honest = challengeAs(challenger, CLAIM, bond + 1 ether, 0).id;
        (, , first) = game.operatorOf(asserter);
        checkEqual(first, honest, "first");
        expect(abi.encodeWithSelector(DisputeGame_NoFreeSlot.selector, asserter, 2));
        game.activate(honest);
        // Stopped clocks: nobody is accused while it waits.
        vm.warp(block.timestamp + 100 days);
        expect(abi.encodeWithSelector(DisputeGame_NotRunning.selector, honest, uint256(Phase.Waiting)));
        game.accuse(honest);
        // As slots become free, games start in the order of their bonds.
        uint256 last = type(uint256).max;
        for (uint256 i = 0; i < 99; ++i) {
            uint64 ended = i < 2 ? ids[i] : honest;
            vm.prank(game.gameOf(ended).challenger);
            game.resign(ended);
            (, , first) = game.operatorOf(asserter);
            uint256 value = game.gameOf(first).bond;
            check(value <= last, "order of bonds");
            last = value;
            uint64 behind = ids[(i + 50) % 100];
            if (behind != first && game.gameOf(behind).phase == Phase.Waiting) {
                expect(abi.encodeWithSelector(DisputeGame_NotFirstInQueue.selector, behind, first));
                game.activate(behind);
            }
            game.activate(first);
            honest = first;
        }
        (running, waiting, ) = game.operatorOf(asserter);
        checkEqual(waiting, 0, "waiting");
        checkEqual(running, 2, "running");
    }

    function test_H2_raisedBond_movesForward() external {
        claim(CLAIM, honestRun(1));
        uint64[] memory ids = new uint64[](6);
        for (uint256 i = 0; i < 6; ++i) ids[i] = challengeAs(challenger, CLAIM, bond + i, 0).id;
        vm.deal(address(this), 1 ether);
        (, , uint64 first) = game.operatorOf(asserter);
        checkEqual(first, ids[5], "largest bond");
        game.raiseBond{value: 1 gwei}(ids[2], ids[4]);
        (, , first) = game.operatorOf(asserter);
        checkEqual(first, ids[2], "raised");
        checkEqual(game.gameOf(ids[2]).bond, bond + 2 + 1 gwei, "bond");
        // Behind the two that are larger; the hint need not be exact.
        game.raiseBond{value: 1}(ids[3], 0);
        checkEqual(game.queueHint(asserter, bond + 4), ids[3], "equal bonds keep their order");
        expect(
            abi.encodeWithSelector(
                DisputeGame_WrongPhase.selector,
                ids[0],
                uint256(Phase.Waiting),
                uint256(Phase.Reveal)
            )
        );
        game.raiseBond{value: 1}(ids[0], 0);
    }

    function test_H2_farHint_isRefusedAndNearHintAccepted() external {
        claim(CLAIM, honestRun(1));
        for (uint256 i = 0; i < 40; ++i) challengeAs(challenger, CLAIM, bond, game.queueHint(asserter, bond));
        vm.deal(challenger, bond);
        uint64 hint = game.queueHint(asserter, bond);
        expect(abi.encodeWithSelector(DisputeGame_WrongHint.selector, 0));
        vm.prank(challenger);
        game.challenge{value: bond}(address(book), CLAIM, TestProgram.model(shape), 0);
        challengeAs(challenger, CLAIM, bond, hint - 20);
    }

    /// @dev Attack 3: the challenger pays the honest asserter's gas, whatever it does.
    function test_H2_honestAsserterIsReimbursed() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        uint256 floor = 0;
        reveal(play, run);
        floor += 21_000 + 16 * 32 * 5;
        pickPage(play, run, 5);
        reveal(play, run);
        floor += 21_000 + 16 * 32 * 4;
        pickPage(play, run, 5);
        revealPage(play, run);
        floor += 21_000 + 16 * 512;
        uint256 reimbursed = game.gameOf(play.id).reimbursed;
        check(reimbursed > (floor + 3 * 10_000) * GAS_PRICE, "at least calldata and storage writes");
        checkEqual(game.collect(play.id), reimbursed, "collected at once");
        checkEqual(game.creditOf(asserter), reimbursed, "credit");
        expect(abi.encodeWithSelector(DisputeGame_NothingToCollect.selector, play.id));
        game.collect(play.id);
        _silence(play.id);
        uint256 rest = bond - reimbursed;
        checkEqual(game.collect(play.id), rest / 2, "won");
        check(game.creditOf(asserter) >= reimbursed + rest / 2, "half of the rest");
        vm.prank(asserter);
        game.withdraw(payable(asserter));
        checkEqual(address(game).balance, game.burned(), "only what is burned stays");
        expect(abi.encodeWithSelector(DisputeGame_NothingToWithdraw.selector, asserter));
        vm.prank(asserter);
        game.withdraw(payable(asserter));
    }

    function test_H2_gasPriceAboveTheCap_isReimbursedAtTheCap() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        vm.txGasPrice(1000 gwei);
        reveal(play, run);
        uint256 reimbursed = game.gameOf(play.id).reimbursed;
        check(reimbursed <= 150_000 * 20 gwei, "more than the cap allows");
        check(reimbursed > 40_000 * 20 gwei, "less than the move costs");
    }

    // ---- Giving up, voids ------------------------------------------------------------------------------------------

    function test_M6_concede_isTheSameSlash() external {
        _wrongClaim();
        Play memory play = open();
        expect(abi.encodeWithSelector(DisputeGame_NotAsserter.selector, friend, asserter));
        vm.prank(friend);
        game.concede(play.id);
        vm.prank(asserter);
        game.concede(play.id);
        checkOutcome(play.id, Outcome.Conceded);
        checkEqual(book.faults(CLAIM), 1, "faults");
        checkEqual(bountyOf(CLAIM), challenger, "bounty");
        game.collect(play.id);
        checkEqual(game.creditOf(challenger), bond, "bond");
    }

    function test_C9_invalidInstruction_voidsTheDispute() external {
        shape.reserved = 1;
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory other = challengeAs(copycat, CLAIM, bond, 0);
        Play memory play = open();
        descend(play, run, 2, 5);
        Opening memory o = opening(play, run, 2, 5 * 512, 0);
        uint256 rest = game.gameOf(play.id).bond;
        vm.prank(challenger);
        game.proveElement(play.id, play.stateHash, play.bodyRoot, o, "", new bytes32[](0));
        checkOutcome(play.id, Outcome.Voided);
        checkEqual(uint256(book.claimOf(CLAIM).state), uint256(ClaimState.Voided), "claim");
        checkEqual(book.faults(CLAIM), 0, "no slash");
        game.collect(play.id);
        checkEqual(game.creditOf(challenger), rest, "the rest of the bond");
        // The other game is over too, whoever ends it.
        vm.prank(asserter);
        game.concede(other.id);
        checkOutcome(other.id, Outcome.Released);
        game.collect(other.id);
        checkEqual(game.creditOf(copycat), bond, "bond");
        checkEqual(book.faults(CLAIM), 0, "no slash after a void");
    }

    function test_C9_invalidInstruction_voidsFromEveryProofMove() external {
        shape.reserved = 1;
        Run memory run = honestRun(1);
        for (uint256 i = 0; i < 2; ++i) {
            claim(i, run);
            Play memory play = challengeAs(challenger, i, bond, 0);
            descend(play, run, 2, 5);
            Opening memory o = opening(play, run, 2, 0, 0);
            vm.prank(challenger);
            if (i == 0) game.selectElement(play.id, play.stateHash, play.bodyRoot, o);
            else game.provePadding(play.id, play.stateHash, play.bodyRoot, o);
            checkOutcome(play.id, Outcome.Voided);
        }
    }

    /// @dev A body with garbage where padding belongs cannot be opened: the only answer left is silence, which loses.
    function test_C10_garbagePaddingInTheBody_losesBySilence() external {
        claim(CLAIM, honestRun(1));
        Play memory play = open();
        _silence(play.id);
        checkOutcome(play.id, Outcome.AsserterTimedOut);
        checkEqual(book.faults(CLAIM), 1, "faults");
    }

    /// @dev The output searched is the claimed one: a right output shown in its place does not fit.
    function test_C11_asserterCannotShowAnotherOutput() external {
        Run memory honest = honestRun(1);
        claim(CLAIM, wrongOutput(honest, 0));
        Play memory play = open();
        reveal(play, honest);
        pickOutput(play, wrongOutput(honest, 0));
        bytes32[] memory nodes = nodesOf(play, honest);
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(asserter);
        game.revealNodes(play.id, play.stateHash, play.bodyRoot, nodes);
    }

    /// @dev Attack 13 (withholding): a root without data loses, whatever it hides.
    function test_withheldTrace_losesBySilence() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        reveal(play, run);
        pickPage(play, run, 9);
        _silence(play.id);
        checkOutcome(play.id, Outcome.AsserterTimedOut);
    }

    /// @dev Attack 12 (reentrancy): the credit is gone before the coins leave.
    function test_withdraw_cannotBeReentered() external {
        claim(CLAIM, honestRun(1));
        Reenterer thief = new Reenterer(this);
        Play memory play = challengeAs(address(thief), CLAIM, bond, 0);
        challengeAs(challenger, CLAIM, bond, 0);
        vm.prank(asserter);
        game.concede(play.id);
        game.collect(play.id);
        (bool taken, ) = address(thief).call(abi.encodeCall(thief.take, ()));
        check(!taken, "a withdrawal that reenters fails");
        checkEqual(game.creditOf(address(thief)), bond, "credit");
        checkEqual(address(game).balance, 2 * bond, "balance");
    }

    function withdrawFor() external returns (uint256 amount) {
        vm.prank(msg.sender);
        amount = game.withdraw(payable(msg.sender));
    }

    function _wrongClaim() private returns (Run memory wrong) {
        wrong = wrongBody(honestRun(1), 5 * 512 + 300);
        claim(CLAIM, wrong);
    }

    function _silence(uint64 id) private {
        vm.warp(uint256(game.gameOf(id).deadline) + 1);
        game.accuse(id);
        vm.warp(block.timestamp + GRACE + 1);
        game.claimTimeout(id);
    }
}

/// @notice Withdraws again while it is being paid.
contract Reenterer {
    GameAttacksTest private immutable TEST;

    constructor(GameAttacksTest test) {
        TEST = test;
    }

    receive() external payable {
        TEST.withdrawFor();
    }

    function take() external {
        TEST.withdrawFor();
    }
}
