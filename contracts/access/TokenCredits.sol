// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ITokenCredits} from "../interfaces/ITokenCredits.sol";

/// @title Taking and paying one ERC-20
/// @dev What comes in is measured, what goes out is pulled. Functions that take tokens must be `nonReentrant`.
abstract contract TokenCredits is ITokenCredits, ReentrancyGuard {
    using SafeERC20 for IERC20;

    IERC20 private immutable _token;

    mapping(address account => uint256 amount) private _credits;

    constructor(address token_) {
        if (token_.code.length == 0) revert TokenCredits_NoToken(token_);
        _token = IERC20(token_);
    }

    /// @inheritdoc ITokenCredits
    function withdraw(address to) external nonReentrant returns (uint256 amount) {
        if (to == address(0)) revert TokenCredits_ZeroAddress();
        amount = _credits[msg.sender];
        if (amount == 0) revert TokenCredits_NothingToWithdraw(msg.sender);
        _credits[msg.sender] = 0;
        emit Withdrawn(msg.sender, to, amount);
        _token.safeTransfer(to, amount);
    }

    /// @inheritdoc ITokenCredits
    function creditOf(address account) external view returns (uint256 amount) {
        return _credits[account];
    }

    /// @inheritdoc ITokenCredits
    function token() external view returns (address erc20) {
        return address(_token);
    }

    /// @dev Moves `amount` from the caller to this contract.
    function _take(uint256 amount) internal {
        uint256 before = _token.balanceOf(address(this));
        _token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = _token.balanceOf(address(this)) - before;
        // INVARIANT: what is booked is what arrived, so that a token with a fee cannot create claims without backing.
        if (received != amount) revert TokenCredits_AmountMismatch(amount, received);
    }

    /// @dev Submits the caller's permit. Its failure is ignored: anybody may have submitted the same permit before, and
    /// the transfer that follows fails by itself if there is no allowance.
    function _tryPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) internal {
        // Both blocks are empty on purpose: neither outcome decides anything, the allowance does.
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(address(_token)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
    }

    function _credit(address account, uint256 amount) internal {
        if (amount == 0) return;
        _credits[account] += amount;
        emit Credited(account, amount);
    }
}
