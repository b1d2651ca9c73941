// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClaimState} from "../../../contracts/types/Claim.sol";
import {GameTest} from "./support/GameTest.sol";
import {Run, TestProgram} from "./support/TestProgram.sol";

/// @notice Games from the challenge to the verdict.
contract WholeGameTest is GameTest {
    function test_wrongElementOfTheBody_isProven() external {
        Run memory honest = honestRun(1);
        // Byte 300 of page 5: written by the first instruction.
        Run memory wrong = wrongBody(honest, 5 * 512 + 300);
        claim(CLAIM, wrong);
        Play memory play = open();
        (uint8 space, uint256 page) = difference(wrong, honest);
        descend(play, wrong, space, page);
        proveWhole(play, wrong, 300);
        checkFault(play);
    }

    function test_C11_wrongOutputOnly_isProven() external {
        Run memory honest = honestRun(2);
        Run memory wrong = wrongOutput(honest, 9 * 512 + 77);
        claim(CLAIM, wrong);
        Play memory play = open();
        (uint8 space, uint256 page) = difference(wrong, honest);
        checkEqual(space, 3, "space");
        descend(play, wrong, space, page);
        proveWhole(play, wrong, 77);
        checkFault(play);
    }

    function test_wrongLastOutput_readsTheBody() external {
        Run memory honest = honestRun(3);
        uint256 page = TestProgram.copyPages(shape);
        Run memory wrong = wrongOutput(honest, page * 512 + 1);
        claim(CLAIM, wrong);
        Play memory play = open();
        descend(play, wrong, 3, page);
        proveWhole(play, wrong, 1);
        checkFault(play);
    }

    function test_wrongPadding_isProven() external {
        Run memory honest = honestRun(4);
        // 2 × 4,100 bytes end 8 bytes into page 16.
        Run memory wrong = wrongBody(honest, 16 * 512 + 400);
        claim(CLAIM, wrong);
        Play memory play = open();
        descend(play, wrong, 2, 16);
        provePadding(play, wrong, 400);
        checkFault(play);
    }

    function test_wrongAccumulator_isProvenAtEachSegment() external {
        for (uint32 segment = 0; segment < 3; ++segment) {
            Run memory honest = honestRun(5);
            uint256 page = TestProgram.copyPages(shape);
            Run memory wrong = wrongBody(honest, page * 512 + 4);
            claim(segment, wrong);
            Play memory play = challengeAs(challenger, segment, bond, 0);
            descend(play, wrong, 2, page);
            (Selection memory selection, bytes32 hash) = selectElement(play, wrong, 1);
            // Right up to this segment; from there on the liar's numbers end in its claim.
            bytes memory accumulators = TestProgram.accumulators(shape, honest.input.data, 1);
            for (uint256 i = segment; i < 3; ++i) TestProgram.put(accumulators, 4 * i, 4, uint32(selection.claimed));
            revealAccumulators(play, selection, hash, accumulators);
            proveSegment(play, wrong, selection, segment);
            checkOutcome(play.id, Outcome.FaultProven);
            checkEqual(uint256(book.claimOf(segment).state), uint256(ClaimState.Faulted), "claim");
        }
    }

    function test_wrongFinish_isProven() external {
        Run memory honest = honestRun(6);
        uint256 page = TestProgram.copyPages(shape);
        Run memory wrong = wrongBody(honest, page * 512 + 6);
        claim(CLAIM, wrong);
        Play memory play = open();
        descend(play, wrong, 2, page);
        (Selection memory selection, bytes32 hash) = selectElement(play, wrong, 1);
        revealAccumulators(play, selection, hash, TestProgram.accumulators(shape, honest.input.data, 1));
        proveFinish(play, selection);
        checkFault(play);
    }

    function checkFault(Play memory play) private {
        checkOutcome(play.id, Outcome.FaultProven);
        checkEqual(uint256(book.claimOf(CLAIM).state), uint256(ClaimState.Faulted), "claim");
        checkEqual(book.openGames(CLAIM), 0, "open games");
        checkEqual(bountyOf(CLAIM), challenger, "bounty");
        checkEqual(game.creditOf(challenger), 0, "nothing is credited by the verdict");
        game.collect(play.id);
        checkEqual(
            game.creditOf(asserter) + game.creditOf(challenger) + game.burned(),
            address(game).balance,
            "balance"
        );
        checkEqual(game.burned(), 0, "burned");
        check(game.creditOf(challenger) > bond / 2, "the winner keeps what was not reimbursed");
    }
}
