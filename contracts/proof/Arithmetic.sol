// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Integer arithmetic of the profile
/// @notice docs/arithmetic.md, section 1. Values are carried as int256; `wrap` brings sums and products back to int32.
library Arithmetic {
    /// @notice Keeps the low 32 bits as a signed number.
    function wrap(int256 x) internal pure returns (int256 result) {
        assembly ("memory-safe") {
            result := signextend(3, x)
        }
    }

    /// @notice Keeps the low bits that an element type has, as a signed number.
    function signExtend(int256 x, uint256 elementType) internal pure returns (int256 result) {
        assembly ("memory-safe") {
            result := signextend(sub(shl(elementType, 1), 1), x)
        }
    }

    /// @notice `min(max(x, low), high)`.
    function clamp(int256 x, int256 low, int256 high) internal pure returns (int256 result) {
        result = x < low ? low : x;
        if (result > high) result = high;
    }

    /// @notice `(v * m + rounding) >> s`, the rescale of section 1.1, total in all its arguments.
    /// @param v An int32.
    /// @param m An int32.
    /// @param s A byte; only values up to 62 have a meaning of their own.
    /// @param doubleRounding Whether shifts above 31 round twice.
    function scale(int256 v, int256 m, uint256 s, bool doubleRounding) internal pure returns (int256 result) {
        unchecked {
            s &= 63;
            if (s == 63) s = 62;
            int256 rounding = int256((uint256(1) << s) >> 1);
            if (doubleRounding && s > 31) rounding += v >= 0 ? int256(1 << 30) : -int256(1 << 30);
            result = (v * m + rounding) >> s;
        }
    }

    /// @notice Least value of an element type.
    function minimum(uint256 elementType) internal pure returns (int256 value) {
        value = -maximum(elementType) - 1;
    }

    /// @notice Greatest value of an element type.
    function maximum(uint256 elementType) internal pure returns (int256 value) {
        value = int256((uint256(1) << ((8 << elementType) - 1)) - 1);
    }

    /// @notice The little-endian element at a calldata position.
    /// @param elementType 0 int8, 1 int16, 2 int32.
    function read(uint256 pointer, uint256 elementType) internal pure returns (int256 value) {
        assembly ("memory-safe") {
            let word := calldataload(pointer)
            switch elementType
            case 0 {
                value := signextend(0, byte(0, word))
            }
            case 1 {
                value := signextend(1, or(byte(0, word), shl(8, byte(1, word))))
            }
            default {
                value := signextend(
                    3,
                    or(or(byte(0, word), shl(8, byte(1, word))), or(shl(16, byte(2, word)), shl(24, byte(3, word))))
                )
            }
        }
    }
}
