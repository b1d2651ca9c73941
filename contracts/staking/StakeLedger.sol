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

    uint64 private immutable _unbondingDelay;

    mapping(address operator => Stake stake) private _stakes;
    mapping(address operator => mapping(address worker => bool authorized)) private _workers;
    mapping(uint256 lockId => Lock record) private _locks;
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
        Stake storage stake = _stakes[msg.sender];
        if (amount == 0) revert StakeVault_ZeroAmount();
        if (amount > stake.bonded) revert StakeVault_InsufficientBonded(msg.sender, amount, stake.bonded);
        stake.bonded -= uint128(amount);
        stake.unbonding += uint128(amount);
        stake.unbondableAt = uint64(block.timestamp) + _unbondingDelay;
        stake.unbondingAfterLock = _lockCount;
        emit UnbondRequested(msg.sender, amount, stake.unbonding, stake.unbondableAt);
    }

    /// @inheritdoc IStakeVault
    function cancelUnbond() external {
        Stake storage stake = _stakes[msg.sender];
        uint128 amount = _clearUnbonding(stake);
        stake.bonded += amount;
        emit UnbondCancelled(msg.sender, amount);
    }

    /// @inheritdoc IStakeVault
    function completeUnbond() external returns (uint256 amount) {
        Stake storage stake = _stakes[msg.sender];
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
        return _stakes[operator];
    }

    /// @inheritdoc IStakeVault
    function availableOf(address operator) external view returns (uint256 amount) {
        return _available(_stakes[operator]);
    }

    /// @inheritdoc IStakeVault
    function mayActFor(address operator, address account) external view returns (bool authorized) {
        return account == operator || _workers[operator][account];
    }

    /// @inheritdoc IStakeVault
    function lockOf(uint256 lockId) external view returns (Lock memory record) {
        return _locks[lockId];
    }

    function _bond(address operator, uint256 amount) internal returns (uint256 bonded) {
        Stake storage stake = _stakes[operator];
        stake.bonded += amount.toUint128();
        return stake.bonded;
    }

    function _stakeSum(address operator) internal view returns (uint256 sum) {
        Stake storage stake = _stakes[operator];
        return uint256(stake.bonded) + stake.unbonding;
    }

    /// @dev Opens a lock at the new end of the operator's list.
    function _open(address operator, uint256 amount) internal returns (uint64 lockId) {
        Stake storage stake = _stakes[operator];
        uint256 available = _available(stake);
        if (amount == 0) revert StakeVault_ZeroAmount();
        if (amount > available) revert StakeVault_InsufficientAvailable(operator, amount, available);
        lockId = ++_lockCount;
        uint64 newest = stake.newestLock;
        _locks[lockId] = Lock({operator: operator, amount: uint128(amount), previous: newest, next: 0});
        if (newest == 0) stake.oldestLock = lockId;
        else _locks[newest].next = lockId;
        stake.newestLock = lockId;
        stake.locked += uint128(amount);
    }

    /// @dev Takes a lock out of its operator's list. The stake stays where it is.
    function _close(uint256 lockId) internal returns (address operator, uint128 amount) {
        Lock memory record = _locks[lockId];
        (operator, amount) = (record.operator, record.amount);
        if (operator == address(0)) revert StakeVault_UnknownLock(lockId);
        delete _locks[lockId];
        Stake storage stake = _stakes[operator];
        if (record.previous == 0) stake.oldestLock = record.next;
        else _locks[record.previous].next = record.next;
        if (record.next == 0) stake.newestLock = record.previous;
        else _locks[record.next].previous = record.previous;
        stake.locked -= amount;
    }

    /// @dev Takes stake from an operator, bonded first. `amount` was locked until now, so invariant (1) covers it.
    function _seize(address operator, uint128 amount) internal {
        Stake storage stake = _stakes[operator];
        uint128 fromBonded = amount < stake.bonded ? amount : stake.bonded;
        stake.bonded -= fromBonded;
        stake.unbonding -= amount - fromBonded;
    }

    function _clearUnbonding(Stake storage stake) private returns (uint128 amount) {
        amount = stake.unbonding;
        if (amount == 0) revert StakeVault_NothingUnbonding(msg.sender);
        stake.unbonding = 0;
        stake.unbondableAt = 0;
        stake.unbondingAfterLock = 0;
    }

    function _available(Stake storage stake) private view returns (uint256 amount) {
        (uint128 bonded, uint128 locked) = (stake.bonded, stake.locked);
        return bonded > locked ? bonded - locked : 0;
    }
}
