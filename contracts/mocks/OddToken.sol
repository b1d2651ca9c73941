// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that does not behave
/// @notice The base of test doubles, each with one oddity that is in use on public chains.
abstract contract OddToken is ERC20 {
    /// @notice Creates `amount` for `account`. Anybody.
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
