// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A part of the one-step verifier
/// @notice The verifier is one address, but its code exceeds one contract: stateless parts hold it.
interface IVerifierPart {
    /// @notice The version of the arithmetic that this part belongs to.
    function profileVersion() external pure returns (uint16 version);

    /// @notice What the part decides: one of `VerifierParts`.
    function role() external pure returns (bytes32 id);
}
