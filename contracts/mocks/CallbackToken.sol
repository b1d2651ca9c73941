// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {OddToken} from "./OddToken.sol";

/// @notice Calls a target that anybody may set once after the next transfer, as ERC-777 does.
contract CallbackToken is OddToken {
    address public target;
    bytes public payload;
    bool public lastCallSucceeded;
    bytes public lastCallResult;

    constructor() ERC20("Callback", "CALL") {}

    function setCallback(address target_, bytes calldata payload_) external {
        (target, payload) = (target_, payload_);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (target == address(0)) return;
        address called = target;
        target = address(0);
        // The call is whatever the test chose, and its failure is a result that the test reads.
        // solhint-disable-next-line avoid-low-level-calls
        (lastCallSucceeded, lastCallResult) = called.call(payload);
    }
}
