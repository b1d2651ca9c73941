// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {ITokenCredits} from "../../../contracts/interfaces/ITokenCredits.sol";
import {VaultFixture} from "../support/VaultFixture.sol";

/// @notice Deposits, permits and withdrawals.
contract StakeVaultDepositTest is VaultFixture {
    uint256 private constant PAYER_KEY = 0xa11ce;

    function test_deposit_addsBondedStake() public {
        token.mint(address(this), 100);
        token.approve(address(vault), 100);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.Deposited(operator, address(this), 100, 100);
        vault.deposit(operator, 100);
        checkEqual(vault.stakeOf(operator).bonded, 100, "bonded");
        checkEqual(vault.availableOf(operator), 100, "available");
        checkEqual(token.balanceOf(address(vault)), 100, "balance");
    }

    function test_deposit_refusesZeroAmountsAndNobody() public {
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ZeroAmount.selector));
        vault.deposit(operator, 0);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ZeroAddress.selector));
        vault.deposit(address(0), 1);
    }

    function test_deposit_refusesWhatIsNotApproved() public {
        token.mint(address(this), 100);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(vault), 0, 100)
        );
        vault.deposit(operator, 100);
    }

    function test_depositWithPermit_needsNoApproval() public {
        (address payer, uint8 v, bytes32 r, bytes32 s) = signedPermit(100);
        vm.prank(payer);
        vault.depositWithPermit(operator, 100, block.timestamp, v, r, s);
        checkEqual(vault.stakeOf(operator).bonded, 100, "bonded");
    }

    function test_depositWithPermit_toleratesAPermitThatWasFrontRun() public {
        (address payer, uint8 v, bytes32 r, bytes32 s) = signedPermit(100);
        vm.prank(stranger);
        token.permit(payer, address(vault), 100, block.timestamp, v, r, s);
        vm.prank(payer);
        vault.depositWithPermit(operator, 100, block.timestamp, v, r, s);
        checkEqual(vault.stakeOf(operator).bonded, 100, "bonded");
    }

    function test_depositWithPermit_failsByItsTransferWithoutAValidPermit() public {
        (, uint8 v, bytes32 r, bytes32 s) = signedPermit(100);
        token.mint(stranger, 100);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(vault), 0, 100)
        );
        vault.depositWithPermit(operator, 100, block.timestamp, v, r, s);
    }

    function test_M7_withdraw_paysAnotherAccountOnce() public {
        deposit(operator, 100);
        requestUnbond(operator, 60);
        vm.warp(block.timestamp + UNBONDING_DELAY);
        completeUnbond(operator);
        checkEqual(vault.creditOf(operator), 60, "credit");
        vm.expectEmit(true, true, true, true, address(vault));
        emit ITokenCredits.Withdrawn(operator, stranger, 60);
        vm.prank(operator);
        checkEqual(vault.withdraw(stranger), 60, "paid");
        checkEqual(token.balanceOf(stranger), 60, "received");
        checkEqual(vault.creditOf(operator), 0, "credit after");
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ITokenCredits.TokenCredits_NothingToWithdraw.selector, operator));
        vault.withdraw(operator);
    }

    function test_withdraw_refusesTheZeroAddress() public {
        vm.expectRevert(abi.encodeWithSelector(ITokenCredits.TokenCredits_ZeroAddress.selector));
        vault.withdraw(address(0));
    }

    function test_deposit_beyond96Bits_isRefusedWithHeldSlashes() public {
        uint256 maximum = type(uint96).max;
        deposit(operator, maximum);
        slash(lock(operator, maximum), client, 1);
        token.mint(address(this), 1);
        token.approve(address(vault), 1);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, maximum + 1));
        vault.deposit(operator, 1);
    }

    function testFuzz_deposit_thenExit_returnsEverything(uint128 amount, uint128 part) public {
        uint256 all = bound(amount, 2, type(uint96).max);
        uint256 first = bound(part, 1, all - 1);
        deposit(operator, all);
        requestUnbond(operator, first);
        requestUnbond(operator, all - first);
        vm.warp(block.timestamp + UNBONDING_DELAY);
        checkEqual(completeUnbond(operator), all, "credited");
        vm.prank(operator);
        vault.withdraw(operator);
        checkEqual(token.balanceOf(operator), all, "returned");
        checkEqual(token.balanceOf(address(vault)), 0, "nothing stays");
    }

    function signedPermit(uint256 amount) private returns (address payer, uint8 v, bytes32 r, bytes32 s) {
        payer = vm.addr(PAYER_KEY);
        token.mint(payer, amount);
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 structHash = keccak256(
            abi.encode(typeHash, payer, address(vault), amount, token.nonces(payer), block.timestamp)
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), structHash));
        (v, r, s) = vm.sign(PAYER_KEY, digest);
    }
}
