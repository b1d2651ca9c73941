// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClaimState} from "../../../contracts/types/Claim.sol";
import {GameTest} from "./support/GameTest.sol";
import {Run, TestProgram} from "./support/TestProgram.sol";

/// @notice Clocks, accusations and silence.
contract GameClocksTest is GameTest {
    function test_H3_nobodyLosesUnannounced() external {
        claim(CLAIM, honestRun(1));
        Play memory play = open();
        uint256 deadline = block.timestamp + CLOCK;
        checkEqual(game.gameOf(play.id).deadline, deadline, "deadline");
        vm.warp(deadline);
        expect(abi.encodeWithSelector(DisputeGame_StillTime.selector, deadline, deadline));
        game.accuse(play.id);
        vm.warp(deadline + 10 days);
        expect(abi.encodeWithSelector(DisputeGame_NotAccused.selector, play.id));
        game.claimTimeout(play.id);
        game.accuse(play.id);
        expect(abi.encodeWithSelector(DisputeGame_AlreadyAccused.selector, play.id));
        game.accuse(play.id);
        vm.warp(block.timestamp + GRACE);
        expect(abi.encodeWithSelector(DisputeGame_StillTime.selector, block.timestamp, block.timestamp));
        game.claimTimeout(play.id);
        vm.warp(block.timestamp + 1);
        game.claimTimeout(play.id);
        checkOutcome(play.id, Outcome.AsserterTimedOut);
        checkEqual(uint256(book.claimOf(CLAIM).state), uint256(ClaimState.Faulted), "claim");
        checkEqual(game.collect(play.id), bond, "collected");
        checkEqual(game.creditOf(challenger), bond, "the whole bond comes back");
        checkEqual(bountyOf(CLAIM), challenger, "bounty");
    }

    function test_H3_theAccusedMayStillMove() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        vm.warp(block.timestamp + CLOCK + 1);
        game.accuse(play.id);
        vm.warp(block.timestamp + GRACE + 100);
        // Even after the grace period, as long as nobody has claimed the timeout.
        reveal(play, run);
        Game memory g = game.gameOf(play.id);
        check(!g.accused, "accused");
        checkEqual(g.asserterTime, 0, "asserter's clock");
        checkEqual(g.deadline, block.timestamp + CLOCK, "challenger's deadline");
        pickPage(play, run, 0);
        checkEqual(game.gameOf(play.id).deadline, block.timestamp + EXTENSION, "only the extension is left");
    }

    /// @dev Attack 4 (wait to the last second, move, resolve at once): the opponent always has the extension.
    function test_lastSecondMoves_leaveTheExtension() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        for (uint256 i = 0; i < 2; ++i) {
            vm.warp(game.gameOf(play.id).deadline);
            reveal(play, run);
            check(game.gameOf(play.id).deadline >= block.timestamp + EXTENSION, "challenger's extension");
            vm.warp(game.gameOf(play.id).deadline);
            pickPage(play, run, 16);
            check(game.gameOf(play.id).deadline >= block.timestamp + EXTENSION, "asserter's extension");
        }
        vm.warp(game.gameOf(play.id).deadline);
        revealPage(play, run);
        check(game.gameOf(play.id).deadline >= block.timestamp + EXTENSION, "challenger's extension");
    }

    function test_extensions_neverAddToAClock() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        vm.warp(block.timestamp + CLOCK - 10);
        reveal(play, run);
        checkEqual(game.gameOf(play.id).asserterTime, 10, "asserter's clock");
        vm.warp(block.timestamp + 7);
        pickPage(play, run, 16);
        checkEqual(game.gameOf(play.id).challengerTime, CLOCK - 7, "challenger's clock");
        checkEqual(game.gameOf(play.id).deadline, block.timestamp + EXTENSION, "extension");
        reveal(play, run);
        checkEqual(game.gameOf(play.id).asserterTime, 10, "asserter's clock after an answer at once");
    }

    function test_silence_losesInEveryPhase() external {
        Run memory honest = honestRun(1);
        uint256 sums = TestProgram.copyPages(shape);
        Run memory wrong = wrongBody(honest, sums * 512 + 4);
        // Each number of moves ends in another phase; even ones leave the move to the asserter until the page.
        for (uint256 moves = 0; moves <= 7; ++moves) {
            claim(moves, wrong);
            Play memory play = challengeAs(challenger, moves, bond, 0);
            if (moves > 0) reveal(play, wrong);
            if (moves > 1) pickPage(play, wrong, sums);
            if (moves > 2) reveal(play, wrong);
            if (moves > 3) pickPage(play, wrong, sums);
            if (moves > 4) revealPage(play, wrong);
            Selection memory selection;
            bytes32 hash;
            if (moves > 5) (selection, hash) = selectElement(play, wrong, 1);
            if (moves > 6)
                revealAccumulators(play, selection, hash, TestProgram.accumulators(shape, honest.input.data, 1));
            Game memory before = game.gameOf(play.id);
            vm.warp(block.timestamp + CLOCK + 1);
            game.accuse(play.id);
            vm.warp(block.timestamp + GRACE + 1);
            uint256 burnedBefore = game.burned();
            game.claimTimeout(play.id);
            if (moves & 1 == 0) {
                checkOutcome(play.id, Outcome.AsserterTimedOut);
                checkEqual(book.faults(moves), 1, "faults");
            } else {
                checkOutcome(play.id, Outcome.ChallengerTimedOut);
                checkEqual(book.faults(moves), 0, "faults");
                checkEqual(game.burned() - burnedBefore, before.bond - before.bond / 2, "half of the rest is burned");
            }
            checkEqual(book.openGames(moves), 0, "open games");
            game.collect(play.id);
        }
        checkEqual(
            game.creditOf(asserter) + game.creditOf(challenger) + game.burned(),
            address(game).balance,
            "balance"
        );
    }

    /// @dev Attack 5: no move once resolved.
    function test_noMoveOnceResolved() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        vm.prank(challenger);
        game.resign(play.id);
        bytes memory over = abi.encodeWithSelector(DisputeGame_GameOver.selector, play.id, uint256(Outcome.Resigned));
        bytes32[] memory nodes = nodesOf(play, run);
        expect(over);
        vm.prank(asserter);
        game.revealNodes(play.id, play.stateHash, 0, nodes);
        expect(over);
        vm.prank(challenger);
        game.pickOutput(play.id, play.stateHash, 0);
        expect(over);
        vm.prank(asserter);
        game.concede(play.id);
        expect(over);
        vm.prank(challenger);
        game.resign(play.id);
        expect(over);
        game.accuse(play.id);
        expect(over);
        game.claimTimeout(play.id);
        expect(over);
        game.release(play.id);
    }
}
