// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who earned the bounty of a claim
/// @notice The vault asks when it pays, so that a verdict need not write it down.
interface IBountySource {
    /// @notice Whether the bounty of a claim is decided, and for whom. Once decided it never changes.
    /// @return isDecided False until a fault is proven and no game is open that was registered before the winner's.
    /// @return beneficiary The challenger of the winner; zero while undecided.
    function bountyOf(address source, uint256 claimId) external view returns (bool isDecided, address beneficiary);
}
