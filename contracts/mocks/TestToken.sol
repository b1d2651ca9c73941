// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title A token that anybody can mint
/// @notice For development chains and tests only: it is worth nothing.
contract TestToken is ERC20, ERC20Permit {
    constructor() ERC20("Assay Test Token", "TEST") ERC20Permit("Assay Test Token") {}

    /// @notice Creates `amount` for `account`. Anybody.
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
