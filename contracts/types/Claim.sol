// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where a claim stands, as the dispute game sees it.
enum ClaimState {
    /// No result has been submitted under this id.
    None,
    /// Submitted and not decided. It may be past its window while games are still open.
    Open,
    /// Paid out: nothing can change it any more.
    Final,
    /// A fault was proven: the collateral is slashed.
    Faulted,
    /// The dispute met an invalid instruction: everybody has been refunded.
    Voided
}

/// @notice A result that can be disputed: `asserter` says that `modelId` maps `inputRoot` to `outputRoot`.
struct Claim {
    /// The operator whose collateral backs the claim. Accounts that it authorised in the vault may move for it.
    address asserter;
    /// The last second in which a game may be opened.
    uint64 challengeDeadline;
    ClaimState state;
    address client;
    bytes32 modelId;
    bytes32 inputRoot;
    bytes32 outputRoot;
}
