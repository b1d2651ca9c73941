// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A contract whose new work a guardian may pause
/// @notice A pause never covers challenges, moves, settlements and withdrawals.
interface IGuarded {
    event PausedSet(address indexed guardian, bool paused);

    error Guarded_NotGuardian(address caller, address guardian);
    error Guarded_Paused();

    /// @notice Stops or resumes new work. Guardian only.
    function setPaused(bool paused) external;

    /// @notice The guardian; zero if the deployment has none.
    function guardian() external view returns (address account);

    function isPaused() external view returns (bool paused);
}
