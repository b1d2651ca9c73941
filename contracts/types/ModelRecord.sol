// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where a model stands.
enum ModelState {
    /// Never registered.
    Unknown,
    /// Registered; anybody may still prove one of its instructions invalid.
    Pending,
    /// The validity window passed without such a proof: jobs may name it.
    Active,
    /// Proven invalid, for ever.
    Invalid
}

/// @notice What a program is, by content. The hash of these fields is the model id.
struct ModelDescription {
    uint16 profileVersion;
    uint32 instructionCount;
    /// Pages of 512 bytes in the four spaces.
    uint32 inputPages;
    uint32 constantPages;
    uint32 bodyPages;
    uint32 outputPages;
    bytes32 programRoot;
    bytes32 constantsRoot;
    /// keccak256 of the types, pages and shapes of inputs and outputs (docs/protocol.md, section 1).
    bytes32 interfaceHash;
}

/// @notice A registered model.
struct ModelRecord {
    ModelDescription description;
    address publisher;
    /// The first second in which the model is active, unless it is proven invalid before.
    uint64 activeAt;
    ModelState state;
    /// The publisher's bond that the registry still holds, in wei.
    uint256 bond;
}
