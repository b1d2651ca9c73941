// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGame} from "../../../contracts/interfaces/IDisputeGame.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {TestToken} from "../../../contracts/mocks/TestToken.sol";
import {JobRequest, JobState} from "../../../contracts/types/Job.sol";
import {ModelDescription} from "../../../contracts/types/ModelRecord.sol";
import {GameTest} from "./support/GameTest.sol";
import {Run, TestProgram} from "./support/TestProgram.sol";
import {TestTree, Tree} from "./support/TestTree.sol";

/// @notice The game with the real escrow, vault and registry, from the posted job to the paid bounty.
contract MarketGameTest is GameTest {
    using TestTree for Tree;

    uint256 private constant STAKE = 1_000 ether;
    uint128 private constant PAYMENT = 1 ether;
    uint128 private constant COVER = 20 ether;
    uint64 private constant SLASH_HOLD = 3 days;

    TestToken private _token;
    IStakeVault private _vault;
    IModelRegistry private _registry;
    IJobEscrow private _escrow;
    address private _client;
    bytes32 private _modelId;
    uint256 private _gas;
    uint256 private _worst;

    function setUp() public override {
        super.setUp();
        _client = account("client");
        _token = new TestToken();
        _vault = IStakeVault(
            create(
                "StakeVault.sol:StakeVault",
                abi.encode(
                    _token,
                    address(0),
                    IStakeVault.Parameters({
                        unbondingDelay: 7 days,
                        slashHold: SLASH_HOLD,
                        bountyShare: 4_000,
                        clientShare: 5_000,
                        dailySlashShare: 10_000
                    })
                )
            )
        );
        _registry = IModelRegistry(
            create("ModelRegistry.sol:ModelRegistry", abi.encode(verifier, address(0), 1 ether, uint64(2 days)))
        );
        Parameters memory p = defaults();
        verdicts = create("GameVerdicts.sol:GameVerdicts", abi.encode(verifier, _vault, p));
        game = IDisputeGame(create("DisputeGame.sol:DisputeGame", abi.encode(verifier, _vault, verdicts, p)));
        _escrow = IJobEscrow(
            create(
                "JobEscrow.sol:JobEscrow",
                abi.encode(
                    _token,
                    _vault,
                    _registry,
                    game,
                    address(0),
                    IJobEscrow.Parameters({
                        challengeWindow: 6 hours,
                        minimumExecutionTime: 1 minutes,
                        maximumExecutionTime: 1 days,
                        maximumOpenTime: 30 days,
                        minimumCollateral: 10 ether,
                        collateralPerPayment: 5 ether,
                        acceptBond: 1 ether
                    })
                )
            )
        );
        _vault.initialize(address(_escrow), address(game));
        address[] memory sources = new address[](1);
        sources[0] = address(_escrow);
        game.initialize(sources);

        vm.deal(address(this), 1 ether);
        _modelId = _registry.register{value: 1 ether}(TestProgram.model(shape), "ipfs://model");
        vm.warp(block.timestamp + 2 days);
        _token.mint(address(this), STAKE);
        _token.approve(address(_vault), STAKE);
        _vault.deposit(asserter, STAKE);
    }

    /// @dev The operator's and the vault's first slash: every slot that a verdict can add is new here.
    /// hardhat-config: isolate = true
    function test_wrongResult_isProvenAndPaidOut() external {
        Run memory honest = honestRun(1);
        Run memory wrong = wrongOutput(honest, 9 * 512 + 77);
        uint256 jobId = _submit(wrong);
        Play memory play = _challenge(challenger, jobId);
        descend(play, wrong, 3, 9);
        proveWhole(play, wrong, 77);
        checkAtMost(_gas, 900_000, "whole dispute");
        checkAtMost(_worst, 250_000, "worst transaction");
        checkOutcome(play.id, Outcome.FaultProven);
        checkEqual(uint256(_escrow.jobOf(jobId).state), uint256(JobState.Faulted), "job");
        IStakeVault.Slash memory slash = _vault.slashOf(_escrow.jobOf(jobId).slashId);
        check(slash.bounty > 0 && slash.bounty + slash.compensation <= (uint256(slash.amount) * 9) / 10, "shares");
        vm.warp(block.timestamp + SLASH_HOLD + 1);
        _vault.settleSlash(_escrow.jobOf(jobId).slashId);
        checkEqual(_vault.creditOf(challenger), slash.bounty, "bounty");
        checkEqual(_vault.slashOf(_escrow.jobOf(jobId).slashId).beneficiary, challenger, "beneficiary");
        checkEqual(_vault.creditOf(_client), slash.compensation, "compensation");
        checkEqual(_escrow.creditOf(_client), PAYMENT, "refund");
    }

    function test_honestResult_isPaidAfterAFalseChallenge() external {
        Run memory honest = honestRun(1);
        uint256 jobId = _submit(honest);
        Play memory play = _challenge(challenger, jobId);
        descend(play, honest, 2, 5);
        vm.warp(_escrow.jobOf(jobId).challengeDeadline + 1);
        (bool settled, ) = address(_escrow).call(abi.encodeCall(_escrow.settle, (jobId)));
        check(!settled, "settled while a game is open");
        if (!game.gameOf(play.id).accused) game.accuse(play.id);
        vm.warp(block.timestamp + GRACE + 1);
        game.claimTimeout(play.id);
        checkOutcome(play.id, Outcome.ChallengerTimedOut);
        _escrow.settle(jobId);
        checkEqual(_escrow.creditOf(asserter), PAYMENT, "payment");
        checkEqual(_vault.stakeOf(asserter).locked, 0, "locked");
        checkEqual(_vault.stakeOf(asserter).bonded, STAKE, "bonded");
    }

    function test_H1_twoChallengers_oneSlashOneBounty() external {
        Run memory wrong = wrongOutput(honestRun(1), 3);
        uint256 jobId = _submit(wrong);
        Play memory first = _challenge(challenger, jobId);
        Play memory second = _challenge(account("copycat"), jobId);
        vm.prank(asserter);
        game.concede(second.id);
        (bool isDecided, ) = game.bountyOf(address(_escrow), jobId);
        check(!isDecided, "decided too early");
        descend(first, wrong, 3, 0);
        proveWhole(first, wrong, 3);
        checkEqual(_vault.assignBounty(_escrow.jobOf(jobId).slashId), challenger, "beneficiary");
        checkEqual(_escrow.jobOf(jobId).openGames, 0, "open games");
    }

    function test_H3_noChallengeAfterTheWindow() external {
        uint256 jobId = _submit(honestRun(1));
        vm.warp(_escrow.jobOf(jobId).challengeDeadline + 1);
        vm.deal(challenger, bond);
        ModelDescription memory model = TestProgram.model(shape);
        vm.prank(challenger);
        (bool opened, bytes memory reason) = address(game).call{value: bond}(
            abi.encodeCall(game.challenge, (address(_escrow), jobId, model, 0))
        );
        check(!opened, "opened after the window");
        check(bytes4(reason) == IJobEscrow.JobEscrow_DeadlinePassed.selector, "refused for another reason");
        _escrow.settle(jobId);
    }

    function measured(string memory) internal override {
        uint256 gas = gvm.lastCallGas().gasTotalUsed;
        _gas += gas;
        if (gas > _worst) _worst = gas;
    }

    function _submit(Run memory run) private returns (uint256 jobId) {
        _token.mint(_client, PAYMENT);
        JobRequest memory request = JobRequest({
            modelId: _modelId,
            inputRoot: run.input.root(),
            operator: address(0),
            acceptBy: uint64(block.timestamp + 1 days),
            executionTime: 1 hours,
            payment: PAYMENT,
            cover: COVER
        });
        vm.startPrank(_client);
        _token.approve(address(_escrow), PAYMENT);
        jobId = _escrow.post(request, "https://client.example/input");
        vm.stopPrank();
        bytes32 jobHash = _escrow.jobHashOf(jobId);
        vm.startPrank(asserter);
        _escrow.accept(jobId, asserter, jobHash);
        _escrow.submitRoot(jobId, run.output.root(), "https://asserter.example/output");
        vm.stopPrank();
    }

    function _challenge(address who, uint256 jobId) private returns (Play memory play) {
        vm.deal(who, bond);
        ModelDescription memory model = TestProgram.model(shape);
        vm.prank(who);
        play.id = game.challenge{value: bond}(address(_escrow), jobId, model, 0);
        measured("challenge");
        play.stateHash = keccak256(abi.encode(block.chainid, address(game), play.id));
        play.level = depthOf(TestProgram.bodyPages(shape));
    }
}
