// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGuarded} from "../../../contracts/interfaces/IGuarded.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {ITokenCredits} from "../../../contracts/interfaces/ITokenCredits.sol";
import {VaultFixture} from "../support/VaultFixture.sol";

/// @notice Construction, wiring, pause and who may call what.
contract StakeVaultSetupTest is VaultFixture {
    function test_constructor_publishesItsParameters() public view {
        IStakeVault.Parameters memory values = vault.parameters();
        checkEqual(values.unbondingDelay, UNBONDING_DELAY, "unbonding delay");
        checkEqual(values.slashHold, SLASH_HOLD, "slash hold");
        checkEqual(values.bountyShare, BOUNTY_SHARE, "bounty share");
        checkEqual(values.clientShare, CLIENT_SHARE, "client share");
        checkEqual(values.dailySlashShare, DAILY_SLASH_SHARE, "daily slash share");
        checkEqual(vault.token(), address(token), "token");
        checkEqual(IGuarded(address(vault)).guardian(), guardian, "guardian");
        checkEqual(vault.escrow(), address(this), "escrow");
        checkEqual(vault.game(), address(this), "game");
    }

    function test_C2_constructor_refusesSharesThatReturnMoreThanNinetyPercent() public {
        IStakeVault.Parameters memory values = vaultParameters();
        values.clientShare = 5_001;
        refused(values);
    }

    function test_C2_constructor_refusesABountyAboveFortyPercent() public {
        IStakeVault.Parameters memory values = vaultParameters();
        (values.bountyShare, values.clientShare) = (4_001, 1_000);
        refused(values);
    }

    function test_constructor_refusesParametersOutOfRange() public {
        IStakeVault.Parameters memory values = vaultParameters();
        values.clientShare = 0;
        refused(values);
        values = vaultParameters();
        values.dailySlashShare = 0;
        refused(values);
        values.dailySlashShare = 10_001;
        refused(values);
        values = vaultParameters();
        values.unbondingDelay = 0;
        refused(values);
        values.unbondingDelay = 365 days + 1;
        refused(values);
        values = vaultParameters();
        values.slashHold = 365 days + 1;
        refused(values);
    }

    function test_constructor_refusesATokenWithoutCode() public {
        vm.expectRevert(abi.encodeWithSelector(ITokenCredits.TokenCredits_NoToken.selector, stranger));
        create("StakeVault.sol:StakeVault", abi.encode(stranger, guardian, vaultParameters()));
    }

    function test_initialize_isTheDeployersAndHappensOnce() public {
        IStakeVault fresh = IStakeVault(
            create("StakeVault.sol:StakeVault", abi.encode(address(token), address(0), vaultParameters()))
        );
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_NotDeployer.selector, stranger, address(this)));
        fresh.initialize(address(token), address(vault));
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_NotAContract.selector, stranger));
        fresh.initialize(stranger, address(vault));
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_NotAContract.selector, stranger));
        fresh.initialize(address(token), stranger);

        vm.expectEmit(true, true, true, true, address(fresh));
        emit IStakeVault.Initialized(address(token), address(vault));
        fresh.initialize(address(token), address(vault));
        checkEqual(fresh.escrow(), address(token), "escrow");
        checkEqual(fresh.game(), address(vault), "game");

        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_AlreadyInitialized.selector));
        fresh.initialize(address(token), address(vault));
    }

    function test_beforeInitialize_nothingCanBeDepositedOrLocked() public {
        IStakeVault fresh = IStakeVault(
            create("StakeVault.sol:StakeVault", abi.encode(address(token), address(0), vaultParameters()))
        );
        token.mint(address(this), 1);
        token.approve(address(fresh), 1);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_NotInitialized.selector));
        fresh.deposit(operator, 1);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_NotEscrow.selector, address(this), address(0)));
        fresh.lock(operator, 1, 1);
    }

    function test_escrowFunctions_refuseEverybodyElse() public {
        deposit(operator, 100);
        uint256 lockId = lock(operator, 10);
        bytes memory refusal = abi.encodeWithSelector(
            IStakeVault.StakeVault_NotEscrow.selector,
            operator,
            address(this)
        );
        vm.startPrank(operator);
        vm.expectRevert(refusal);
        vault.lock(operator, 1, 2);
        vm.expectRevert(refusal);
        vault.unlock(lockId);
        vm.expectRevert(refusal);
        vault.forfeit(lockId, 1, operator);
        vm.expectRevert(refusal);
        vault.slash(lockId);
        vm.stopPrank();
    }

    function test_M3_pause_stopsDepositsAndNothingElse() public {
        deposit(operator, 300);
        uint256 kept = lock(operator, 100);
        uint256 slashed = lock(operator, 100);
        vm.prank(guardian);
        IGuarded(address(vault)).setPaused(true);
        check(IGuarded(address(vault)).isPaused(), "paused");

        token.mint(address(this), 1);
        token.approve(address(vault), 1);
        vm.expectRevert(abi.encodeWithSelector(IGuarded.Guarded_Paused.selector));
        vault.deposit(operator, 1);
        vm.expectRevert(abi.encodeWithSelector(IGuarded.Guarded_Paused.selector));
        vault.depositWithPermit(operator, 1, block.timestamp, 27, bytes32(0), bytes32(0));

        uint256 slashId = slash(slashed, client, 50);
        decideBounty(slashId, challenger);
        requestUnbond(operator, 200);
        vault.unlock(kept);
        settleFully(slashId);
        vm.warp(block.timestamp + UNBONDING_DELAY);
        checkEqual(completeUnbond(operator), 200, "the exit is not blocked");
        vm.prank(operator);
        vault.withdraw(operator);
        vm.prank(challenger);
        checkEqual(vault.withdraw(challenger), 40, "nor is the bounty");
    }

    function test_setPaused_isTheGuardians() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGuarded.Guarded_NotGuardian.selector, stranger, guardian));
        IGuarded(address(vault)).setPaused(true);
        vm.prank(guardian);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IGuarded.PausedSet(guardian, true);
        IGuarded(address(vault)).setPaused(true);
        vm.prank(guardian);
        IGuarded(address(vault)).setPaused(false);
        deposit(operator, 1);
        checkEqual(vault.availableOf(operator), 1, "deposits work again");
    }

    function test_setPaused_withoutAGuardianIsNobodys() public {
        IStakeVault fresh = IStakeVault(
            create("StakeVault.sol:StakeVault", abi.encode(address(token), address(0), vaultParameters()))
        );
        vm.expectRevert(abi.encodeWithSelector(IGuarded.Guarded_NotGuardian.selector, address(this), address(0)));
        IGuarded(address(fresh)).setPaused(true);
    }

    function test_setWorker_authorisesAndRevokes() public {
        check(vault.mayActFor(operator, operator), "an operator acts for itself");
        check(!vault.mayActFor(operator, stranger), "a stranger does not");
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.WorkerAuthorized(operator, stranger, true);
        vm.prank(operator);
        vault.setWorker(stranger, true);
        check(vault.mayActFor(operator, stranger), "authorised");
        check(!vault.mayActFor(stranger, operator), "not the other way round");
        vm.prank(operator);
        vault.setWorker(stranger, false);
        check(!vault.mayActFor(operator, stranger), "revoked");
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ZeroAddress.selector));
        vault.setWorker(address(0), true);
    }

    function refused(IStakeVault.Parameters memory values) private {
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_InvalidParameters.selector, values));
        create("StakeVault.sol:StakeVault", abi.encode(address(token), guardian, values));
    }
}
