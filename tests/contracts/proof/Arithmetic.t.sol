// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Arithmetic} from "../../../contracts/proof/Arithmetic.sol";
import {DotProduct} from "../../../contracts/proof/DotProduct.sol";
import {PackedReduction} from "../../../contracts/proof/ops/PackedReduction.sol";
import {Reference} from "./Reference.sol";
import {Space} from "./TreeBuilder.sol";
import {StepTest} from "./StepTest.sol";

/// @notice Rescale, dot product and packed reductions against plain definitions.
contract ArithmeticTest is StepTest {
    function testFuzz_scale_equals_definition(int32 v, int32 m, uint8 s, bool twice) external pure {
        checkSigned(Arithmetic.scale(v, m, s, twice), Reference.scale(v, m, s, twice), "scale");
    }

    function test_scale_rounds_ties_up() external pure {
        checkSigned(Arithmetic.scale(3, 1, 1, false), 2, "1.5");
        checkSigned(Arithmetic.scale(-3, 1, 1, false), -1, "-1.5");
        checkSigned(Arithmetic.scale(-1, 1, 2, false), 0, "-0.25");
        checkSigned(Arithmetic.scale(-2, 1, 2, false), 0, "-0.5");
    }

    function test_scale_rounds_twice_only_above_31() external pure {
        // v * m = 2^30: with shift 32 the rounded quotient is 0.25 + 0.5 → 0, and 0.25 + 0.5 + 0.25 → 1 when rounding twice.
        checkSigned(Arithmetic.scale(1 << 15, 1 << 15, 32, false), 0, "once");
        checkSigned(Arithmetic.scale(1 << 15, 1 << 15, 32, true), 1, "twice");
        checkSigned(Arithmetic.scale(1 << 15, 1 << 15, 31, false), 1, "31 once");
        checkSigned(Arithmetic.scale(1 << 15, 1 << 15, 31, true), 1, "31 twice");
        checkSigned(Arithmetic.scale(-(1 << 15), 3 << 15, 32, false), -1, "negative once");
        checkSigned(Arithmetic.scale(-(1 << 15), 3 << 15, 32, true), -1, "negative twice");
        checkSigned(Arithmetic.scale(-(1 << 15), 1 << 16, 32, false), 0, "negative tie once");
        checkSigned(Arithmetic.scale(-(1 << 15), 1 << 16, 32, true), -1, "negative tie twice");
    }

    function test_scale_is_total() external pure {
        int256 least = type(int32).min;
        checkSigned(Arithmetic.scale(least, least, 0, false), 1 << 62, "shift 0");
        checkSigned(Arithmetic.scale(least, least, 64, false), 1 << 62, "shift 64 is 0");
        checkSigned(Arithmetic.scale(least, least, 62, false), 1, "shift 62");
        checkSigned(Arithmetic.scale(least, least, 63, true), 1, "shift 63 is 62");
        checkSigned(Arithmetic.scale(least, least, 255, false), 1, "shift 255 is 62");
        checkSigned(Arithmetic.scale(least, 1 << 30, 30, false), least, "identity");
        checkSigned(Arithmetic.scale(type(int32).max, 1 << 30, 30, true), type(int32).max, "identity of maximum");
    }

    function test_ranges_of_types() external pure {
        checkSigned(Arithmetic.minimum(0), -128, "int8");
        checkSigned(Arithmetic.maximum(0), 127, "int8");
        checkSigned(Arithmetic.minimum(1), -32_768, "int16");
        checkSigned(Arithmetic.maximum(1), 32_767, "int16");
        checkSigned(Arithmetic.minimum(2), type(int32).min, "int32");
        checkSigned(Arithmetic.maximum(2), type(int32).max, "int32");
        checkSigned(Arithmetic.wrap(int256(1) << 31), type(int32).min, "wrap");
        checkSigned(Arithmetic.wrap(-(int256(1) << 31) - 1), type(int32).max, "wrap below");
    }

    function testFuzz_dot_equals_plain_loop(uint256 seed, uint256 groups, int8 za, int8 zb) external pure {
        groups = bound(groups, 1, 40);
        _checkDot(randomBytes(seed, 30 * groups), randomBytes(~seed, 30 * groups), za, zb);
    }

    function test_dot_of_extremes() external pure {
        int8[3] memory zeros = [int8(-128), 0, 127];
        bytes1[3] memory values = [bytes1(0x80), 0x00, 0x7f];
        for (uint256 i = 0; i < 81; ++i) {
            bytes memory a = _repeated(values[i % 3], 540);
            bytes memory b = _repeated(values[(i / 3) % 3], 540);
            _checkDot(a, b, zeros[(i / 9) % 3], zeros[i / 27]);
        }
        checkSigned(_dot(_repeated(0x80, 540), _repeated(0x80, 540), 0, 0), 540 * 128 * 128, "-128 * -128");
    }

    function testFuzz_packed_sum_equals_plain_loop(uint256 seed, uint256 count, uint8 elementType) external view {
        elementType = uint8(bound(elementType, 0, 2));
        count = bound(count, 1, 700);
        bytes memory content = randomBytes(seed, (count << elementType) + 9);
        int256 expected = 0;
        for (uint256 i = 0; i < count; ++i) expected += _element(content, i, elementType);
        checkSigned(this.packedSum(content, count, elementType), expected, "sum");
    }

    function testFuzz_packed_extremes_equal_plain_loop(uint256 seed, uint256 count, uint16 ceiling) external view {
        count = bound(count, 1, 300);
        for (uint256 elementType = 0; elementType < 2; ++elementType) {
            bytes memory content = randomBytes(seed, (count << elementType) + 40);
            (int256 greatest, int256 least, uint256 place) = (type(int256).min, type(int256).max, 0);
            for (uint256 i = 0; i < count; ++i) {
                // Low ceilings make the bytes beyond the end greater than those within, and the least element frequent.
                uint256 top = ((i + 1) << elementType) - 1;
                if (int8(uint8(content[top])) > int8(uint8(ceiling))) content[top] = 0x80;
                if (elementType == 1 && uint8(content[top - 1]) > ceiling >> 8) content[top - 1] = 0;
                int256 value = _element(content, i, elementType);
                if (value > greatest) (greatest, place) = (value, i);
                if (value < least) least = value;
            }
            checkSigned(this.packedExtreme(content, count, elementType, false), greatest, "maximum");
            checkSigned(this.packedExtreme(content, count, elementType, true), least, "minimum");
            checkEqual(this.packedPlace(content, count, elementType, greatest), place, "place of the first maximum");
        }
    }

    function packedSum(bytes calldata content, uint256 count, uint256 elementType) external pure returns (int256) {
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := content.offset
        }
        return PackedReduction.sum(pointer, count, elementType);
    }

    function packedExtreme(
        bytes calldata content,
        uint256 count,
        uint256 elementType,
        bool least
    ) external pure returns (int256) {
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := content.offset
        }
        if (elementType == 1) return PackedReduction.extremeOfShorts(pointer, count, least);
        return PackedReduction.extremeOfBytes(pointer, count, least);
    }

    function packedPlace(
        bytes calldata content,
        uint256 count,
        uint256 elementType,
        int256 value
    ) external pure returns (uint256) {
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := content.offset
        }
        if (elementType == 1) return PackedReduction.firstOfShorts(pointer, count, value);
        return PackedReduction.firstOfBytes(pointer, count, value);
    }

    function _element(bytes memory content, uint256 index, uint256 elementType) private pure returns (int256) {
        Space[4] memory spaces;
        spaces[0].content = content;
        return Reference.read(spaces, 0, 0, index, elementType);
    }

    function _checkDot(bytes memory a, bytes memory b, int8 za, int8 zb) private pure {
        int256 expected = 0;
        for (uint256 i = 0; i < a.length; ++i) {
            expected += (int256(int8(uint8(a[i]))) - za) * (int256(int8(uint8(b[i]))) - zb);
        }
        checkSigned(_dot(a, b, za, zb), expected, "dot");
    }

    function _dot(bytes memory a, bytes memory b, int256 za, int256 zb) private pure returns (int256) {
        uint256 left;
        uint256 right;
        assembly ("memory-safe") {
            left := add(a, 32)
            right := add(b, 32)
        }
        return DotProduct.dot(left, right, a.length / 30, za, zb);
    }

    function _repeated(bytes1 value, uint256 length) private pure returns (bytes memory made) {
        made = new bytes(length);
        for (uint256 i = 0; i < length; ++i) made[i] = value;
    }
}
