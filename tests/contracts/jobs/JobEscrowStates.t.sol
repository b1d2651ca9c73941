// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimSource} from "../../../contracts/interfaces/IClaimSource.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {JobState} from "../../../contracts/types/Job.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Every move against a job in every state; the game is the test itself.
contract JobEscrowStatesTest is MarketFixture {
    function test_everyMove_refusesEveryOtherState() public {
        for (uint256 i = uint256(type(JobState).min); i <= uint256(type(JobState).max); ++i) {
            JobState state = JobState(i);
            uint256 jobId = inState(state);
            checkState(jobId, state);
            checkRefused(client, abi.encodeCall(IJobEscrow.cancel, (jobId)), jobId, JobState.Open, state);
            checkRefused(stranger, abi.encodeCall(IJobEscrow.expire, (jobId)), jobId, JobState.Open, state);
            bytes memory accepts = abi.encodeCall(IJobEscrow.accept, (jobId, operator, escrow.jobHashOf(jobId)));
            checkRefused(operator, accepts, jobId, JobState.Open, state);
            checkRefused(
                operator,
                abi.encodeCall(IJobEscrow.submitOutput, (jobId, "")),
                jobId,
                JobState.Accepted,
                state
            );
            bytes memory submits = abi.encodeCall(IJobEscrow.submitRoot, (jobId, bytes32(0), INPUT_URI));
            checkRefused(operator, submits, jobId, JobState.Accepted, state);
            checkRefused(stranger, abi.encodeCall(IJobEscrow.miss, (jobId)), jobId, JobState.Accepted, state);
            checkRefused(stranger, abi.encodeCall(IJobEscrow.settle, (jobId)), jobId, JobState.Submitted, state);
            bytes memory opens = abi.encodeCall(IClaimSource.onGameOpened, (jobId));
            checkRefused(address(this), opens, jobId, JobState.Submitted, state);
            bytes memory proves = abi.encodeCall(IClaimSource.onFaultProven, (jobId));
            checkRefused(address(this), proves, jobId, JobState.Submitted, state);
            checkRefused(
                address(this),
                abi.encodeCall(IClaimSource.onVoided, (jobId)),
                jobId,
                JobState.Submitted,
                state
            );
        }
    }

    /// @dev Unless it is a move of this state, it is refused with both states.
    function checkRefused(
        address caller,
        bytes memory move,
        uint256 jobId,
        JobState expected,
        JobState actual
    ) private {
        if (actual == expected) return;
        vm.prank(caller);
        (bool done, bytes memory reason) = address(escrow).call(move);
        check(!done, "done");
        bytes memory refusal = abi.encodeWithSelector(
            IJobEscrow.JobEscrow_WrongState.selector,
            jobId,
            expected,
            actual
        );
        checkEqual(keccak256(reason), keccak256(refusal), "reason");
    }

    function inState(JobState state) private returns (uint256 jobId) {
        if (state == JobState.None) return type(uint256).max;
        jobId = posted();
        if (state == JobState.Cancelled) {
            vm.prank(client);
            escrow.cancel(jobId);
        }
        if (state == JobState.Expired) {
            vm.warp(escrow.jobOf(jobId).acceptBy + 1);
            escrow.expire(jobId);
        }
        if (state == JobState.Open || state == JobState.Cancelled || state == JobState.Expired) return jobId;
        accept(jobId);
        if (state == JobState.Missed) {
            vm.warp(escrow.jobOf(jobId).submitBy + 1);
            escrow.miss(jobId);
        }
        if (state == JobState.Accepted || state == JobState.Missed) return jobId;
        vm.prank(operator);
        escrow.submitOutput(jobId, "output");
        if (state == JobState.Settled) {
            pastWindow(jobId);
            escrow.settle(jobId);
        }
        if (state == JobState.Submitted || state == JobState.Settled) return jobId;
        IClaimSource(address(escrow)).onGameOpened(jobId);
        if (state == JobState.Faulted) IClaimSource(address(escrow)).onFaultProven(jobId);
        else IClaimSource(address(escrow)).onVoided(jobId);
    }
}
