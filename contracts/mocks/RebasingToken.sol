// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {OddToken} from "./OddToken.sol";

/// @notice Scales every balance by a factor that anybody may set, also during a transfer.
contract RebasingToken is OddToken {
    uint256 public factor = 1000;
    uint256 public factorInTransfer = 1000;

    constructor() ERC20("Rebasing", "REB") {}

    function setFactor(uint256 next) external {
        (factor, factorInTransfer) = (next, next);
    }

    function setFactorInTransfer(uint256 next) external {
        factorInTransfer = next;
    }

    function balanceOf(address account) public view override returns (uint256 amount) {
        return (super.balanceOf(account) * factor) / 1000;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        factor = factorInTransfer;
    }
}
