// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {ITokenCredits} from "../../../contracts/interfaces/ITokenCredits.sol";
import {BlocklistToken} from "../../../contracts/mocks/BlocklistToken.sol";
import {CallbackToken} from "../../../contracts/mocks/CallbackToken.sol";
import {FalseToken} from "../../../contracts/mocks/FalseToken.sol";
import {FeeToken} from "../../../contracts/mocks/FeeToken.sol";
import {NoReturnToken} from "../../../contracts/mocks/NoReturnToken.sol";
import {RebasingToken} from "../../../contracts/mocks/RebasingToken.sol";
import {JobState} from "../../../contracts/types/Job.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Rule M7: tokens that do not behave are refused, or harm nobody but their holders.
contract OddTokensTest is MarketFixture {
    function test_M7_feeOnTransfer_isRefusedWithWhatWasExpectedAndReceived() public {
        FeeToken fee = new FeeToken();
        wire(address(fee), address(fee), address(this));
        fund(address(fee));
        bytes memory refusal = abi.encodeWithSelector(ITokenCredits.TokenCredits_AmountMismatch.selector, 100, 99);
        vm.expectRevert(refusal);
        vault.deposit(operator, 100);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenCredits.TokenCredits_AmountMismatch.selector, PAYMENT, PAYMENT - PAYMENT / 100)
        );
        escrow.post(request(), INPUT_URI);
    }

    function test_M7_rebaseDuringTransfer_isRefused() public {
        RebasingToken rebasing = new RebasingToken();
        wire(address(rebasing), address(rebasing), address(this));
        fund(address(rebasing));
        vault.deposit(operator, 100);
        rebasing.setFactorInTransfer(2000);
        vm.expectRevert(abi.encodeWithSelector(ITokenCredits.TokenCredits_AmountMismatch.selector, 100, 300));
        vault.deposit(operator, 100);
    }

    function test_M7_rebaseUpwards_givesNobodyMoreThanWasBooked() public {
        RebasingToken rebasing = new RebasingToken();
        wire(address(rebasing), address(rebasing), address(this));
        fund(address(rebasing));
        vault.deposit(operator, 100);
        rebasing.setFactor(3000);
        requestUnbond(operator, 100);
        vm.warp(block.timestamp + UNBONDING_DELAY);
        checkEqual(completeUnbond(operator), 100, "booked, not held");
    }

    function test_M7_falseReturningToken_reverts() public {
        FalseToken closed = new FalseToken();
        wire(address(closed), address(closed), address(this));
        fund(address(closed));
        vault.deposit(operator, 100);
        requestUnbond(operator, 100);
        vm.warp(block.timestamp + UNBONDING_DELAY);
        completeUnbond(operator);
        closed.setClosed(true);
        bytes memory refusal = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(closed));
        vm.expectRevert(refusal);
        vault.deposit(operator, 100);
        vm.expectRevert(refusal);
        escrow.post(request(), INPUT_URI);
        vm.prank(operator);
        vm.expectRevert(refusal);
        vault.withdraw(operator);
        checkEqual(vault.creditOf(operator), 100, "a failed withdrawal keeps the credit");
        closed.setClosed(false);
        vm.prank(operator);
        checkEqual(vault.withdraw(operator), 100, "and can be repeated");
    }

    function test_M7_tokenWithoutReturnValue_works() public {
        NoReturnToken silent = new NoReturnToken();
        wire(address(silent), address(silent), address(this));
        fund(address(silent));
        vault.deposit(operator, STAKE);
        uint256 jobId = escrow.post(request(), INPUT_URI);
        accept(jobId);
        vm.prank(operator);
        escrow.submitOutput(jobId, "output");
        pastWindow(jobId);
        escrow.settle(jobId);
        vm.prank(operator);
        escrow.withdraw(operator);
        checkEqual(silent.balanceOf(operator), PAYMENT, "paid");
    }

    function test_M7_blockedClient_delaysNobodyAndNamesAnotherAccount() public {
        BlocklistToken blocking = new BlocklistToken();
        wire(address(blocking), address(blocking), address(this));
        fund(address(blocking));
        vault.deposit(operator, STAKE);
        uint256 jobId = escrow.post(request(), INPUT_URI);
        accept(jobId);
        vm.prank(operator);
        escrow.submitOutput(jobId, "output");
        blocking.setBlocked(operator, true);
        pastWindow(jobId);
        escrow.settle(jobId);
        checkState(jobId, JobState.Settled);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(BlocklistToken.BlocklistToken_Blocked.selector, operator));
        escrow.withdraw(operator);
        vm.prank(operator);
        escrow.withdraw(stranger);
        checkEqual(blocking.balanceOf(stranger), PAYMENT, "paid to another account");
    }

    function test_reentrancy_depositInsideDepositIsRefused() public {
        CallbackToken calling = new CallbackToken();
        wire(address(calling), address(calling), address(this));
        fund(address(calling));
        calling.mint(address(calling), 100);
        calling.setCallback(address(vault), abi.encodeCall(IStakeVault.deposit, (operator, 100)));
        vault.deposit(operator, 100);
        checkRefused(calling);
        checkEqual(vault.stakeOf(operator).bonded, 100, "booked once");
    }

    function test_reentrancy_withdrawInsidePostIsRefused() public {
        CallbackToken calling = new CallbackToken();
        wire(address(calling), address(calling), address(this));
        fund(address(calling));
        calling.setCallback(address(escrow), abi.encodeCall(ITokenCredits.withdraw, (stranger)));
        escrow.post(request(), INPUT_URI);
        checkRefused(calling);
    }

    function test_paymentAndStakeMayBeDifferentTokens() public {
        NoReturnToken paymentToken = new NoReturnToken();
        wire(address(paymentToken), address(token), address(this));
        fund(address(paymentToken));
        deposit(operator, STAKE);
        uint256 jobId = escrow.post(request(), INPUT_URI);
        accept(jobId);
        vm.warp(escrow.jobOf(jobId).submitBy + 1);
        escrow.miss(jobId);
        checkEqual(escrow.creditOf(address(this)), PAYMENT, "payment in one token");
        checkEqual(vault.creditOf(address(this)), 1 ether, "accept bond in the other");
    }

    function fund(address odd) private {
        NoReturnToken(odd).mint(address(this), 2 * STAKE);
        NoReturnToken(odd).approve(address(vault), type(uint256).max);
        NoReturnToken(odd).approve(address(escrow), type(uint256).max);
        checkEqual(IERC20(odd).balanceOf(address(this)), 2 * STAKE, "funded");
    }

    function checkRefused(CallbackToken calling) private view {
        check(!calling.lastCallSucceeded(), "the inner call failed");
        checkEqual(
            bytes32(calling.lastCallResult()),
            bytes32(ReentrancyGuard.ReentrancyGuardReentrantCall.selector),
            "because of the guard"
        );
    }
}
