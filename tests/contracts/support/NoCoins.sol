// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";

/// @notice Refuses the native coin, or takes it and calls back, as it is told.
contract NoCoins {
    IModelRegistry private immutable _registry;
    bool private _reenter;
    /// @dev Whether a withdrawal inside a withdrawal went through.
    bool public reentered;

    error NoCoins_Refused();

    constructor(IModelRegistry registry) {
        _registry = registry;
    }

    receive() external payable {
        if (!_reenter) revert NoCoins_Refused();
        try _registry.withdraw(payable(address(this))) {
            reentered = true;
        } catch {
            return;
        }
    }

    function withdraw(address payable to) external {
        _registry.withdraw(to);
    }

    function withdrawReentering() external {
        _reenter = true;
        _registry.withdraw(payable(address(this)));
    }

    function prove(bytes calldata call) external {
        // Any call to the registry, from an account that takes no coins.
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, ) = address(_registry).call(call);
        if (!done) revert NoCoins_Refused();
    }
}
