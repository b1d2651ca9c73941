// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Claim} from "../types/Claim.sol";

/// @title Claims that a dispute game can decide
/// @notice A contract that holds results backed by collateral. Only its dispute game may call the `on…` functions.
/// The order of calls for one game: `onGameOpened`, then perhaps one of `onFaultProven` and `onVoided` (at most one
/// of them once per claim, and only while the claim is `Open`), then `onGameClosed`, in whatever state the claim is by then.
interface IClaimSource {
    /// @notice A game was opened on a claim.
    event ClaimGameOpened(uint256 indexed claimId, uint256 openGames);

    /// @notice A game on a claim has ended.
    event ClaimGameClosed(uint256 indexed claimId, uint256 openGames);

    /// @notice The claim under `claimId`; a zero claim in state `None` if there is none.
    function claimOf(uint256 claimId) external view returns (Claim memory claim);

    /// @notice Whom a proven fault harms, and the most that it is compensated with, in the vault's token. Both are fixed before the claim
    /// is made.
    function coverOf(uint256 claimId) external view returns (address client, uint256 cover);

    /// @notice Holds the claim open until the game is closed. Reverts unless the claim is `Open` and its window has
    /// not passed.
    function onGameOpened(uint256 claimId) external;

    /// @notice Releases one opened game. Must be called exactly once for each, however the game ended.
    function onGameClosed(uint256 claimId) external;

    /// @notice Decides the claim against its asserter: the client is refunded and the collateral slashed.
    /// @return slashId The slash in the vault.
    function onFaultProven(uint256 claimId) external returns (uint256 slashId);

    /// @notice Undoes the claim without fault: the client is refunded and the collateral freed.
    function onVoided(uint256 claimId) external;
}
