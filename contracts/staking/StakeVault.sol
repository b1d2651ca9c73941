// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Guarded} from "../access/Guarded.sol";
import {TokenCredits} from "../access/TokenCredits.sol";
import {IBountySource} from "../interfaces/IBountySource.sol";
import {IClaimSource} from "../interfaces/IClaimSource.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";
import {StakeLedger} from "./StakeLedger.sol";

/// @title Operators' stake and its slashing
/// @dev The token balance is the sum of bonded and unbonding stake, credits, slashes that are not final, bounties without
/// a beneficiary yet, and what was burned.
contract StakeVault is StakeLedger, Guarded {
    uint256 private constant BASIS_POINTS = 10_000;
    /// @dev A slash never pays out more: whoever plays operator, client and challenger at once loses the rest.
    uint256 private constant MAXIMUM_PAID_SHARE = 9_000;
    uint256 private constant MAXIMUM_BOUNTY_SHARE = 4_000;

    address private immutable _deployer;
    uint64 private immutable _unbondingDelay;
    uint64 private immutable _slashHold;
    uint16 private immutable _bountyShare;
    uint16 private immutable _clientShare;
    uint16 private immutable _dailySlashShare;

    /// @inheritdoc IStakeVault
    address public escrow;
    /// @inheritdoc IStakeVault
    address public game;
    /// @inheritdoc IStakeVault
    uint256 public burned;

    modifier onlyEscrow() {
        if (msg.sender != escrow) revert StakeVault_NotEscrow(msg.sender, escrow);
        _;
    }

    constructor(
        address token_,
        address guardian_,
        Parameters memory values
    ) TokenCredits(token_) StakeLedger(values.unbondingDelay) Guarded(guardian_) {
        // INVARIANT: bounty and compensation together leave at least a tenth to burn.
        bool sharesValid =
            values.bountyShare <= MAXIMUM_BOUNTY_SHARE &&
                values.clientShare > 0 &&
                uint256(values.bountyShare) + values.clientShare <= MAXIMUM_PAID_SHARE &&
                values.dailySlashShare > 0 &&
                values.dailySlashShare <= BASIS_POINTS;
        if (
            !sharesValid ||
            values.unbondingDelay == 0 ||
            values.unbondingDelay > 365 days ||
            values.slashHold > 365 days
        ) revert StakeVault_InvalidParameters(values);
        _deployer = msg.sender;
        _unbondingDelay = values.unbondingDelay;
        _slashHold = values.slashHold;
        _bountyShare = values.bountyShare;
        _clientShare = values.clientShare;
        _dailySlashShare = values.dailySlashShare;
    }

    /// @inheritdoc IStakeVault
    function initialize(address escrow_, address game_) external {
        if (msg.sender != _deployer) revert StakeVault_NotDeployer(msg.sender, _deployer);
        if (escrow != address(0)) revert StakeVault_AlreadyInitialized();
        if (escrow_.code.length == 0) revert StakeVault_NotAContract(escrow_);
        if (game_.code.length == 0) revert StakeVault_NotAContract(game_);
        escrow = escrow_;
        game = game_;
        emit Initialized(escrow_, game_);
    }

    /// @inheritdoc IStakeVault
    function deposit(address operator, uint256 amount) external nonReentrant whenNotPaused {
        _deposit(operator, amount);
    }

    /// @inheritdoc IStakeVault
    function depositWithPermit(
        address operator,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant whenNotPaused {
        _tryPermit(amount, deadline, v, r, s);
        _deposit(operator, amount);
    }

    /// @inheritdoc IStakeVault
    function lock(address operator, uint256 amount, uint256 claimId) external onlyEscrow returns (uint256 lockId) {
        lockId = _open(operator, amount, claimId);
        emit Locked(lockId, operator, amount);
    }

    /// @inheritdoc IStakeVault
    function unlock(uint256 lockId) external onlyEscrow {
        (address operator, uint96 amount) = _free(lockId);
        emit Unlocked(lockId, operator, amount);
    }

    /// @inheritdoc IStakeVault
    function forfeit(uint256 lockId, uint256 amount, address beneficiary) external onlyEscrow {
        if (beneficiary == address(0)) revert StakeVault_ZeroAddress();
        (address operator, uint96 locked) = _free(lockId);
        if (amount > locked) revert StakeVault_ForfeitTooLarge(amount, locked);
        _seize(_accounts[operator], uint96(amount));
        emit Unlocked(lockId, operator, locked - amount);
        emit Forfeited(lockId, operator, beneficiary, amount);
        _credit(beneficiary, amount);
    }

    /// @inheritdoc IStakeVault
    function slash(uint256 lockId) external onlyEscrow returns (uint256 slashId) {
        slashId = lockId;
        Collateral storage record = _close(lockId);
        (address operator, uint96 amount) = (record.operator, record.amount);
        Account storage account = _accounts[operator];
        uint96 exposure = uint96(_exposure(account));
        // INVARIANT: what is held never exceeds the base, so that it becomes final within 1 / daily share days.
        if (account.held == 0 || exposure > account.base) account.base = exposure;
        account.held += amount;
        _seize(account, amount);
        uint256 heldUntil = block.timestamp + _slashHold;
        (record.heldUntil, record.status) = (uint40(heldUntil), Status.Slashed);
        emit Slashed(slashId, operator, record.claimId, amount, heldUntil);
    }

    /// @inheritdoc IStakeVault
    function assignBounty(uint256 slashId) external returns (address beneficiary) {
        Collateral storage record = _slashOf(slashId);
        if (record.assigned) revert StakeVault_BountyAssigned(slashId, record.beneficiary);
        if (!_tryAssignBounty(slashId, record)) revert StakeVault_BountyUndecided(slashId);
        beneficiary = record.beneficiary;
        _credit(beneficiary, record.bountySettled);
    }

    /// @inheritdoc IStakeVault
    function settleSlash(uint256 slashId) external returns (uint256 amount) {
        Collateral storage record = _slashOf(slashId);
        if (record.status == Status.Voided) revert StakeVault_SlashVoided(slashId);
        if (record.settled == record.amount) revert StakeVault_SlashSettled(slashId);
        if (block.timestamp < record.heldUntil) revert StakeVault_SlashHeld(record.heldUntil, block.timestamp);
        amount = _useBudget(record.operator, record.amount - record.settled);

        uint256 settled = record.settled + amount;
        (address client, uint256 promised) = _compensationOf(record);
        (uint256 bounty, uint256 compensation) = _partsUpTo(record, promised, settled, amount);
        // A bounty that was undecided until now is paid with all that became final before.
        uint256 owed = record.assigned ? 0 : record.bountySettled;
        record.settled = uint96(settled);
        record.bountySettled += uint128(bounty);
        record.compensationSettled += uint128(compensation);
        emit SlashSettled(slashId, amount, record.amount - settled);
        _burn(amount - bounty - compensation);
        _credit(client, compensation);
        if (record.assigned || _tryAssignBounty(slashId, record)) _credit(record.beneficiary, owed + bounty);
    }

    /// @inheritdoc IStakeVault
    function voidSlash(uint256 slashId) external onlyGuardian {
        Collateral storage record = _slashOf(slashId);
        if (record.status == Status.Voided) revert StakeVault_SlashVoided(slashId);
        uint96 rest = record.amount - record.settled;
        if (rest == 0) revert StakeVault_SlashSettled(slashId);
        record.status = Status.Voided;
        _accounts[record.operator].held -= rest;
        _bond(record.operator, rest);
        emit SlashVoided(slashId, record.operator, rest);
    }

    /// @inheritdoc IStakeVault
    function parameters() external view returns (Parameters memory values) {
        return
            Parameters({
                unbondingDelay: _unbondingDelay,
                slashHold: _slashHold,
                bountyShare: _bountyShare,
                clientShare: _clientShare,
                dailySlashShare: _dailySlashShare
            });
    }

    /// @inheritdoc IStakeVault
    function slashOf(uint256 slashId) external view returns (Slash memory record) {
        Collateral storage stored = _collaterals[slashId];
        if (!_isSlash(stored)) return record;
        record.operator = stored.operator;
        record.heldUntil = stored.heldUntil;
        record.voided = stored.status == Status.Voided;
        record.assigned = stored.assigned;
        record.claimId = stored.claimId;
        record.beneficiary = stored.beneficiary;
        record.amount = stored.amount;
        record.bounty = uint128(_bountyOf(stored.amount));
        uint256 compensation;
        (record.client, compensation) = _compensationOf(stored);
        record.compensation = uint128(compensation);
        record.settled = stored.settled;
        record.bountySettled = stored.bountySettled;
        record.compensationSettled = stored.compensationSettled;
    }

    function _deposit(address operator, uint256 amount) private {
        if (escrow == address(0)) revert StakeVault_NotInitialized();
        if (operator == address(0)) revert StakeVault_ZeroAddress();
        if (amount == 0) revert StakeVault_ZeroAmount();
        _take(amount);
        emit Deposited(operator, msg.sender, amount, _bond(operator, amount));
    }

    /// @dev Takes as much of `wanted` as today's limit leaves. The limit is rounded up.
    function _useBudget(address operator, uint96 wanted) private returns (uint96 amount) {
        Account storage account = _accounts[operator];
        uint64 day = uint64(block.timestamp / 1 days);
        if (account.day != day) (account.day, account.settledToday) = (day, 0);
        uint96 limit = uint96((uint256(account.base) * _dailySlashShare + BASIS_POINTS - 1) / BASIS_POINTS);
        if (account.settledToday >= limit) revert StakeVault_DailyLimitReached(operator, limit);
        uint96 left = limit - account.settledToday;
        amount = wanted < left ? wanted : left;
        account.settledToday += amount;
        account.held -= amount;
    }

    /// @dev What a settlement of `amount`, up to `settled` in total, adds to bounty and compensation: in proportion, so
    /// that a slash that is voided half-way has paid neither side first.
    function _partsUpTo(
        Collateral storage record,
        uint256 promised,
        uint256 settled,
        uint256 amount
    ) private view returns (uint256 bounty, uint256 compensation) {
        bounty = (_bountyOf(record.amount) * settled) / record.amount - record.bountySettled;
        if (bounty > amount) bounty = amount;
        compensation = (promised * settled) / record.amount - record.compensationSettled;
        if (compensation > amount - bounty) compensation = amount - bounty;
    }

    function _bountyOf(uint96 amount) private view returns (uint256 bounty) {
        return (uint256(amount) * _bountyShare) / BASIS_POINTS;
    }

    /// @dev The client's part: the cover, at most its share, rounded down. The rest of the whole lock is burned.
    function _compensationOf(Collateral storage record) private view returns (address client, uint256 compensation) {
        uint256 cover;
        (client, cover) = IClaimSource(escrow).coverOf(record.claimId);
        uint256 share = (uint256(record.amount) * _clientShare) / BASIS_POINTS;
        compensation = cover < share ? cover : share;
    }

    /// @dev Writes down who earned the bounty, if the game has decided that.
    function _tryAssignBounty(uint256 slashId, Collateral storage record) private returns (bool isDecided) {
        address beneficiary;
        (isDecided, beneficiary) = IBountySource(game).bountyOf(escrow, record.claimId);
        if (!isDecided) return false;
        (record.assigned, record.beneficiary) = (true, beneficiary);
        emit BountyAssigned(slashId, beneficiary);
    }

    function _burn(uint256 amount) private {
        if (amount == 0) return;
        burned += amount;
        emit Burned(amount);
    }

    function _slashOf(uint256 slashId) private view returns (Collateral storage record) {
        record = _collaterals[slashId];
        if (!_isSlash(record)) revert StakeVault_UnknownSlash(slashId);
    }

    function _isSlash(Collateral storage record) private view returns (bool slashed) {
        return record.status == Status.Slashed || record.status == Status.Voided;
    }
}
