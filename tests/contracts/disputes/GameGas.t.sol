// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOneStepVerifier} from "../../../contracts/interfaces/IOneStepVerifier.sol";
import {ModelDescription} from "../../../contracts/types/ModelRecord.sol";
import {SpaceRoots} from "../../../contracts/types/SpaceRoots.sol";
import {GameTest} from "./support/GameTest.sol";
import {Run, TestProgram} from "./support/TestProgram.sol";
import {TestTree, Tree} from "./support/TestTree.sol";

/// @notice The exact gas of every transaction of a game over a body of 2,403 pages (12 levels), with the operator's second claim: what the
/// first game of an operator pays once for its storage is measured apart.
/// @dev `node eng/gas-snapshot.mjs` writes snapshots/DisputeGame.json; with `--check` it compares.
contract GameGasTest is GameTest {
    using TestTree for Tree;

    string private _game;
    uint256 private _moves;
    uint256 private _total;
    uint256 private _worst;
    uint256 private _verifier;

    function setUp() public override {
        levelsPerMove = 6;
        super.setUp();
        shape = TestProgram.Shape({rows: 300, columns: 4096, reserved: 0});
        vm.deal(address(0xbeef), 1 ether);
    }

    /// hardhat-config: isolate = true
    function test_gas_wholeStep() external {
        Run memory honest = honestRun(1);
        Run memory wrong = wrongBody(honest, 1234 * 512 + 300);
        _game = "first game of an operator, whole step";
        _play(wrong, 1);
        _moves = 0;
        (_total, _worst) = (0, 0);
        _game = "whole step";
        _play(wrong, 2);
        checkEqual(_moves, 7, "transactions");
    }

    /// hardhat-config: isolate = true
    function test_gas_segments() external {
        Run memory honest = honestRun(1);
        uint256 page = TestProgram.copyPages(shape);
        Run memory wrong = wrongBody(honest, page * 512 + 4);
        _game = "before";
        claim(1, honest);
        challengeAs(challenger, 1, bond, 0);
        claim(2, wrong);
        _game = "segments";
        (_moves, _total, _worst) = (0, 0, 0);
        Play memory play = challengeAs(challenger, 2, bond, 0);
        descend(play, wrong, 2, page);
        (Selection memory selection, bytes32 hash) = selectElement(play, wrong, 1);
        bytes memory accumulators = TestProgram.accumulators(shape, honest.input.data, 1);
        TestProgram.put(accumulators, 4, 4, uint32(selection.claimed));
        revealAccumulators(play, selection, hash, accumulators);
        _verifierAlone(wrong, _segmentCall(wrong, selection), selection.instruction);
        proveSegment(play, wrong, selection, 1);
        checkOutcome(play.id, Outcome.FaultProven);
        _finish();
        checkEqual(_moves, 9, "transactions");
    }

    function _segmentCall(Run memory run, Selection memory selection) private view returns (bytes memory data) {
        (bytes memory chunks, bytes32[] memory siblings) = run.body.run(4096 + 2048, 2 * 4096);
        data = abi.encodeCall(
            IOneStepVerifier.accumulateSegment,
            (selection.instruction, 1, 1, 0, _spaces(run), chunks, siblings)
        );
    }

    function _elementCall(Run memory run, uint256 element) private view returns (bytes memory data) {
        (bytes memory chunks, bytes32[] memory siblings) = run.input.run(element, element + 1);
        data = abi.encodeCall(
            IOneStepVerifier.recomputeElement,
            (TestProgram.instruction(shape, 0), element, _spaces(run), chunks, siblings)
        );
    }

    function _spaces(Run memory run) private view returns (SpaceRoots memory spaces) {
        ModelDescription memory model = TestProgram.model(shape);
        (spaces.input, spaces.body, spaces.output) = (run.input.root(), run.body.root(), run.output.root());
        (spaces.inputPages, spaces.bodyPages, spaces.outputPages) = (
            model.inputPages,
            model.bodyPages,
            model.outputPages
        );
    }

    function _play(Run memory wrong, uint256 claimId) private {
        claim(claimId, wrong);
        Play memory play = challengeAs(challenger, claimId, bond, 0);
        descend(play, wrong, 2, 1234);
        _verifierAlone(wrong, _elementCall(wrong, 1234 * 512 + 300), TestProgram.instruction(shape, 0));
        proveWhole(play, wrong, 300);
        checkOutcome(play.id, Outcome.FaultProven);
        _finish();
    }

    /// @dev The verifier's own gas, as transactions without the game: validity, then the step.
    function _verifierAlone(Run memory run, bytes memory step, bytes memory instruction) private {
        SpaceRoots memory spaces = _spaces(run);
        uint256 index = instruction[1] == 0x09 ? 0 : 1;
        (bool judged, ) = verifier.call(
            abi.encodeCall(IOneStepVerifier.validateInstruction, (instruction, index, spaces))
        );
        check(judged, "validity");
        gvm.snapshotValue("DisputeGame", string.concat(_game, ": validity alone"), gvm.lastCallGas().gasTotalUsed);
        (bool done, ) = verifier.call(step);
        check(done, "step");
        _verifier = gvm.lastCallGas().gasTotalUsed;
        gvm.snapshotValue("DisputeGame", string.concat(_game, ": step alone"), _verifier);
    }

    function _finish() private {
        gvm.snapshotValue("DisputeGame", string.concat(_game, ": total"), _total);
        gvm.snapshotValue("DisputeGame", string.concat(_game, ": worst transaction"), _worst);
        gvm.snapshotValue("DisputeGame", string.concat(_game, ": transactions"), _moves);
        // The verdict's step costs what the instruction makes it cost; everything else is the game's.
        uint256 beyondIntrinsic = _verifier > 21_000 ? _verifier - 21_000 : 0;
        checkAtMost(_total - beyondIntrinsic, 900_000, "whole game");
        checkAtMost(_worst - beyondIntrinsic, 250_000, "worst transaction");
    }

    function measured(string memory move) internal override {
        uint256 gas = gvm.lastCallGas().gasTotalUsed;
        check(gas > 21_000, "measured as a transaction");
        ++_moves;
        _total += gas;
        if (gas > _worst) _worst = gas;
        if (keccak256(bytes(_game)) == keccak256("before")) return;
        gvm.snapshotValue("DisputeGame", string.concat(_game, ": ", vm.toString(_moves), " ", move), gas);
    }
}
