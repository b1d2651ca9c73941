// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Dot product of int8 vectors
/// @notice Thirty products at a time: bytes biased to unsigned are spread over 24-bit lanes, ten a word, so that one 256-bit
/// multiplication of a word with a reversed word adds up ten products in the lane at bit 216.
library DotProduct {
    /// @notice Bytes that one round consumes; vectors are padded to a multiple of it.
    uint256 internal constant GROUP = 30;

    uint256 private constant BIAS = 0x8080808080808080808080808080808080808080808080808080808080808080;
    uint256 private constant LANES = 0x0000ff0000ff0000ff0000ff0000ff0000ff0000ff0000ff0000ff0000ff;
    uint256 private constant ONES = 0x000001000001000001000001000001000001000001000001000001000001;
    uint256 private constant BYTES = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant PAIRS = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant QUADS = 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
    uint256 private constant OCTETS = 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;

    /// @notice `Σ (a[i] − za) * (b[i] − zb)`, exact.
    /// @dev Vectors lie in memory, `GROUP * groups` bytes each, padded with `za` and `zb`, which adds nothing. At most 700 groups,
    /// so that lane sums stay below 2^24.
    /// @param a Memory position of the first vector of int8.
    /// @param b Memory position of the second.
    function dot(uint256 a, uint256 b, uint256 groups, int256 za, int256 zb) internal pure returns (int256 result) {
        uint256 total;
        uint256 sumsA;
        uint256 sumsB;
        unchecked {
            for (uint256 end = a + GROUP * groups; a < end; a += GROUP) {
                uint256 x;
                uint256 y;
                assembly ("memory-safe") {
                    // x + 128 as a byte is x with its top bit flipped. The reversed bytes that count are the low ones, too.
                    x := shr(16, xor(mload(a), BIAS))
                    y := xor(mload(b), BIAS)
                }
                y = _reversed(y);
                assembly ("memory-safe") {
                    // Byte i of a is byte 29 − i from the right in x; byte i of b is byte i from the right in y.
                    let x0 := and(x, LANES)
                    let x1 := and(shr(8, x), LANES)
                    let x2 := and(shr(16, x), LANES)
                    let y0 := and(y, LANES)
                    let y1 := and(shr(8, y), LANES)
                    let y2 := and(shr(16, y), LANES)
                    sumsA := add(sumsA, add(x0, add(x1, x2)))
                    sumsB := add(sumsB, add(y0, add(y1, y2)))
                    let products := add(mul(x0, y2), add(mul(x1, y1), mul(x2, y0)))
                    total := add(total, and(shr(216, products), 0xffffff))
                }
                b += GROUP;
            }
            // With a' = a + 128 and A = za + 128: Σ (a' − A)(b' − B) = Σ a'b' − B Σ a' − A Σ b' + n A B.
            za += 128;
            zb += 128;
            result = int256(total) - zb * _laneSum(sumsA) - za * _laneSum(sumsB) + int256(groups * GROUP) * za * zb;
        }
    }

    /// @notice Claims memory for at least `length` bytes, and two more that the dot product loads but ignores, each holding `value`.
    function filled(uint256 length, int256 value) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := mload(0x40)
            let word := mul(and(value, 0xff), 0x0101010101010101010101010101010101010101010101010101010101010101)
            let end := add(pointer, add(length, 32))
            let next := pointer
            for {} lt(next, end) {
                next := add(next, 32)
            } {
                mstore(next, word)
            }
            mstore(0x40, next)
        }
    }

    /// @dev Sum of the ten lanes: their products with ones meet in the lane at bit 216.
    function _laneSum(uint256 lanes) private pure returns (int256 sum) {
        unchecked {
            sum = int256(((lanes * ONES) >> 216) & 0xffffff);
        }
    }

    /// @dev The 32 bytes in reverse order.
    function _reversed(uint256 word) private pure returns (uint256 result) {
        assembly ("memory-safe") {
            result := or(and(shr(8, word), BYTES), shl(8, and(word, BYTES)))
            result := or(and(shr(16, result), PAIRS), shl(16, and(result, PAIRS)))
            result := or(and(shr(32, result), QUADS), shl(32, and(result, QUADS)))
            result := or(and(shr(64, result), OCTETS), shl(64, and(result, OCTETS)))
            result := or(shr(128, result), shl(128, result))
        }
    }
}
