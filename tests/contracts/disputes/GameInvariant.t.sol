// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GameHandler} from "./support/GameHandler.sol";

/// @notice What holds after any sequence of moves.
contract GameInvariantTest {
    GameHandler private _handler;

    function setUp() external {
        _handler = new GameHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_moneyIsConserved() external view {
        _handler.checkMoney();
    }

    function invariant_queuesAndCountsAgree() external view {
        _handler.checkQueues();
    }

    function invariant_H1_bountiesGoToTheEarliestSuccess() external view {
        _handler.checkClaims();
    }

    function invariant_outcomesAreFinal() external {
        _handler.checkOutcomesAreFinal();
    }
}
