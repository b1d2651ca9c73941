// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {JobRequest, JobState} from "../../../contracts/types/Job.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Accepting, submitting, missing and settling.
contract JobEscrowServeTest is MarketFixture {
    function test_accept_locksTheCollateralAndStartsTheExecutionTime() public {
        uint256 jobId = posted();
        bytes32 jobHash = escrow.jobHashOf(jobId);
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IJobEscrow.JobAccepted(jobId, operator, operator, block.timestamp + EXECUTION_TIME);
        vm.prank(operator);
        escrow.accept(jobId, operator, jobHash);
        checkState(jobId, JobState.Accepted);
        checkEqual(escrow.jobOf(jobId).operator, operator, "operator");
        checkEqual(escrow.jobOf(jobId).submitBy, block.timestamp + EXECUTION_TIME, "submitBy");
        checkEqual(vault.stakeOf(operator).locked, 40 ether, "locked");
        checkEqual(vault.lockOf(escrow.jobOf(jobId).lockId).amount, 40 ether, "lock");
    }

    function test_accept_throughAnAuthorisedWorkerUsesTheOperatorsStake() public {
        uint256 jobId = posted();
        bytes32 jobHash = escrow.jobHashOf(jobId);
        bytes memory refusal = abi.encodeWithSelector(IJobEscrow.JobEscrow_NotAuthorized.selector, stranger, operator);
        vm.prank(stranger);
        vm.expectRevert(refusal);
        escrow.accept(jobId, operator, jobHash);
        vm.prank(operator);
        vault.setWorker(stranger, true);
        vm.prank(stranger);
        escrow.accept(jobId, operator, jobHash);
        vm.prank(stranger);
        escrow.submitOutput(jobId, "output");
        checkEqual(escrow.claimOf(jobId).asserter, operator, "the operator answers for it");
    }

    function test_accept_refusesAnybodyButTheNamedOperator() public {
        JobRequest memory made = request();
        made.operator = operator;
        uint256 jobId = post(made);
        bytes32 jobHash = escrow.jobHashOf(jobId);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_WrongOperator.selector, stranger, operator));
        escrow.accept(jobId, stranger, jobHash);
        accept(jobId);
        checkState(jobId, JobState.Accepted);
    }

    function test_M5_accept_refusesAnotherJobThanTheOneThatWasChecked() public {
        bytes32 checkedHash = keccak256(abi.encode(client, request()));
        JobRequest memory other = request();
        other.inputRoot = keccak256("an input that cannot be had");
        uint256 jobId = post(other);
        bytes32 actual = escrow.jobHashOf(jobId);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_WrongJob.selector, jobId, checkedHash, actual));
        escrow.accept(jobId, operator, checkedHash);
    }

    function test_accept_refusesAfterTheDeadlineAndTwice() public {
        uint256 late = posted();
        uint256 taken = accepted();
        vm.prank(operator);
        vm.expectRevert(wrongState(taken, JobState.Open, JobState.Accepted));
        escrow.accept(taken, operator, bytes32(0));
        uint256 deadline = escrow.jobOf(late).acceptBy;
        bytes32 jobHash = escrow.jobHashOf(late);
        vm.warp(deadline + 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_DeadlinePassed.selector, deadline, deadline + 1));
        escrow.accept(late, operator, jobHash);
    }

    function test_accept_refusesWithoutEnoughStake() public {
        JobRequest memory made = request();
        made.cover = STAKE;
        uint256 jobId = post(made);
        bytes32 jobHash = escrow.jobHashOf(jobId);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IStakeVault.StakeVault_InsufficientAvailable.selector,
                operator,
                2 * uint256(STAKE),
                STAKE
            )
        );
        escrow.accept(jobId, operator, jobHash);
    }

    function test_submitOutput_publishesTheBytesAndComputesTheRoot() public {
        uint256 jobId = accepted();
        bytes32 root = escrowRoot("output");
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IJobEscrow.OutputPublished(jobId, "output");
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IJobEscrow.JobSubmitted(jobId, operator, operator, root, block.timestamp + 6 hours);
        vm.prank(operator);
        escrow.submitOutput(jobId, "output");
        checkState(jobId, JobState.Submitted);
        checkEqual(escrow.jobOf(jobId).outputRoot, root, "root");
        checkEqual(escrow.jobOf(jobId).challengeDeadline, block.timestamp + 6 hours, "challenge deadline");
    }

    function test_submitOutput_refusesMoreThanTheModelWrites() public {
        uint256 jobId = accepted();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_OutputTooLarge.selector, 513, 512));
        escrow.submitOutput(jobId, new bytes(513));
    }

    function test_submitOutput_andSubmitRootHaveTheirOwnSizes() public {
        uint256 small = accepted();
        JobRequest memory made = request();
        made.modelId = largeModel;
        uint256 large = post(made);
        accept(large);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_OutputMustBePublished.selector, 1, 8));
        escrow.submitRoot(small, keccak256("root"), "ipfs://output");
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_OutputMustBeLocated.selector, 9, 8));
        escrow.submitOutput(large, "output");
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_InvalidUriLength.selector, 0, 2048));
        escrow.submitRoot(large, keccak256("root"), "");
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IJobEscrow.OutputLocated(large, "ipfs://output");
        escrow.submitRoot(large, keccak256("root"), "ipfs://output");
        vm.stopPrank();
        checkEqual(escrow.claimOf(large).outputRoot, keccak256("root"), "root");
    }

    function test_submit_isTheOperatorsUntilTheDeadline() public {
        uint256 jobId = accepted();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_NotAuthorized.selector, stranger, operator));
        escrow.submitOutput(jobId, "output");
        uint256 deadline = escrow.jobOf(jobId).submitBy;
        vm.warp(deadline + 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_DeadlinePassed.selector, deadline, deadline + 1));
        escrow.submitOutput(jobId, "output");
    }

    function test_M5_miss_costsTheAcceptBond() public {
        uint256 jobId = accepted();
        uint256 deadline = escrow.jobOf(jobId).submitBy;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_DeadlineNotPassed.selector, deadline, deadline));
        escrow.miss(jobId);
        vm.warp(deadline + 1);
        vm.prank(stranger);
        escrow.miss(jobId);
        checkState(jobId, JobState.Missed);
        checkEqual(escrow.creditOf(client), PAYMENT, "payment");
        checkEqual(vault.creditOf(client), 1 ether, "accept bond");
        checkEqual(vault.stakeOf(operator).bonded, STAKE - 1 ether, "bonded");
        checkEqual(vault.stakeOf(operator).locked, 0, "the rest is free");
    }

    function test_settle_paysTheOperatorAfterTheWindow() public {
        uint256 jobId = submitted();
        uint256 deadline = escrow.jobOf(jobId).challengeDeadline;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_DeadlineNotPassed.selector, deadline, deadline));
        escrow.settle(jobId);
        vm.warp(deadline + 1);
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IJobEscrow.JobEnded(jobId, JobState.Settled, operator, PAYMENT);
        vm.prank(stranger);
        escrow.settle(jobId);
        checkEqual(escrow.creditOf(operator), PAYMENT, "credit");
        checkEqual(vault.stakeOf(operator).locked, 0, "lock freed");
        vm.prank(operator);
        escrow.withdraw(stranger);
        checkEqual(token.balanceOf(stranger), PAYMENT, "paid to the account that it named");
    }

    function wrongState(uint256 jobId, JobState expected, JobState actual) private pure returns (bytes memory data) {
        return abi.encodeWithSelector(IJobEscrow.JobEscrow_WrongState.selector, jobId, expected, actual);
    }

    /// @dev The one-page root, written out: section 2.1 of the arithmetic.
    function escrowRoot(string memory output) private pure returns (bytes32 root) {
        bytes memory chunk = new bytes(129);
        bytes32 zero = keccak256(chunk);
        for (uint256 i = 0; i < bytes(output).length; ++i) chunk[i + 1] = bytes(output)[i];
        return keccak256(abi.encodePacked(bytes1(0x03), keccak256(chunk), zero, zero, zero));
    }
}
