// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {OddToken} from "./OddToken.sol";

/// @notice Says false instead of reverting, and moves nothing, while it is closed.
contract FalseToken is OddToken {
    bool public closed;

    constructor() ERC20("False", "FALSE") {}

    function setClosed(bool value) external {
        closed = value;
    }

    function transfer(address to, uint256 amount) public override returns (bool moved) {
        if (closed) return false;
        return super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool moved) {
        if (closed) return false;
        return super.transferFrom(from, to, amount);
    }
}
