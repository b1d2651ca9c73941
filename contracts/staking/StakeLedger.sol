// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {TokenCredits} from "../access/TokenCredits.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";

/// @title Who has how much stake, and which of it is locked
/// @dev The open locks of an operator are a doubly linked list in the order of their ids, so that the oldest is known
/// without a search and any lock can be closed in constant time.
/// Stake can be requested out while it is locked. Two invariants make that safe:
/// (1) `bonded + unbonding >= locked`, because a lock needs available stake and unbonding never completes over an older lock;
/// (2) `bonded` covers all locks that are newer than the last request.
abstract contract StakeLedger is IStakeVault, TokenCredits {
    using SafeCast for uint256;

    /// @dev What a record of collateral is. A closed lock has none.
    enum Status {
        None,
        Locked,
        Slashed,
        Voided
    }

    /// @dev Collateral: a lock, and the slash that it may become under the same id. A verdict finds the two slots written that it needs;
    /// the others are written when the slash is settled.
    struct Collateral {
        address operator;
        uint96 amount;
        /// Neighbours in the list of open locks.
        uint64 previous;
        uint64 next;
        /// Of a slash: the first second in which a part may become final.
        uint40 heldUntil;
        Status status;
        bool assigned;
        /// The escrow's claim that the collateral is for.
        uint64 claimId;
        address beneficiary;
        uint96 settled;
        uint128 bountySettled;
        uint128 compensationSettled;
    }

    /// @dev An operator's stake, locks and slashes; a verdict writes the first three slots, which are in use by then.
    struct Account {
        uint96 bonded;
        uint96 unbonding;
        uint64 unbondableAt;
        uint96 locked;
        uint64 oldestLock;
        uint64 unbondingAfterLock;
        /// Stake and held slashes when the last slash came: what the daily share is taken of.
        uint96 base;
        /// Slashes that are held.
        uint96 held;
        uint64 newestLock;
        /// Day of the last settlement, and what became final on it.
        uint64 day;
        uint96 settledToday;
    }

    uint64 private immutable _unbondingDelay;

    mapping(address operator => Account account) internal _accounts;
    mapping(uint256 lockId => Collateral record) internal _collaterals;
    mapping(address operator => mapping(address worker => bool authorized)) private _workers;
    uint64 private _lockCount;

    constructor(uint64 unbondingDelay) {
        _unbondingDelay = unbondingDelay;
    }

    /// @inheritdoc IStakeVault
    function setWorker(address worker, bool authorized) external {
        if (worker == address(0)) revert StakeVault_ZeroAddress();
        _workers[msg.sender][worker] = authorized;
        emit WorkerAuthorized(msg.sender, worker, authorized);
    }

    /// @inheritdoc IStakeVault
    function requestUnbond(uint256 amount) external {
        Account storage stake = _accounts[msg.sender];
        if (amount == 0) revert StakeVault_ZeroAmount();
        if (amount > stake.bonded) revert StakeVault_InsufficientBonded(msg.sender, amount, stake.bonded);
        stake.bonded -= uint96(amount);
        stake.unbonding += uint96(amount);
        stake.unbondableAt = uint64(block.timestamp) + _unbondingDelay;
        stake.unbondingAfterLock = _lockCount;
        emit UnbondRequested(msg.sender, amount, stake.unbonding, stake.unbondableAt);
    }

    /// @inheritdoc IStakeVault
    function cancelUnbond() external {
        Account storage stake = _accounts[msg.sender];
        uint96 amount = _clearUnbonding(stake);
        stake.bonded += amount;
        emit UnbondCancelled(msg.sender, amount);
    }

    /// @inheritdoc IStakeVault
    function completeUnbond() external returns (uint256 amount) {
        Account storage stake = _accounts[msg.sender];
        uint256 unbondableAt = stake.unbondableAt;
        if (block.timestamp < unbondableAt) revert StakeVault_UnbondingNotReady(unbondableAt, block.timestamp);
        // INVARIANT: nothing leaves that was collateral when its exit was requested. Ids grow with time, so the oldest
        // open lock decides.
        uint64 oldest = stake.oldestLock;
        if (oldest != 0 && oldest <= stake.unbondingAfterLock) revert StakeVault_OlderLockOpen(oldest);
        amount = _clearUnbonding(stake);
        emit UnbondCompleted(msg.sender, amount);
        _credit(msg.sender, amount);
    }

    /// @inheritdoc IStakeVault
    function stakeOf(address operator) external view returns (Stake memory stake) {
        Account storage account = _accounts[operator];
        return
            Stake({
                bonded: account.bonded,
                unbonding: account.unbonding,
                locked: account.locked,
                unbondableAt: account.unbondableAt,
                unbondingAfterLock: account.unbondingAfterLock,
                oldestLock: account.oldestLock,
                newestLock: account.newestLock
            });
    }

    /// @inheritdoc IStakeVault
    function availableOf(address operator) external view returns (uint256 amount) {
        return _available(_accounts[operator]);
    }

    /// @inheritdoc IStakeVault
    function mayActFor(address operator, address account) external view returns (bool authorized) {
        return account == operator || _workers[operator][account];
    }

    /// @inheritdoc IStakeVault
    function lockOf(uint256 lockId) external view returns (Lock memory record) {
        Collateral storage open = _collaterals[lockId];
        if (open.status != Status.Locked) return record;
        return Lock({operator: open.operator, amount: open.amount, previous: open.previous, next: open.next});
    }

    function _bond(address operator, uint256 amount) internal returns (uint256 bonded) {
        Account storage stake = _accounts[operator];
        // INVARIANT: an operator's stake and held slashes together fit 96 bits, and so does every part of them.
        (_exposure(stake) + amount).toUint96();
        bonded = stake.bonded + amount;
        stake.bonded = uint96(bonded);
    }

    /// @dev Bonded, unbonding and held: what an operator has brought and neither got back nor lost.
    function _exposure(Account storage account) internal view returns (uint256 sum) {
        return uint256(account.bonded) + account.unbonding + account.held;
    }

    /// @dev Opens a lock at the new end of the operator's list.
    function _open(address operator, uint256 amount, uint256 claimId) internal returns (uint64 lockId) {
        Account storage stake = _accounts[operator];
        uint256 available = _available(stake);
        if (amount == 0) revert StakeVault_ZeroAmount();
        if (amount > available) revert StakeVault_InsufficientAvailable(operator, amount, available);
        lockId = ++_lockCount;
        uint64 newest = stake.newestLock;
        Collateral storage record = _collaterals[lockId];
        (record.operator, record.amount) = (operator, uint96(amount));
        (record.previous, record.status, record.claimId) = (newest, Status.Locked, claimId.toUint64());
        if (newest == 0) stake.oldestLock = lockId;
        else _collaterals[newest].next = lockId;
        stake.newestLock = lockId;
        stake.locked += uint96(amount);
    }

    /// @dev Takes a lock out of its operator's list. The stake stays where it is, and the record is the caller's to end.
    function _close(uint256 lockId) internal returns (Collateral storage record) {
        record = _collaterals[lockId];
        if (record.status != Status.Locked) revert StakeVault_UnknownLock(lockId);
        Account storage stake = _accounts[record.operator];
        (uint64 previous, uint64 next) = (record.previous, record.next);
        if (previous == 0) stake.oldestLock = next;
        else _collaterals[previous].next = next;
        if (next == 0) stake.newestLock = previous;
        else _collaterals[next].previous = previous;
        stake.locked -= record.amount;
        (record.previous, record.next) = (0, 0);
    }

    /// @dev Closes a lock for good.
    function _free(uint256 lockId) internal returns (address operator, uint96 amount) {
        Collateral storage record = _close(lockId);
        (operator, amount) = (record.operator, record.amount);
        (record.operator, record.amount) = (address(0), 0);
        (record.status, record.claimId) = (Status.None, 0);
    }

    /// @dev Takes stake from an operator, bonded first. `amount` was locked until now, so invariant (1) covers it.
    function _seize(Account storage stake, uint96 amount) internal {
        uint96 fromBonded = amount < stake.bonded ? amount : stake.bonded;
        stake.bonded -= fromBonded;
        stake.unbonding -= amount - fromBonded;
    }

    function _clearUnbonding(Account storage stake) private returns (uint96 amount) {
        amount = stake.unbonding;
        if (amount == 0) revert StakeVault_NothingUnbonding(msg.sender);
        stake.unbonding = 0;
        stake.unbondableAt = 0;
        stake.unbondingAfterLock = 0;
    }

    function _available(Account storage stake) private view returns (uint256 amount) {
        (uint256 bonded, uint256 locked) = (stake.bonded, stake.locked);
        return bonded > locked ? bonded - locked : 0;
    }
}
