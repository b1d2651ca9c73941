// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Balances of one ERC-20 that their owners pull
interface ITokenCredits {
    event Credited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, address indexed to, uint256 amount);

    error TokenCredits_NoToken(address token);
    error TokenCredits_ZeroAddress();
    error TokenCredits_AmountMismatch(uint256 expected, uint256 received);
    error TokenCredits_NothingToWithdraw(address account);

    /// @notice Pays the caller's whole credit to `to`, which may be another account: a token can refuse to pay some.
    function withdraw(address to) external returns (uint256 amount);

    /// @notice What `account` can withdraw, in the token's smallest unit.
    function creditOf(address account) external view returns (uint256 amount);

    /// @notice The only token that this contract takes and pays.
    function token() external view returns (address erc20);
}
