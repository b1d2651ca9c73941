// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGuarded} from "../interfaces/IGuarded.sol";

/// @title A contract whose new work a guardian may pause
abstract contract Guarded is IGuarded {
    address private immutable _guardian;

    bool private _paused;

    modifier onlyGuardian() {
        // INVARIANT: without a guardian nobody passes, because no transaction comes from the zero address.
        if (msg.sender != _guardian) revert Guarded_NotGuardian(msg.sender, _guardian);
        _;
    }

    modifier whenNotPaused() {
        if (_paused) revert Guarded_Paused();
        _;
    }

    constructor(address guardian_) {
        _guardian = guardian_;
    }

    /// @inheritdoc IGuarded
    function setPaused(bool paused) external onlyGuardian {
        _paused = paused;
        emit PausedSet(msg.sender, paused);
    }

    /// @inheritdoc IGuarded
    function guardian() external view returns (address account) {
        return _guardian;
    }

    /// @inheritdoc IGuarded
    function isPaused() external view returns (bool paused) {
        return _paused;
    }
}
