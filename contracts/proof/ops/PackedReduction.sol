// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Reductions of contiguous elements
/// @notice Thirty-two bytes at a time: elements are biased to unsigned and folded in lanes of one word.
library PackedReduction {
    uint256 private constant EVERY_FOURTH = 0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff;
    uint256 private constant EVERY_SECOND = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant ONES = 0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 private constant HALVES = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant HALF_ONES = 0x0000000100000001000000010000000100000001000000010000000100000001;
    uint256 private constant SIGN_HALVES = 0x8000800080008000800080008000800080008000800080008000800080008000;
    uint256 private constant SIGN_BYTES = 0x8080808080808080808080808080808080808080808080808080808080808080;

    /// @notice Sum of `count` (at most 2^20) little-endian elements, exact.
    /// @param pointer Calldata position of the first.
    function sum(uint256 pointer, uint256 count, uint256 elementType) internal pure returns (int256 result) {
        unchecked {
            uint256 bytesLeft = count << elementType;
            // The byte with the sign is the last one of each element.
            uint256 bias = SIGN_BYTES;
            if (elementType == 1) bias = SIGN_BYTES & EVERY_SECOND;
            if (elementType == 2) bias = SIGN_BYTES & EVERY_FOURTH;
            uint256 sums0;
            uint256 sums1;
            uint256 sums2;
            uint256 sums3;
            assembly ("memory-safe") {
                for {} bytesLeft {} {
                    let word := xor(calldataload(pointer), bias)
                    if lt(bytesLeft, 32) {
                        let beyond := sub(256, shl(3, bytesLeft))
                        word := shl(beyond, shr(beyond, word))
                        bytesLeft := 32
                    }
                    // Sums by position in four bytes, the last byte being lane 0.
                    sums0 := add(sums0, and(word, EVERY_FOURTH))
                    sums1 := add(sums1, and(shr(8, word), EVERY_FOURTH))
                    sums2 := add(sums2, and(shr(16, word), EVERY_FOURTH))
                    sums3 := add(sums3, and(shr(24, word), EVERY_FOURTH))
                    pointer := add(pointer, 32)
                    bytesLeft := sub(bytesLeft, 32)
                }
            }
            uint256 last = _laneSum(sums0);
            uint256 third = _laneSum(sums1);
            uint256 second = _laneSum(sums2);
            uint256 first = _laneSum(sums3);
            uint256 biased = first + second + third + last;
            if (elementType == 1) biased = first + third + ((second + last) << 8);
            if (elementType == 2) biased = first + (second << 8) + (third << 16) + (last << 24);
            result = int256(biased) - int256(count << ((8 << elementType) - 1));
        }
    }

    /// @notice Greatest of `count` int8, or the least.
    /// @param pointer Calldata position of the first.
    function extremeOfBytes(uint256 pointer, uint256 count, bool least) internal pure returns (int256 result) {
        unchecked {
            // Inverted bytes are in the reverse order.
            uint256 flip = least ? ~SIGN_BYTES : SIGN_BYTES;
            uint256 even;
            uint256 odd;
            while (count != 0) {
                uint256 word;
                assembly ("memory-safe") {
                    word := xor(calldataload(pointer), flip)
                }
                // Beyond the end stands zero, the least biased byte.
                if (count < 32) {
                    word &= ~(type(uint256).max >> (8 * count));
                    count = 32;
                }
                even = _greater(word & EVERY_SECOND, even);
                odd = _greater((word >> 8) & EVERY_SECOND, odd);
                pointer += 32;
                count -= 32;
            }
            even = _greater(even, odd);
            for (uint256 distance = 128; distance >= 16; distance >>= 1) even = _greater(even, even >> distance);
            result = int256(even & 0xff) - 128;
            if (least) result = ~result;
        }
    }

    /// @notice Greatest of `count` int16, or the least.
    /// @param pointer Calldata position of the first.
    function extremeOfShorts(uint256 pointer, uint256 count, bool least) internal pure returns (int256 result) {
        unchecked {
            uint256 flip = least ? ~SIGN_HALVES : SIGN_HALVES;
            uint256 even;
            uint256 odd;
            while (count != 0) {
                uint256 word;
                assembly ("memory-safe") {
                    word := calldataload(pointer)
                    // The upper byte of each comes second.
                    word := xor(or(shl(8, and(word, EVERY_SECOND)), and(shr(8, word), EVERY_SECOND)), flip)
                }
                if (count < 16) {
                    word &= ~(type(uint256).max >> (16 * count));
                    count = 16;
                }
                even = _greaterHalf(word & HALVES, even);
                odd = _greaterHalf((word >> 16) & HALVES, odd);
                pointer += 32;
                count -= 16;
            }
            even = _greaterHalf(even, odd);
            for (uint256 distance = 128; distance >= 32; distance >>= 1) even = _greaterHalf(even, even >> distance);
            result = int256(even & 0xffff) - 32_768;
            if (least) result = ~result;
        }
    }

    /// @notice The place of the first of `count` int16 that is `value`; there must be one.
    /// @param pointer Calldata position of the first.
    /// @param value An int16.
    function firstOfShorts(uint256 pointer, uint256 count, int256 value) internal pure returns (uint256 place) {
        uint256 pattern = (((uint256(value) & 0xff) << 8) | ((uint256(value) >> 8) & 0xff)) * ONES;
        assembly ("memory-safe") {
            let end := add(pointer, shl(1, count))
            let next := pointer
            for {} lt(next, end) {
                next := add(next, 32)
            } {
                let word := xor(calldataload(next), pattern)
                // Whether any half is zero, as for bytes below.
                if and(and(sub(word, ONES), not(word)), SIGN_HALVES) {
                    for {} shr(240, word) {} {
                        word := shl(16, word)
                        next := add(next, 2)
                    }
                    break
                }
            }
            place := shr(1, sub(next, pointer))
        }
    }

    /// @notice The place of the first of `count` bytes that is `value`; there must be one.
    /// @param pointer Calldata position of the first.
    /// @param value An int8.
    function firstOfBytes(uint256 pointer, uint256 count, int256 value) internal pure returns (uint256 place) {
        uint256 pattern = (uint256(value) & 0xff) * 0x0101010101010101010101010101010101010101010101010101010101010101;
        assembly ("memory-safe") {
            let end := add(pointer, count)
            let next := pointer
            for {} lt(next, end) {
                next := add(next, 32)
            } {
                let word := xor(calldataload(next), pattern)
                // Whether any byte is zero: subtracting one from each borrows into the top bit of such a byte.
                let ones := 0x0101010101010101010101010101010101010101010101010101010101010101
                if and(and(sub(word, ones), not(word)), SIGN_BYTES) {
                    for {} byte(0, word) {} {
                        word := shl(8, word)
                        next := add(next, 1)
                    }
                    break
                }
            }
            place := sub(next, pointer)
        }
    }

    /// @dev The greater byte in each 16-bit lane: bit 8 of (x + 256 − y) tells whether x is at least y.
    function _greater(uint256 x, uint256 y) private pure returns (uint256 result) {
        assembly ("memory-safe") {
            let atLeast := and(shr(8, sub(or(x, shl(8, ONES)), y)), ONES)
            result := xor(y, and(xor(x, y), mul(atLeast, 0xff)))
        }
    }

    /// @dev As `_greater`, of two bytes in each 32-bit lane.
    function _greaterHalf(uint256 x, uint256 y) private pure returns (uint256 result) {
        assembly ("memory-safe") {
            let atLeast := and(shr(16, sub(or(x, shl(16, HALF_ONES)), y)), HALF_ONES)
            result := xor(y, and(xor(x, y), mul(atLeast, 0xffff)))
        }
    }

    /// @dev Sum of the eight 32-bit lanes.
    function _laneSum(uint256 lanes) private pure returns (uint256 total) {
        assembly ("memory-safe") {
            lanes := add(
                and(lanes, 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff),
                and(shr(32, lanes), 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff)
            )
            lanes := add(lanes, shr(128, lanes))
            total := and(add(lanes, shr(64, lanes)), 0xffffffffffff)
        }
    }
}
