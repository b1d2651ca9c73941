// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {OddToken} from "./OddToken.sol";

/// @notice Refuses transfers from and to blocked accounts.
contract BlocklistToken is OddToken {
    error BlocklistToken_Blocked(address account);

    mapping(address account => bool blocked) public isBlocked;

    constructor() ERC20("Blocklist", "BLOCK") {}

    function setBlocked(address account, bool blocked) external {
        isBlocked[account] = blocked;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (isBlocked[from]) revert BlocklistToken_Blocked(from);
        if (isBlocked[to]) revert BlocklistToken_Blocked(to);
        super._update(from, to, amount);
    }
}
