// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GameTest} from "./support/GameTest.sol";
import {Run, TestProgram} from "./support/TestProgram.sol";
import {TestTree, Tree} from "./support/TestTree.sol";

/// @notice Whatever the trace, the error and the size of the moves: the honest side wins.
contract GameFuzzTest is GameTest {
    using TestTree for Tree;

    /// hardhat-config: fuzz.runs = 48
    function testFuzz_honestChallengerAlwaysWins(
        uint256 seed,
        uint256 place,
        uint8 moves,
        uint16 columns,
        bool inOutput
    ) external {
        _shape(columns, moves);
        Run memory honest = honestRun(seed);
        uint256 length = inOutput ? honest.output.data.length : honest.body.data.length;
        Run memory wrong = inOutput ? wrongOutput(honest, place % length) : wrongBody(honest, place % length);
        claim(CLAIM, wrong);
        Play memory play = open();
        (uint8 space, uint256 page) = difference(wrong, honest);
        checkEqual(page, (place % length) / 512, "page");
        descend(play, wrong, space, page);
        _prove(play, honest, wrong, (place % length) % 512);
        checkOutcome(play.id, Outcome.FaultProven);
        checkEqual(bountyOf(CLAIM), challenger, "bounty");
    }

    /// hardhat-config: fuzz.runs = 48
    function testFuzz_honestAsserterNeverLoses(
        uint256 seed,
        uint256 place,
        uint8 moves,
        uint16 columns,
        bool inOutput
    ) external {
        _shape(columns, moves);
        Run memory honest = honestRun(seed);
        claim(CLAIM, honest);
        Play memory play = open();
        uint256 length = inOutput ? honest.output.data.length : honest.body.data.length;
        uint256 offset = place % length;
        descend(play, honest, inOutput ? 3 : 2, offset / 512);
        (bool won, ) = address(this).call(abi.encodeCall(this.proveExternally, (play, honest, honest, offset % 512)));
        check(!won, "a right byte was proven wrong");
        check(game.gameOf(play.id).phase != Phase.Closed, "closed");
        vm.warp(uint256(game.gameOf(play.id).deadline) + 1);
        game.accuse(play.id);
        vm.warp(block.timestamp + GRACE + 1);
        game.claimTimeout(play.id);
        checkEqual(book.faults(CLAIM), 0, "faults");
        game.collect(play.id);
        check(game.creditOf(asserter) > bond / 2, "the asserter is paid");
        checkEqual(game.creditOf(asserter) + game.burned(), bond, "bond");
    }

    function proveExternally(Play memory play, Run memory honest, Run memory run, uint256 byteInPage) external {
        _prove(play, honest, run, byteInPage);
    }

    function _shape(uint16 columns, uint8 moves) private {
        shape.columns = uint32(bound(columns, 1, 6000));
        shape.rows = 2;
        levelsPerMove = uint8(bound(moves, 1, 6));
        deploy(defaults());
    }

    /// @dev Proves the byte of the page, however its instruction demands it.
    function _prove(Play memory play, Run memory honest, Run memory run, uint256 byteInPage) private {
        uint256 split = TestProgram.copyPages(shape);
        uint256 length = uint256(shape.rows) * shape.columns;
        uint256 page = play.index;
        if (page >= split) {
            page -= split;
            length = play.space == 2 ? 4 * uint256(shape.rows) : shape.rows;
        }
        if (page * 512 + byteInPage >= length) return provePadding(play, run, byteInPage);
        if (play.space == 3 || play.index < split) return proveWhole(play, run, byteInPage);
        if (shape.columns <= 2048) return _proveWholeSum(play, run, byteInPage);
        uint32 row = uint32((page * 512 + byteInPage) / 4);
        (Selection memory selection, bytes32 hash) = selectElement(play, run, row);
        revealAccumulators(play, selection, hash, TestProgram.accumulators(shape, honest.input.data, row));
        proveFinish(play, selection);
    }

    function _proveWholeSum(Play memory play, Run memory run, uint256 byteInPage) private {
        uint32 row = uint32(byteInPage / 4);
        Opening memory o = opening(play, run, 1, row, 4 * uint256(row));
        (bytes memory chunks, bytes32[] memory siblings) = run.body.run(
            uint256(row) * shape.columns,
            uint256(row + 1) * shape.columns
        );
        vm.prank(challenger);
        game.proveElement(play.id, play.stateHash, play.bodyRoot, o, chunks, siblings);
    }
}
