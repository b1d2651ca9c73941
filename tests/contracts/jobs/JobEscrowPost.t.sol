// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGuarded} from "../../../contracts/interfaces/IGuarded.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {ITokenCredits} from "../../../contracts/interfaces/ITokenCredits.sol";
import {Job, JobRequest, JobState} from "../../../contracts/types/Job.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Construction, posting, and taking a job back.
contract JobEscrowPostTest is MarketFixture {
    uint256 private constant CLIENT_KEY = 0xc11e;

    function test_constructor_publishesItsParameters() public view {
        checkEqual(keccak256(abi.encode(escrow.parameters())), keccak256(abi.encode(escrowParameters())), "parameters");
        checkEqual(escrow.token(), address(token), "token");
        checkEqual(escrow.vault(), address(vault), "vault");
        checkEqual(escrow.registry(), address(registry), "registry");
        checkEqual(escrow.game(), address(this), "game");
    }

    function test_constructor_refusesParametersOutOfRange() public {
        IJobEscrow.Parameters memory values = escrowParameters();
        values.challengeWindow = 0;
        refused(values);
        values.challengeWindow = 365 days + 1;
        refused(values);
        values = escrowParameters();
        values.minimumExecutionTime = 0;
        refused(values);
        values.minimumExecutionTime = values.maximumExecutionTime + 1;
        refused(values);
        values = escrowParameters();
        values.maximumExecutionTime = 365 days + 1;
        refused(values);
        values = escrowParameters();
        values.maximumOpenTime = 0;
        refused(values);
        values.maximumOpenTime = 365 days + 1;
        refused(values);
        values = escrowParameters();
        values.minimumCollateral = 0;
        refused(values);
        values = escrowParameters();
        values.acceptBond = values.minimumCollateral + 1;
        refused(values);
    }

    function test_H3_constructor_refusesAWindowShorterThanTheGrace() public {
        IJobEscrow.Parameters memory values = escrowParameters();
        values.challengeWindow = GRACE - 1;
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_WindowTooShort.selector, GRACE - 1, GRACE));
        create(
            "JobEscrow.sol:JobEscrow",
            abi.encode(address(token), address(vault), address(registry), address(this), guardian, values)
        );
        values.challengeWindow = GRACE;
        create(
            "JobEscrow.sol:JobEscrow",
            abi.encode(address(token), address(vault), address(registry), address(this), guardian, values)
        );
    }

    function test_constructor_refusesAddressesWithoutCode() public {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_NotAContract.selector, stranger));
        create(
            "JobEscrow.sol:JobEscrow",
            abi.encode(address(token), address(vault), stranger, address(this), guardian, escrowParameters())
        );
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_NotAContract.selector, stranger));
        create(
            "JobEscrow.sol:JobEscrow",
            abi.encode(address(token), address(vault), address(registry), stranger, guardian, escrowParameters())
        );
        vm.expectRevert(abi.encodeWithSelector(ITokenCredits.TokenCredits_NoToken.selector, stranger));
        create(
            "JobEscrow.sol:JobEscrow",
            abi.encode(stranger, address(vault), address(registry), address(this), guardian, escrowParameters())
        );
    }

    function test_post_takesThePaymentAndCopiesTheParameters() public {
        JobRequest memory made = request();
        token.mint(client, PAYMENT);
        vm.startPrank(client);
        token.approve(address(escrow), PAYMENT);
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IJobEscrow.JobPosted(1, client, smallModel, made, 40 ether, INPUT_URI);
        uint256 jobId = escrow.post(made, INPUT_URI);
        vm.stopPrank();

        checkEqual(jobId, 1, "ids start at one");
        checkEqual(escrow.jobCount(), 1, "count");
        checkEqual(token.balanceOf(address(escrow)), PAYMENT, "balance");
        Job memory job = escrow.jobOf(jobId);
        checkState(jobId, JobState.Open);
        checkEqual(job.client, client, "client");
        checkEqual(job.acceptBy, made.acceptBy, "acceptBy");
        checkEqual(job.executionTime, EXECUTION_TIME, "execution time");
        checkEqual(job.payment, PAYMENT, "payment");
        checkEqual(job.cover, COVER, "cover");
        checkEqual(job.collateral, 40 ether, "collateral");
        checkEqual(job.acceptBond, 1 ether, "accept bond");
        checkEqual(job.challengeWindow, 6 hours, "challenge window");
        checkEqual(job.modelId, smallModel, "model");
        checkEqual(job.inputRoot, INPUT_ROOT, "input root");
        checkEqual(escrow.jobHashOf(jobId), keccak256(abi.encode(client, made)), "job hash");
    }

    function test_post_refusesWhatNobodyCouldServe() public {
        JobRequest memory made = request();
        made.payment = 0;
        refused(made, INPUT_URI, abi.encodeWithSelector(IJobEscrow.JobEscrow_ZeroPayment.selector));

        made = request();
        made.modelId = keccak256("unknown");
        refused(made, INPUT_URI, abi.encodeWithSelector(IJobEscrow.JobEscrow_ModelNotActive.selector, made.modelId));

        (uint256 earliest, uint256 latest) = (block.timestamp, block.timestamp + 30 days);
        made = request();
        made.acceptBy = uint64(earliest - 1);
        refused(
            made,
            INPUT_URI,
            abi.encodeWithSelector(IJobEscrow.JobEscrow_InvalidAcceptBy.selector, earliest - 1, earliest, latest)
        );
        made.acceptBy = uint64(latest + 1);
        refused(
            made,
            INPUT_URI,
            abi.encodeWithSelector(IJobEscrow.JobEscrow_InvalidAcceptBy.selector, latest + 1, earliest, latest)
        );

        made = request();
        made.executionTime = 59;
        refused(
            made,
            INPUT_URI,
            abi.encodeWithSelector(IJobEscrow.JobEscrow_InvalidExecutionTime.selector, 59, 60, 1 days)
        );
        made.executionTime = 1 days + 1;
        refused(
            made,
            INPUT_URI,
            abi.encodeWithSelector(IJobEscrow.JobEscrow_InvalidExecutionTime.selector, 1 days + 1, 60, 1 days)
        );

        refused(request(), "", abi.encodeWithSelector(IJobEscrow.JobEscrow_InvalidUriLength.selector, 0, 2048));
        string memory long = string(new bytes(2049));
        refused(request(), long, abi.encodeWithSelector(IJobEscrow.JobEscrow_InvalidUriLength.selector, 2049, 2048));
    }

    function test_C9_post_refusesAModelThatMayStillBeProvenInvalid() public {
        bytes32 pending = registerModel(2);
        JobRequest memory made = request();
        made.modelId = pending;
        refused(made, INPUT_URI, abi.encodeWithSelector(IJobEscrow.JobEscrow_ModelNotActive.selector, pending));
        vm.warp(block.timestamp + VALIDITY_WINDOW);
        made.acceptBy = uint64(block.timestamp);
        checkState(post(made), JobState.Open);
    }

    function test_postWithPermit_needsNoApprovalAndToleratesAFrontRun() public {
        address payer = vm.addr(CLIENT_KEY);
        token.mint(payer, 2 * PAYMENT);
        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer);
        vm.prank(payer);
        uint256 jobId = escrow.postWithPermit(request(), INPUT_URI, block.timestamp, v, r, s);
        checkEqual(escrow.jobOf(jobId).client, payer, "client");

        (v, r, s) = signPermit(payer);
        vm.prank(stranger);
        token.permit(payer, address(escrow), PAYMENT, block.timestamp, v, r, s);
        vm.prank(payer);
        escrow.postWithPermit(request(), INPUT_URI, block.timestamp, v, r, s);
        checkEqual(token.balanceOf(address(escrow)), 2 * PAYMENT, "balance");
    }

    function test_M3_pause_stopsPostsAndNothingElse() public {
        uint256 open = posted();
        uint256 toCancel = posted();
        vm.prank(guardian);
        IGuarded(address(escrow)).setPaused(true);
        refused(request(), INPUT_URI, abi.encodeWithSelector(IGuarded.Guarded_Paused.selector));
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IGuarded.Guarded_Paused.selector));
        escrow.postWithPermit(request(), INPUT_URI, block.timestamp, 27, bytes32(0), bytes32(0));

        accept(open);
        vm.prank(operator);
        escrow.submitOutput(open, "output");
        escrow.onGameOpened(open);
        escrow.onGameClosed(open);
        pastWindow(open);
        escrow.settle(open);
        vm.prank(operator);
        checkEqual(escrow.withdraw(operator), PAYMENT, "paid");
        vm.prank(client);
        escrow.cancel(toCancel);
        vm.prank(client);
        checkEqual(escrow.withdraw(client), PAYMENT, "refunded");
    }

    function test_cancel_returnsThePaymentToTheClientOnly() public {
        uint256 jobId = posted();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_NotClient.selector, stranger, client));
        escrow.cancel(jobId);
        vm.expectEmit(true, true, true, true, address(escrow));
        emit IJobEscrow.JobEnded(jobId, JobState.Cancelled, client, PAYMENT);
        vm.prank(client);
        escrow.cancel(jobId);
        checkState(jobId, JobState.Cancelled);
        checkEqual(escrow.creditOf(client), PAYMENT, "credit");
        checkEqual(escrow.jobHashOf(jobId), bytes32(0), "an ended job has no hash to accept");
    }

    function test_expire_isAnybodysAfterTheDeadline() public {
        uint256 jobId = posted();
        uint256 deadline = escrow.jobOf(jobId).acceptBy;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_DeadlineNotPassed.selector, deadline, deadline));
        escrow.expire(jobId);
        vm.warp(deadline + 1);
        vm.prank(stranger);
        escrow.expire(jobId);
        checkState(jobId, JobState.Expired);
        checkEqual(escrow.creditOf(client), PAYMENT, "credit");
    }

    function test_H6_collateralFor_isTheLargestOfItsThreeRules() public view {
        checkEqual(escrow.collateralFor(1, 0), 10 ether, "three disputes' gas");
        checkEqual(escrow.collateralFor(3 ether, 0), 15 ether, "a multiple of the payment");
        checkEqual(escrow.collateralFor(3 ether, 8 ether), 16 ether, "the cover over the client's share");
    }

    function testFuzz_H6_collateralFor_alwaysCoversTheCover(uint64 payment, uint120 cover) public view {
        uint256 collateral = escrow.collateralFor(payment, cover);
        check((collateral * CLIENT_SHARE) / 10_000 >= cover, "the client's share covers the cover");
        check(collateral >= 10 ether, "the minimum");
        check(collateral * 1 ether >= uint256(payment) * 5 ether, "the multiple of the payment");
    }

    function refused(IJobEscrow.Parameters memory values) private {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobEscrow_InvalidParameters.selector, values));
        create(
            "JobEscrow.sol:JobEscrow",
            abi.encode(address(token), address(vault), address(registry), address(this), guardian, values)
        );
    }

    function refused(JobRequest memory made, string memory uri, bytes memory reason) private {
        vm.prank(client);
        vm.expectRevert(reason);
        escrow.post(made, uri);
    }

    function signPermit(address payer) private returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 structHash = keccak256(
            abi.encode(typeHash, payer, address(escrow), PAYMENT, token.nonces(payer), block.timestamp)
        );
        return vm.sign(CLIENT_KEY, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), structHash)));
    }
}
