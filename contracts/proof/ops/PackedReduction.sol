// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Reductions of contiguous elements
/// @notice Thirty-two bytes at a time: elements are biased to unsigned and folded in lanes of one word.
library PackedReduction {
    uint256 private constant EVERY_FOURTH = 0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff;
    uint256 private constant EVERY_SECOND = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant ONES = 0x0001000100010001000100010001000100010001000100010001000100010001;
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

    /// @notice Greatest of `count` int8.
    /// @param pointer Calldata position of the first.
    function maximumOfBytes(uint256 pointer, uint256 count) internal pure returns (int256 result) {
        unchecked {
            uint256 even;
            uint256 odd;
            while (count != 0) {
                uint256 word;
                assembly ("memory-safe") {
                    word := xor(calldataload(pointer), SIGN_BYTES)
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
        }
    }

    /// @dev The greater byte in each 16-bit lane: bit 8 of (x + 256 − y) tells whether x is at least y.
    function _greater(uint256 x, uint256 y) private pure returns (uint256 result) {
        assembly ("memory-safe") {
            let atLeast := and(shr(8, sub(or(x, shl(8, ONES)), y)), ONES)
            result := xor(y, and(xor(x, y), mul(atLeast, 0xff)))
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
