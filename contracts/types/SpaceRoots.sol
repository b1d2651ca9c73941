// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The four spaces that a step reads from: their paged-tree roots and page counts (docs/arithmetic.md, section 2).
/// @dev The root of an empty space is zero.
struct SpaceRoots {
    bytes32 input;
    bytes32 constants;
    bytes32 body;
    bytes32 output;
    uint32 inputPages;
    uint32 constantPages;
    uint32 bodyPages;
    uint32 outputPages;
}
