// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {VaultFixture} from "../support/VaultFixture.sol";

/// @notice Locks, and exits that race them.
contract StakeVaultUnbondTest is VaultFixture {
    function test_requestUnbond_movesBondedStakeAndStartsTheDelay() public {
        deposit(operator, 100);
        uint256 ready = block.timestamp + UNBONDING_DELAY;
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.UnbondRequested(operator, 40, 40, ready);
        requestUnbond(operator, 40);
        IStakeVault.Stake memory stake = vault.stakeOf(operator);
        checkEqual(stake.bonded, 60, "bonded");
        checkEqual(stake.unbonding, 40, "unbonding");
        checkEqual(stake.unbondableAt, ready, "ready");
        checkEqual(vault.availableOf(operator), 60, "unbonding stake backs nothing new");
    }

    function test_requestUnbond_refusesZeroAndMoreThanIsBonded() public {
        deposit(operator, 100);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ZeroAmount.selector));
        vault.requestUnbond(0);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_InsufficientBonded.selector, operator, 101, 100));
        vault.requestUnbond(101);
    }

    function test_H7_completeUnbond_waitsForTheDelay() public {
        deposit(operator, 100);
        requestUnbond(operator, 100);
        uint256 ready = block.timestamp + UNBONDING_DELAY;
        vm.warp(ready - 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_UnbondingNotReady.selector, ready, ready - 1));
        vault.completeUnbond();
        vm.warp(ready);
        checkEqual(completeUnbond(operator), 100, "credited");
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_NothingUnbonding.selector, operator));
        vault.completeUnbond();
    }

    function test_H7_completeUnbond_waitsForEveryLockOlderThanTheRequest() public {
        deposit(operator, 100);
        uint256 first = lock(operator, 10);
        uint256 second = lock(operator, 10);
        requestUnbond(operator, 50);
        uint256 newer = lock(operator, 10);
        vm.warp(block.timestamp + UNBONDING_DELAY);

        vault.unlock(first);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_OlderLockOpen.selector, second));
        vault.completeUnbond();

        vault.unlock(second);
        checkEqual(vault.stakeOf(operator).oldestLock, newer, "only the newer lock is open");
        checkEqual(completeUnbond(operator), 50, "a newer lock does not hold an older request");
    }

    function test_H7_requestUnbond_ofLockedStakeStaysSlashable() public {
        deposit(operator, 100);
        uint256 lockId = lock(operator, 100);
        requestUnbond(operator, 100);
        checkEqual(vault.stakeOf(operator).bonded, 0, "everything is unbonding");
        vm.warp(block.timestamp + UNBONDING_DELAY);
        uint256 slashId = slash(lockId, client, 50);
        checkEqual(vault.stakeOf(operator).unbonding, 0, "the slash reached unbonding stake");
        checkEqual(vault.slashOf(slashId).amount, 100, "in full");
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_NothingUnbonding.selector, operator));
        vault.completeUnbond();
    }

    function test_unbondingRace_aLockAfterTheRequestNeedsFreshStake() public {
        deposit(operator, 100);
        requestUnbond(operator, 100);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_InsufficientAvailable.selector, operator, 1, 0));
        lock(operator, 1);
    }

    function test_unbondingRace_aSecondRequestRestartsTheDelay() public {
        deposit(operator, 100);
        requestUnbond(operator, 50);
        vm.warp(block.timestamp + UNBONDING_DELAY - 1);
        uint256 lockId = lock(operator, 50);
        requestUnbond(operator, 50);
        vm.warp(block.timestamp + 1);
        uint256 ready = vault.stakeOf(operator).unbondableAt;
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_UnbondingNotReady.selector, ready, block.timestamp)
        );
        vault.completeUnbond();
        vm.warp(ready);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_OlderLockOpen.selector, lockId));
        vault.completeUnbond();
    }

    function test_cancelUnbond_bondsAgain() public {
        deposit(operator, 100);
        requestUnbond(operator, 70);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.UnbondCancelled(operator, 70);
        vm.prank(operator);
        vault.cancelUnbond();
        IStakeVault.Stake memory stake = vault.stakeOf(operator);
        checkEqual(stake.bonded, 100, "bonded");
        checkEqual(stake.unbonding, 0, "unbonding");
        checkEqual(stake.unbondableAt, 0, "no delay runs");
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_NothingUnbonding.selector, operator));
        vault.cancelUnbond();
    }

    function test_lock_refusesZeroAndMoreThanIsAvailable() public {
        deposit(operator, 100);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ZeroAmount.selector));
        lock(operator, 0);
        lock(operator, 60);
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_InsufficientAvailable.selector, operator, 41, 40)
        );
        lock(operator, 41);
        checkEqual(vault.availableOf(operator), 40, "available");
    }

    function test_unlock_refusesALockTwice() public {
        deposit(operator, 100);
        uint256 lockId = lock(operator, 60);
        vault.unlock(lockId);
        checkEqual(vault.availableOf(operator), 100, "available again");
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_UnknownLock.selector, lockId));
        vault.unlock(lockId);
    }

    function test_M5_forfeit_paysTheAcceptBondAndFreesTheRest() public {
        deposit(operator, 100);
        uint256 lockId = lock(operator, 60);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.Forfeited(lockId, operator, client, 5);
        vault.forfeit(lockId, 5, client);
        checkEqual(vault.creditOf(client), 5, "credit");
        checkEqual(vault.stakeOf(operator).bonded, 95, "bonded");
        checkEqual(vault.stakeOf(operator).locked, 0, "locked");
    }

    function test_forfeit_refusesMoreThanTheLockAndNobody() public {
        deposit(operator, 100);
        uint256 lockId = lock(operator, 60);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ForfeitTooLarge.selector, 61, 60));
        vault.forfeit(lockId, 61, client);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ZeroAddress.selector));
        vault.forfeit(lockId, 1, address(0));
    }

    /// @dev Whatever order locks are closed in, the list holds exactly the open ones in the order of their ids.
    function testFuzz_locks_listHoldsTheOpenOnesInOrder(uint256 seed, uint8 count) public {
        uint256 total = bound(count, 1, 12);
        deposit(operator, total);
        bool[] memory closed = new bool[](total + 1);
        for (uint256 i = 1; i <= total; ++i) checkEqual(lock(operator, 1), i, "ids grow");
        for (uint256 i = 0; i < total; ++i) {
            uint256 lockId = 1 + (uint256(keccak256(abi.encode(seed, i))) % total);
            if (closed[lockId]) continue;
            closed[lockId] = true;
            vault.unlock(lockId);
            checkList(closed, total);
        }
    }

    function checkList(bool[] memory closed, uint256 total) private view {
        IStakeVault.Stake memory stake = vault.stakeOf(operator);
        uint256 expected = 0;
        uint256 open = 0;
        uint64 walked = stake.oldestLock;
        for (uint256 lockId = 1; lockId <= total; ++lockId) {
            if (closed[lockId]) continue;
            ++open;
            checkEqual(walked, lockId, "next open lock");
            checkEqual(vault.lockOf(lockId).previous, expected, "previous open lock");
            expected = lockId;
            walked = vault.lockOf(lockId).next;
        }
        checkEqual(walked, 0, "the list ends");
        checkEqual(stake.newestLock, expected, "newest lock");
        checkEqual(stake.locked, open, "locked");
    }
}
