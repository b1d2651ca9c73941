// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimSource} from "../../../contracts/interfaces/IClaimSource.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {Claim, ClaimState} from "../../../contracts/types/Claim.sol";
import {JobRequest, JobState} from "../../../contracts/types/Job.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice What the dispute game may do to a job; here the game is the test itself.
contract JobEscrowDisputeTest is MarketFixture {
    function test_onCallbacks_areTheGames() public {
        uint256 jobId = submitted();
        bytes memory refusal = abi.encodeWithSelector(IJobEscrow.JobEscrow_NotGame.selector, challenger, address(this));
        vm.startPrank(challenger);
        vm.expectRevert(refusal);
        escrow.onGameOpened(jobId);
        vm.expectRevert(refusal);
        escrow.onGameClosed(jobId);
        vm.expectRevert(refusal);
        escrow.onFaultProven(jobId);
        vm.expectRevert(refusal);
        escrow.onVoided(jobId);
        vm.stopPrank();
    }

    function test_claimOf_followsTheJob() public {
        uint256 jobId = accepted();
        checkEqual(uint256(escrow.claimOf(jobId).state), uint256(ClaimState.None), "before submission");
        checkEqual(escrow.claimOf(jobId).asserter, address(0), "no claim, no fields");
        vm.prank(operator);
        escrow.submitOutput(jobId, "output");
        Claim memory claim = escrow.claimOf(jobId);
        checkEqual(uint256(claim.state), uint256(ClaimState.Open), "open");
        checkEqual(claim.asserter, operator, "asserter");
        checkEqual(claim.client, client, "client");
        checkEqual(claim.modelId, smallModel, "model");
        checkEqual(claim.inputRoot, INPUT_ROOT, "input");
        checkEqual(claim.challengeDeadline, block.timestamp + 6 hours, "deadline");
        pastWindow(jobId);
        escrow.settle(jobId);
        checkEqual(uint256(escrow.claimOf(jobId).state), uint256(ClaimState.Final), "final");
    }

    function test_C1_anyNumberOfGames_andALostOneDecidesNothing() public {
        uint256 jobId = submitted();
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IClaimSource.ClaimGameOpened(jobId, 1);
        escrow.onGameOpened(jobId);
        escrow.onGameOpened(jobId);
        escrow.onGameClosed(jobId);
        pastWindow(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_GamesOpen.selector, jobId, 1));
        escrow.settle(jobId);
        escrow.onFaultProven(jobId);
        escrow.onGameClosed(jobId);
        checkState(jobId, JobState.Faulted);
    }

    function test_C1_aClaimIsFinalOnlyWhenItsWindowHasPassedAndNoGameIsOpen() public {
        uint256 jobId = submitted();
        escrow.onGameOpened(jobId);
        pastWindow(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_GamesOpen.selector, jobId, 1));
        escrow.settle(jobId);
        escrow.onGameClosed(jobId);
        escrow.settle(jobId);
        checkState(jobId, JobState.Settled);
    }

    function test_onGameOpened_untilTheLastSecondOfTheWindow() public {
        uint256 jobId = submitted();
        uint256 deadline = escrow.jobOf(jobId).challengeDeadline;
        vm.warp(deadline);
        escrow.onGameOpened(jobId);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_DeadlinePassed.selector, deadline, deadline + 1));
        escrow.onGameOpened(jobId);
    }

    function test_onFaultProven_refundsTheClientAndSlashesTheLock() public {
        uint256 jobId = submitted();
        escrow.onGameOpened(jobId);
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IJobEscrow.JobEnded(jobId, JobState.Faulted, client, PAYMENT);
        uint256 slashId = escrow.onFaultProven(jobId);
        checkEqual(escrow.jobOf(jobId).slashId, slashId, "slash id");
        checkEqual(escrow.creditOf(client), PAYMENT, "refund");
        checkEqual(vault.slashOf(slashId).amount, 40 ether, "the whole lock");
        checkEqual(vault.slashOf(slashId).compensation, COVER, "the cover");
        checkEqual(vault.stakeOf(operator).bonded, STAKE - 40 ether, "bonded");
        checkEqual(uint256(escrow.claimOf(jobId).state), uint256(ClaimState.Faulted), "claim");
        vm.expectRevert(wrongState(jobId, JobState.Faulted));
        escrow.onFaultProven(jobId);
        vm.expectRevert(wrongState(jobId, JobState.Faulted));
        escrow.onVoided(jobId);
        vm.expectRevert(wrongState(jobId, JobState.Faulted));
        escrow.onGameOpened(jobId);
        escrow.onGameClosed(jobId);
        checkEqual(escrow.jobOf(jobId).openGames, 0, "games close in any state");
    }

    function test_C9_onVoided_refundsAndSlashesNobody() public {
        uint256 jobId = submitted();
        escrow.onGameOpened(jobId);
        escrow.onVoided(jobId);
        escrow.onGameClosed(jobId);
        checkState(jobId, JobState.Voided);
        checkEqual(escrow.creditOf(client), PAYMENT, "refund");
        checkEqual(vault.stakeOf(operator).bonded, STAKE, "no slash");
        checkEqual(vault.stakeOf(operator).locked, 0, "lock freed");
        checkEqual(uint256(escrow.claimOf(jobId).state), uint256(ClaimState.Voided), "claim");
    }

    function test_decisions_needAnOpenGame() public {
        uint256 jobId = submitted();
        bytes memory refusal = abi.encodeWithSelector(IJobEscrow.JobEscrow_NoGameOpen.selector, jobId);
        vm.expectRevert(refusal);
        escrow.onFaultProven(jobId);
        vm.expectRevert(refusal);
        escrow.onVoided(jobId);
        vm.expectRevert(refusal);
        escrow.onGameClosed(jobId);
    }

    function test_onGameOpened_refusesJobsWithoutAResult() public {
        uint256 jobId = accepted();
        vm.expectRevert(wrongState(jobId, JobState.Accepted));
        escrow.onGameOpened(jobId);
        vm.expectRevert(wrongState(77, JobState.None));
        escrow.onGameOpened(77);
    }

    /// @dev One person posts the job, serves it wrongly and challenges it: a tenth of the lock is gone.
    function testFuzz_C2_requesterWorkerCollusion_losesATenthOfTheLock(uint64 payment, uint64 cover) public {
        token.mint(operator, STAKE);
        vm.startPrank(operator);
        token.approve(address(escrow), type(uint256).max);
        uint256 wealth = token.balanceOf(operator) + STAKE;
        uint256 jobId = escrow.post(ownRequest(payment, cover), INPUT_URI);
        escrow.accept(jobId, operator, escrow.jobHashOf(jobId));
        escrow.submitOutput(jobId, "wrong");
        vm.stopPrank();
        escrow.onGameOpened(jobId);
        uint256 slashId = escrow.onFaultProven(jobId);
        escrow.onGameClosed(jobId);
        decideBounty(slashId, operator);
        settleFully(slashId);
        uint256 locked = vault.slashOf(slashId).amount;
        uint256 left =
            token.balanceOf(operator) +
                escrow.creditOf(operator) +
                vault.creditOf(operator) +
                vault.stakeOf(operator).bonded;
        checkAtMost(left + locked / 10, wealth, "wealth afterwards");
    }

    function ownRequest(uint64 payment, uint64 cover) private view returns (JobRequest memory made) {
        made = request();
        made.payment = uint128(bound(payment, 1, 100 ether));
        made.cover = cover;
    }

    function wrongState(uint256 jobId, JobState actual) private pure returns (bytes memory data) {
        return abi.encodeWithSelector(IJobEscrow.JobEscrow_WrongState.selector, jobId, JobState.Submitted, actual);
    }
}
