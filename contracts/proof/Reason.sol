// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Reasons
/// @notice Why an instruction or a program is not valid (docs/arithmetic.md, section 6); 0 is valid.
library Reason {
    uint8 internal constant BAD_LENGTH = 1;
    uint8 internal constant BAD_VERSION = 2;
    uint8 internal constant BAD_OPCODE = 3;
    uint8 internal constant RESERVED_NOT_ZERO = 4;
    uint8 internal constant BAD_TYPE = 5;
    uint8 internal constant BAD_SHAPE = 6;
    uint8 internal constant BAD_SPACE = 7;
    uint8 internal constant BAD_REFERENCE = 8;
    uint8 internal constant BAD_ATTRIBUTE = 9;
    uint8 internal constant SHAPE_MISMATCH = 10;
    uint8 internal constant BAD_RESCALE = 11;
    uint8 internal constant BAD_EPILOGUE = 12;
    uint8 internal constant OUT_OF_SPACE = 13;
    uint8 internal constant STEP_TOO_LARGE = 14;
    uint8 internal constant LINK_MISMATCH = 20;
    uint8 internal constant ORDER_MISMATCH = 21;
    uint8 internal constant TOTAL_MISMATCH = 22;
}
