// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Roles of the verifier's parts
/// @notice A part says which one it has, so that no verifier is deployed with parts in the wrong order.
library VerifierParts {
    /// @notice The version of the arithmetic that verifier and parts decide.
    uint16 internal constant PROFILE = 1;
    /// @notice Judges instructions.
    bytes32 internal constant VALIDATION = "validation";
    /// @notice Steps of convolutions, pools and matrix products.
    bytes32 internal constant WINDOWS = "window steps";
    /// @notice Steps of element-wise operators.
    bytes32 internal constant ELEMENTS = "element steps";
    /// @notice Steps of reductions and of operators that move data.
    bytes32 internal constant TENSORS = "tensor steps";
}
