// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GameTest} from "./support/GameTest.sol";
import {Run, TestProgram} from "./support/TestProgram.sol";

/// @notice How many moves, and which data, the search takes: one array of pages, several levels of a binary tree at once.
contract GameSearchTest is GameTest {
    uint256 private _transactions;

    function setUp() public override {
        levelsPerMove = 6;
        super.setUp();
        // 203 pages, eight levels, in two instructions: rounds of four levels.
        shape = TestProgram.Shape({rows: 25, columns: 4096, reserved: 0});
    }

    /// @dev The same number of moves whichever instruction wrote the page: there is no second search, for the instruction.
    function test_G1_oneSearchOverAllInstructions() external {
        uint256 copyPages = TestProgram.copyPages(shape);
        uint256 rounds = 2;
        checkEqual(depthOf(TestProgram.bodyPages(shape)), 8, "levels");
        Run memory honest = honestRun(1);
        for (uint256 i = 0; i < 2; ++i) {
            uint256 page = i == 0 ? 17 : copyPages;
            Run memory wrong = wrongBody(honest, page * 512 + 4);
            claim(CLAIM + i, wrong);
            _transactions = 0;
            Play memory play = challengeAs(challenger, CLAIM + i, bond, 0);
            descend(play, wrong, 2, page);
            checkEqual(_transactions, 2 + 2 * rounds, "challenge, two reveals, two picks, page");
            (uint256 instruction, ) = locate(play, 4);
            checkEqual(instruction, i, "instruction");
        }
    }

    /// @dev A reveal opens four levels as their lowest nodes only; the pick adds one node and its four siblings, and a node more is refused.
    function test_G2_aMoveOpensSeveralLevels() external {
        Run memory wrong = wrongBody(honestRun(1), 17 * 512);
        claim(CLAIM, wrong);
        Play memory play = open();
        checkEqual(nodesOf(play, wrong).length, 13, "203 pages have 13 nodes four levels up");
        reveal(play, wrong);
        pickPage(play, wrong, 17);
        checkEqual(play.level, 4, "four levels at once");
        checkEqual(play.index, 1, "17 / 16");
        checkEqual(nodesOf(play, wrong).length, 16, "all pages below");
        bytes32[] memory tooMany = new bytes32[](31);
        vm.prank(asserter);
        (bool done, ) = address(game).call(
            abi.encodeCall(game.revealNodes, (play.id, play.stateHash, play.bodyRoot, tooMany))
        );
        check(!done, "not both levels");
        reveal(play, wrong);
        pickPage(play, wrong, 17);
        checkEqual(play.level, 0, "the page");
    }

    function measured(string memory) internal override {
        ++_transactions;
    }
}
