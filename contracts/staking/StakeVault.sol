// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Guarded} from "../access/Guarded.sol";
import {TokenCredits} from "../access/TokenCredits.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";
import {StakeLedger} from "./StakeLedger.sol";

/// @title Operators' stake and its slashing
/// @dev The token balance is the sum of bonded and unbonding stake, credits, slashes that are not final, bounties without
/// a beneficiary yet, and what was burned.
contract StakeVault is StakeLedger, Guarded {
    using SafeCast for uint256;

    /// @dev How much of an operator's held slashes may become final.
    struct SlashBudget {
        /// Stake and held slashes when the last slash came: what the daily share is taken of.
        uint128 base;
        /// Slashes that are held.
        uint128 held;
        /// Day of the last settlement, and what became final on it.
        uint64 day;
        uint128 settledToday;
    }

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

    uint256 private _slashCount;
    mapping(uint256 slashId => Slash record) private _slashes;
    mapping(address operator => SlashBudget budget) private _budgets;

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
    function lock(address operator, uint256 amount) external onlyEscrow returns (uint256 lockId) {
        lockId = _open(operator, amount);
        emit Locked(lockId, operator, amount);
    }

    /// @inheritdoc IStakeVault
    function unlock(uint256 lockId) external onlyEscrow {
        (address operator, uint128 amount) = _close(lockId);
        emit Unlocked(lockId, operator, amount);
    }

    /// @inheritdoc IStakeVault
    function forfeit(uint256 lockId, uint256 amount, address beneficiary) external onlyEscrow {
        if (beneficiary == address(0)) revert StakeVault_ZeroAddress();
        (address operator, uint128 locked) = _close(lockId);
        if (amount > locked) revert StakeVault_ForfeitTooLarge(amount, locked);
        _seize(operator, uint128(amount));
        emit Unlocked(lockId, operator, locked - amount);
        emit Forfeited(lockId, operator, beneficiary, amount);
        _credit(beneficiary, amount);
    }

    /// @inheritdoc IStakeVault
    function slash(uint256 lockId, address client, uint256 cover) external onlyEscrow returns (uint256 slashId) {
        if (client == address(0)) revert StakeVault_ZeroAddress();
        (address operator, uint128 amount) = _close(lockId);
        SlashBudget storage budget = _budgets[operator];
        uint128 exposure = (_stakeSum(operator) + budget.held).toUint128();
        // INVARIANT: what is held never exceeds the base, so that it becomes final within 1 / daily share days.
        if (budget.held == 0 || exposure > budget.base) budget.base = exposure;
        budget.held += amount;
        _seize(operator, amount);

        // Those who are paid get shares that are rounded down; the rest of the whole lock is burned.
        uint256 share = (uint256(amount) * _clientShare) / BASIS_POINTS;
        slashId = ++_slashCount;
        Slash storage record = _slashes[slashId];
        record.operator = operator;
        record.client = client;
        record.amount = amount;
        record.bounty = uint128((uint256(amount) * _bountyShare) / BASIS_POINTS);
        record.compensation = uint128(cover < share ? cover : share);
        record.heldUntil = uint64(block.timestamp) + _slashHold;
        emit Slashed(slashId, operator, client, amount, record.bounty, record.compensation, record.heldUntil);
    }

    /// @inheritdoc IStakeVault
    function assignBounty(uint256 slashId, address beneficiary) external {
        if (msg.sender != game) revert StakeVault_NotGame(msg.sender, game);
        Slash storage record = _slashOf(slashId);
        if (record.assigned) revert StakeVault_BountyAssigned(slashId, record.beneficiary);
        record.assigned = true;
        record.beneficiary = beneficiary;
        emit BountyAssigned(slashId, beneficiary);
        _payBounty(beneficiary, record.bountySettled);
    }

    /// @inheritdoc IStakeVault
    function settleSlash(uint256 slashId) external returns (uint256 amount) {
        Slash storage record = _slashOf(slashId);
        if (record.voided) revert StakeVault_SlashVoided(slashId);
        if (record.settled == record.amount) revert StakeVault_SlashSettled(slashId);
        if (block.timestamp < record.heldUntil) revert StakeVault_SlashHeld(record.heldUntil, block.timestamp);
        amount = _useBudget(record.operator, record.amount - record.settled);

        uint256 settled = record.settled + amount;
        (uint256 bounty, uint256 compensation) = _partsUpTo(record, settled, amount);
        record.settled = uint128(settled);
        record.bountySettled += uint128(bounty);
        record.compensationSettled += uint128(compensation);
        emit SlashSettled(slashId, amount, record.amount - settled);
        _burn(amount - bounty - compensation);
        _credit(record.client, compensation);
        if (record.assigned) _payBounty(record.beneficiary, bounty);
    }

    /// @inheritdoc IStakeVault
    function voidSlash(uint256 slashId) external onlyGuardian {
        Slash storage record = _slashOf(slashId);
        if (record.voided) revert StakeVault_SlashVoided(slashId);
        uint128 rest = record.amount - record.settled;
        if (rest == 0) revert StakeVault_SlashSettled(slashId);
        record.voided = true;
        _budgets[record.operator].held -= rest;
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
        return _slashes[slashId];
    }

    function _deposit(address operator, uint256 amount) private {
        if (escrow == address(0)) revert StakeVault_NotInitialized();
        if (operator == address(0)) revert StakeVault_ZeroAddress();
        if (amount == 0) revert StakeVault_ZeroAmount();
        _take(amount);
        emit Deposited(operator, msg.sender, amount, _bond(operator, amount));
    }

    /// @dev Takes as much of `wanted` as today's limit leaves. The limit is rounded up.
    function _useBudget(address operator, uint128 wanted) private returns (uint128 amount) {
        SlashBudget storage budget = _budgets[operator];
        uint64 day = uint64(block.timestamp / 1 days);
        if (budget.day != day) (budget.day, budget.settledToday) = (day, 0);
        uint128 limit = uint128((uint256(budget.base) * _dailySlashShare + BASIS_POINTS - 1) / BASIS_POINTS);
        if (budget.settledToday >= limit) revert StakeVault_DailyLimitReached(operator, limit);
        uint128 left = limit - budget.settledToday;
        amount = wanted < left ? wanted : left;
        budget.settledToday += amount;
        budget.held -= amount;
    }

    /// @dev What a settlement of `amount`, up to `settled` in total, adds to bounty and compensation: in proportion, so
    /// that a slash that is voided half-way has paid neither side first.
    function _partsUpTo(
        Slash storage record,
        uint256 settled,
        uint256 amount
    ) private view returns (uint256 bounty, uint256 compensation) {
        bounty = (uint256(record.bounty) * settled) / record.amount - record.bountySettled;
        if (bounty > amount) bounty = amount;
        compensation = (uint256(record.compensation) * settled) / record.amount - record.compensationSettled;
        if (compensation > amount - bounty) compensation = amount - bounty;
    }

    function _payBounty(address beneficiary, uint256 amount) private {
        if (beneficiary == address(0)) _burn(amount);
        else _credit(beneficiary, amount);
    }

    function _burn(uint256 amount) private {
        if (amount == 0) return;
        burned += amount;
        emit Burned(amount);
    }

    function _slashOf(uint256 slashId) private view returns (Slash storage record) {
        record = _slashes[slashId];
        if (record.operator == address(0)) revert StakeVault_UnknownSlash(slashId);
    }
}
