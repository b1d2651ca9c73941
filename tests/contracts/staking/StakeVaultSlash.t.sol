// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGuarded} from "../../../contracts/interfaces/IGuarded.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {VaultFixture} from "../support/VaultFixture.sol";

/// @notice What a slash takes, who gets it and when, and what the guardian may do meanwhile.
contract StakeVaultSlashTest is VaultFixture {
    function slashOf(uint256 stake, uint256 locked, uint256 cover) private returns (uint256 slashId) {
        deposit(operator, stake);
        return slash(lock(operator, locked), client, cover);
    }

    function test_slash_takesTheWholeLockAndHoldsIt() public {
        deposit(operator, 1_000);
        uint256 lockId = lock(operator, 101);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.Slashed(1, operator, 1, 101, block.timestamp + SLASH_HOLD);
        uint256 slashId = slash(lockId, client, 60);
        IStakeVault.Stake memory stake = vault.stakeOf(operator);
        checkEqual(stake.bonded, 899, "bonded");
        checkEqual(stake.locked, 0, "locked");
        checkEqual(vault.creditOf(client), 0, "nothing is paid yet");
        checkEqual(vault.slashOf(slashId).bounty, 40, "the bounty is rounded down");
        checkEqual(vault.slashOf(slashId).compensation, 50, "so is the client's share");
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_UnknownLock.selector, lockId));
        vault.slash(lockId);
    }

    function test_H6_slash_compensatesAtMostTheCover() public {
        uint256 slashId = slashOf(1_000, 100, 7);
        checkEqual(vault.slashOf(slashId).compensation, 7, "compensation");
        settleFully(slashId);
        checkEqual(vault.creditOf(client), 7, "paid");
        checkEqual(vault.burned(), 53, "what nobody may have is burned");
    }

    function test_slash_takesBondedBeforeUnbondingStake() public {
        deposit(operator, 100);
        uint256 lockId = lock(operator, 80);
        requestUnbond(operator, 70);
        slash(lockId, client, 0);
        IStakeVault.Stake memory stake = vault.stakeOf(operator);
        checkEqual(stake.bonded, 0, "bonded goes first");
        checkEqual(stake.unbonding, 20, "then unbonding");
    }

    function test_H9_settleSlash_waitsForTheHold() public {
        uint256 slashId = slashOf(1_000, 100, 50);
        uint256 until = block.timestamp + SLASH_HOLD;
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_SlashHeld.selector, until, until - 1));
        vault.settleSlash(slashId);
        vm.warp(until);
        decideBounty(slashId, challenger);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.SlashSettled(slashId, 100, 0);
        vm.prank(stranger);
        checkEqual(vault.settleSlash(slashId), 100, "settled by anybody");
        checkEqual(vault.creditOf(challenger), 40, "bounty");
        checkEqual(vault.creditOf(client), 50, "compensation");
        checkEqual(vault.burned(), 10, "burned");
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_SlashSettled.selector, slashId));
        vault.settleSlash(slashId);
    }

    function test_H9_settleSlash_isLimitedPerOperatorAndDay() public {
        uint256 slashId = slashOf(100, 100, 50);
        vm.warp(block.timestamp + SLASH_HOLD);
        checkEqual(vault.settleSlash(slashId), 50, "half of the stake on the first day");
        checkEqual(vault.creditOf(client), 25, "in proportion");
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_DailyLimitReached.selector, operator, 50));
        vault.settleSlash(slashId);
        vm.warp(block.timestamp + 1 days);
        checkEqual(vault.settleSlash(slashId), 50, "the rest on the next");
        checkEqual(vault.creditOf(client), 50, "compensation");
    }

    function test_H9_dailyLimit_countsAllSlashesOfAnOperator() public {
        deposit(operator, 100);
        uint256 first = lock(operator, 40);
        uint256 second = lock(operator, 40);
        uint256 a = slash(first, client, 0);
        uint256 b = slash(second, client, 0);
        vm.warp(block.timestamp + SLASH_HOLD);
        checkEqual(vault.settleSlash(a), 40, "first");
        checkEqual(vault.settleSlash(b), 10, "second, up to the limit");
        vm.warp(block.timestamp + 1 days);
        checkEqual(vault.settleSlash(b), 30, "the rest later");
    }

    function test_slashByCurrentStake_theLimitIsTakenOfTheStakeAtTheSlash() public {
        deposit(operator, 100);
        uint256 lockId = lock(operator, 60);
        uint256 slashId = slash(lockId, client, 0);
        requestUnbond(operator, 40);
        vm.warp(block.timestamp + UNBONDING_DELAY);
        completeUnbond(operator);
        checkEqual(vault.settleSlash(slashId), 50, "an exit afterwards does not lower it");
    }

    function test_H9_voidSlash_returnsEverythingToTheOperator() public {
        uint256 slashId = slashOf(100, 100, 50);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.SlashVoided(slashId, operator, 100);
        vm.prank(guardian);
        vault.voidSlash(slashId);
        checkEqual(vault.stakeOf(operator).bonded, 100, "bonded");
        decideBounty(slashId, challenger);
        vm.warp(block.timestamp + SLASH_HOLD);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_SlashVoided.selector, slashId));
        vault.settleSlash(slashId);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_SlashVoided.selector, slashId));
        vault.voidSlash(slashId);
        checkEqual(vault.creditOf(challenger), 0, "no bounty");
    }

    function test_H9_voidSlash_returnsOnlyWhatIsNotFinal() public {
        uint256 slashId = slashOf(100, 100, 50);
        vm.warp(block.timestamp + SLASH_HOLD);
        vault.settleSlash(slashId);
        vm.prank(guardian);
        vault.voidSlash(slashId);
        checkEqual(vault.stakeOf(operator).bonded, 50, "returned");
        decideBounty(slashId, challenger);
        checkEqual(vault.assignBounty(slashId), challenger, "beneficiary");
        checkEqual(vault.creditOf(challenger), 20, "the final part of the bounty");
        checkEqual(vault.creditOf(client), 25, "the final part of the compensation");
    }

    function test_H9_voidSlash_isTheGuardiansAndEndsWithTheSettlement() public {
        uint256 slashId = slashOf(1_000, 100, 50);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGuarded.Guarded_NotGuardian.selector, operator, guardian));
        vault.voidSlash(slashId);
        settleFully(slashId);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_SlashSettled.selector, slashId));
        vault.voidSlash(slashId);
    }

    function test_unknownSlash_isRefused() public {
        bytes memory refusal = abi.encodeWithSelector(IStakeVault.StakeVault_UnknownSlash.selector, 9);
        vm.expectRevert(refusal);
        vault.settleSlash(9);
        vm.expectRevert(refusal);
        vault.assignBounty(9);
        vm.prank(guardian);
        vm.expectRevert(refusal);
        vault.voidSlash(9);
    }

    function test_assignBounty_afterSettlementPaysAtOnce() public {
        uint256 slashId = slashOf(1_000, 100, 50);
        settleFully(slashId);
        checkEqual(vault.creditOf(challenger), 0, "the bounty waits for its beneficiary");
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_BountyUndecided.selector, slashId));
        vault.assignBounty(slashId);
        decideBounty(slashId, challenger);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.BountyAssigned(slashId, challenger);
        vm.prank(stranger);
        vault.assignBounty(slashId);
        checkEqual(vault.creditOf(challenger), 40, "bounty");
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_BountyAssigned.selector, slashId, challenger));
        vault.assignBounty(slashId);
    }

    function test_settleSlash_paysABountyDecidedBetweenTwoSettlements() public {
        uint256 slashId = slashOf(100, 100, 50);
        vm.warp(block.timestamp + SLASH_HOLD);
        vault.settleSlash(slashId);
        checkEqual(vault.creditOf(challenger), 0, "undecided");
        decideBounty(slashId, challenger);
        vm.warp(block.timestamp + 1 days);
        vault.settleSlash(slashId);
        checkEqual(vault.creditOf(challenger), 40, "both parts");
        checkEqual(vault.slashOf(slashId).beneficiary, challenger, "beneficiary");
    }

    /// @dev Operator, client and challenger are one: they get at most nine tenths of what the lock was.
    function testFuzz_C2_requesterWorkerCollusion_selfSlashAlwaysCosts(
        uint128 stake,
        uint128 part,
        uint128 cover
    ) public {
        uint256 all = bound(stake, 1, type(uint96).max);
        uint256 locked = bound(part, 1, all);
        deposit(operator, all);
        uint256 slashId = slash(lock(operator, locked), operator, cover);
        decideBounty(slashId, operator);
        settleFully(slashId);
        uint256 back = vault.creditOf(operator);
        checkAtMost(back, (locked * 9) / 10, "bounty and compensation");
        checkEqual(back + vault.burned(), locked, "the rest is burned");
    }

    /// @dev However a slash is cut into daily parts, the parts never exceed the pot and add up to it.
    function testFuzz_rounding_partsOfASlashAddUp(
        uint128 lockAmount,
        uint128 coverAmount,
        uint64 extra,
        bool assignFirst
    ) public {
        uint256 locked = bound(lockAmount, 1, 10_000);
        uint256 all = locked + bound(extra, 0, locked / 3);
        uint256 slashId = slashOf(all, locked, bound(coverAmount, 0, locked));
        IStakeVault.Slash memory record = vault.slashOf(slashId);
        if (assignFirst) decideBounty(slashId, challenger);
        settleFully(slashId);
        if (!assignFirst) {
            decideBounty(slashId, challenger);
            vault.assignBounty(slashId);
        }
        uint256 paid = vault.creditOf(challenger) + vault.creditOf(client);
        checkEqual(paid + vault.burned(), locked, "parts add up to the pot");
        checkAtMost(vault.creditOf(challenger), record.bounty, "bounty");
        checkAtMost(vault.creditOf(client), record.compensation, "compensation");
        checkAtMost(record.bounty + record.compensation, paid + 1, "at most one unit is lost to rounding");
    }
}
