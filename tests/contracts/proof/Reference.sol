// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Step} from "./Step.sol";
import {Range, Space} from "./TreeBuilder.sol";

/// @notice The arithmetic once more, tap by tap and without any of the verifier's code, to hold the verifier to.
library Reference {
    struct Tap {
        bool inside;
        /// Taps with the same key share a run.
        uint256 key;
        /// Element index in operand A.
        uint256 index;
    }

    function reductionLength(Step memory step) internal pure returns (uint256) {
        if (step.opcode == 1) return uint256(step.kernel.height) * step.kernel.width * step.a.shape[3];
        if (step.opcode <= 3) return uint256(step.kernel.height) * step.kernel.width;
        if (step.opcode <= 5) return step.axis.length;
        return 1;
    }

    /// @dev Elements of the reduction in one segment.
    function segmentLength(Step memory step) internal pure returns (uint256) {
        if (step.opcode == 1) return 512;
        if (step.opcode <= 3) {
            (uint256 runs, uint256 chunks) = _row(step);
            bool single = step.kernel.height * runs <= 3 && step.kernel.height * chunks <= 8;
            return single ? reductionLength(step) : step.kernel.width;
        }
        if (step.opcode > 5) return 1;
        uint256 stride = step.axis.inner * _size(step);
        return stride <= 256 ? 2048 / stride : 4;
    }

    function segments(Step memory step) internal pure returns (uint256) {
        uint256 length = segmentLength(step);
        return (reductionLength(step) + length - 1) / length;
    }

    /// @dev The limits on steps; the value of a step beyond them is defined all the same.
    function tooLarge(Step memory step) internal pure returns (bool) {
        if (segments(step) > 256) return true;
        if (step.opcode > 3) return false;
        (uint256 runs, uint256 chunks) = _row(step);
        if (step.opcode > 1) return runs > 8 || chunks > 32;
        bool dilated = step.kernel.dilationX > 1;
        uint256 most = dilated ? uint256(step.kernel.height) * step.kernel.width : step.kernel.height;
        uint256 length = dilated ? step.a.shape[3] : step.kernel.width * step.a.shape[3];
        return most > 8 && 511 / length + 2 > 8;
    }

    function initial(Step memory step) internal pure returns (int32) {
        return step.opcode == 3 || step.opcode == 5 ? type(int32).min : int32(0);
    }

    /// @dev Runs of one segment, of a whole step if it is the only one; without those of `finish`.
    function ranges(
        Step memory step,
        uint256 element,
        uint256 segment,
        bool whole
    ) internal pure returns (Range[] memory made) {
        if (step.opcode >= 6) return _elementRanges(step, element);
        uint256 begin = segment * segmentLength(step);
        uint256 end = _min(reductionLength(step), begin + segmentLength(step));
        Range[] memory found = new Range[](end - begin + 1);
        uint256 count = 0;
        uint256 key = type(uint256).max;
        for (uint256 k = begin; k < end; ++k) {
            Tap memory tap = tapAt(step, element, k);
            if (!tap.inside) continue;
            uint256 position = uint256(step.a.page) * 512 + tap.index * _size(step);
            if (tap.key != key) found[count++] = Range(step.a.space, position, 0);
            key = tap.key;
            found[count - 1].end = position + _size(step);
        }
        if (step.opcode <= 2) {
            uint256 channel = _channel(step, element);
            uint256 from = whole ? channel : channel + 12 + begin;
            found[count++] = Range(1, from, channel + 12 + end);
        }
        made = new Range[](count);
        for (uint256 i = 0; i < count; ++i) made[i] = found[i];
    }

    /// @dev Runs of `finish`.
    /// @param accumulator After the last segment.
    function finishRanges(
        Step memory step,
        Space[4] memory spaces,
        uint256 element,
        int32 accumulator,
        bool whole
    ) internal pure returns (Range[] memory made) {
        bool record = step.opcode <= 2 && !whole;
        made = new Range[]((record ? 1 : 0) + (step.kind == 2 ? 1 : 0));
        if (record) made[0] = Range(1, _channel(step, element), _channel(step, element) + 12);
        if (step.kind == 2) {
            uint256 entry = uint256(floorDivide(_firstStage(step, spaces, element, accumulator), 128) + 256);
            uint256 position = uint256(step.tablePage) * 512 + 2 * entry;
            made[made.length - 1] = Range(1, position, position + 4);
        }
    }

    function fold(
        Step memory step,
        Space[4] memory spaces,
        uint256 element,
        uint256 segment,
        int32 accumulator
    ) internal pure returns (int32) {
        if (step.opcode >= 6) return _elementWise(step, spaces, element);
        uint256 begin = segment * segmentLength(step);
        uint256 end = _min(reductionLength(step), begin + segmentLength(step));
        for (uint256 k = begin; k < end; ++k) {
            Tap memory tap = tapAt(step, element, k);
            if (!tap.inside) continue;
            int256 x = read(spaces, step.a.space, step.a.page, tap.index, step.a.elementType);
            if (step.opcode == 3 || step.opcode == 5) {
                if (x > accumulator) accumulator = int32(x);
                continue;
            }
            x -= step.a.zeroPoint;
            if (step.opcode <= 2) {
                int256 weight = readByte(spaces[1], _channel(step, element) + 12 + k);
                x *= weight - step.kernel.zeroPoint;
            }
            accumulator = int32(accumulator + x);
        }
        return accumulator;
    }

    function finish(
        Step memory step,
        Space[4] memory spaces,
        uint256 element,
        int32 accumulator
    ) internal pure returns (int256 value) {
        if (step.kind == 0) {
            value = _biased(step, spaces, element, accumulator);
            int256 limit = int256(1 << (8 * (1 << step.outputType) - 1));
            return clamp(value, -limit, limit - 1);
        }
        value = _firstStage(step, spaces, element, accumulator);
        if (step.kind == 1) return value;
        if (step.kind == 2) {
            int256 entry = floorDivide(value, 128);
            int256 fraction = value - 128 * entry;
            int256 left = read(spaces, 1, step.tablePage, uint256(entry + 256), 1);
            int256 right = read(spaces, 1, step.tablePage, uint256(entry + 257), 1);
            value = left * 128 + (right - left) * fraction;
        }
        value = _secondStage(step, spaces, element, value);
    }

    /// @dev Section 1.1 with divisions instead of shifts.
    function scale(int256 v, int256 m, uint256 s, bool twice) internal pure returns (int256) {
        s = s % 64;
        if (s > 62) s = 62;
        int256 rounding = s == 0 ? int256(0) : int256(2 ** (s - 1));
        if (twice && s > 31) rounding += v >= 0 ? int256(2 ** 30) : -int256(2 ** 30);
        return floorDivide(v * m + rounding, int256(2 ** s));
    }

    function floorDivide(int256 x, int256 y) internal pure returns (int256 quotient) {
        quotient = x / y;
        if (quotient * y > x) --quotient;
    }

    function clamp(int256 x, int256 low, int256 high) internal pure returns (int256) {
        if (x < low) return low;
        return x > high ? high : x;
    }

    function tapAt(Step memory step, uint256 element, uint256 k) internal pure returns (Tap memory tap) {
        if (step.opcode >= 4) {
            uint256 inner = step.axis.inner;
            tap.inside = true;
            tap.key = inner * _size(step) <= 256 ? 0 : k;
            tap.index = ((element / inner) * step.axis.length + k) * inner + (element % inner);
            return tap;
        }
        uint256 channels = step.a.shape[3];
        uint256[4] memory o = _coordinates(step.shape, element);
        uint256 channel = o[3];
        if (step.opcode == 1) {
            channel = k % channels;
            k /= channels;
        } else if (step.opcode == 2) {
            channel = o[3] / (step.shape[3] / channels);
        }
        uint256 ky = k / step.kernel.width;
        uint256 kx = k % step.kernel.width;
        int256 y = int256(o[1] * step.kernel.strideY + ky * step.kernel.dilationY) - int16(step.kernel.top);
        int256 x = int256(o[2] * step.kernel.strideX + kx * step.kernel.dilationX) - int16(step.kernel.left);
        tap.inside = y >= 0 && y < int32(step.a.shape[1]) && x >= 0 && x < int32(step.a.shape[2]);
        if (!tap.inside) return tap;
        bool joined = step.kernel.dilationX == 1;
        if (step.opcode != 1) joined = channels * step.kernel.dilationX * _size(step) <= 256;
        tap.key = joined ? ky * 256 : ky * 256 + kx;
        tap.index = ((o[0] * step.a.shape[1] + uint256(y)) * step.a.shape[2] + uint256(x)) * channels + channel;
    }

    function read(
        Space[4] memory spaces,
        uint256 space,
        uint256 page,
        uint256 index,
        uint256 elementType
    ) internal pure returns (int256 value) {
        uint256 size = 1 << elementType;
        uint256 position = page * 512 + index * size;
        value = readByte(spaces[space], position + size - 1);
        for (uint256 i = size - 1; i > 0; --i) {
            value = value * 256 + (readByte(spaces[space], position + i - 1) & 255);
        }
    }

    /// @dev The byte as an int8.
    function readByte(Space memory space, uint256 position) internal pure returns (int256) {
        return int8(uint8(space.content[position - space.base * 512]));
    }

    function _coordinates(uint32[4] memory shape, uint256 element) private pure returns (uint256[4] memory made) {
        for (uint256 axis = 4; axis > 0; --axis) {
            made[axis - 1] = element % shape[axis - 1];
            element /= shape[axis - 1];
        }
    }

    function _elementRanges(Step memory step, uint256 element) private pure returns (Range[] memory made) {
        made = new Range[](step.opcode == 9 ? 1 : 2);
        uint256 position = uint256(step.a.page) * 512 + (_broadcast(step, step.a.shape, element) << step.a.elementType);
        made[0] = Range(step.a.space, position, position + _size(step));
        if (step.opcode == 9) return made;
        position = uint256(step.b.page) * 512 + (_broadcast(step, step.b.shape, element) << step.b.elementType);
        made[1] = Range(step.b.space, position, position + (1 << step.b.elementType));
    }

    function _broadcast(
        Step memory step,
        uint32[4] memory shape,
        uint256 element
    ) private pure returns (uint256 index) {
        uint256[4] memory o = _coordinates(step.shape, element);
        for (uint256 axis = 0; axis < 4; ++axis) index = index * shape[axis] + (shape[axis] == 1 ? 0 : o[axis]);
    }

    function _elementWise(Step memory step, Space[4] memory spaces, uint256 element) private pure returns (int32) {
        uint256 index = _broadcast(step, step.a.shape, element);
        int256 a = int32(read(spaces, step.a.space, step.a.page, index, step.a.elementType) - step.a.zeroPoint);
        if (step.opcode == 9) return int32(a);
        index = _broadcast(step, step.b.shape, element);
        int256 b = int32(read(spaces, step.b.space, step.b.page, index, step.b.elementType) - step.b.zeroPoint);
        if (step.opcode == 8) return int32(a * b);
        a = int32(scale(a, step.a.multiplier, step.a.shift, step.flags & 8 != 0));
        b = int32(scale(b, step.b.multiplier, step.b.shift, step.flags & 8 != 0));
        return int32(step.opcode == 6 ? a + b : a - b);
    }

    function _biased(
        Step memory step,
        Space[4] memory spaces,
        uint256 element,
        int32 accumulator
    ) private pure returns (int256) {
        if (step.opcode > 2) return accumulator;
        return int32(accumulator + _readInt32(spaces[1], _channel(step, element)));
    }

    function _firstStage(
        Step memory step,
        Space[4] memory spaces,
        uint256 element,
        int32 accumulator
    ) private pure returns (int256 value) {
        value = _biased(step, spaces, element, accumulator);
        int256 multiplier = step.first.multiplier;
        uint256 shift = step.first.shift;
        if (step.flags & 1 != 0) {
            multiplier =
                step.flags & 64 != 0
                    ? _shortMultiplier(spaces[1], _channel(step, element) + 4)
                    : _readInt32(spaces[1], _channel(step, element) + 4);
            shift = uint8(int8(readByte(spaces[1], _channel(step, element) + 8)));
        }
        value = scale(value, multiplier, shift, step.flags & 2 != 0) + step.first.zeroPoint;
        value = clamp(value, step.first.low, step.first.high);
    }

    function _secondStage(
        Step memory step,
        Space[4] memory spaces,
        uint256 element,
        int256 value
    ) private pure returns (int256 result) {
        int256 multiplier = step.second.multiplier;
        uint256 shift = step.second.shift;
        if (step.flags & 64 != 0) {
            uint256 record = _channel(step, element);
            multiplier = _shortMultiplier(spaces[1], record + 6);
            shift = uint8(int8(readByte(spaces[1], record + 9)));
            int256 offset = readByte(spaces[1], record + 11) * 256 + (readByte(spaces[1], record + 10) & 255);
            value += step.kind == 2 ? offset * 128 : offset;
        }
        result = scale(value, multiplier, shift, step.flags & 4 != 0);
        result = clamp(result + step.second.zeroPoint, step.second.low, step.second.high);
    }

    function _shortMultiplier(Space memory space, uint256 position) private pure returns (int256 value) {
        value = ((readByte(space, position + 1) & 255) * 256 + (readByte(space, position) & 255)) * 32_768;
    }

    function _readInt32(Space memory space, uint256 position) private pure returns (int256 value) {
        value = readByte(space, position + 3);
        for (uint256 i = 3; i > 0; --i) value = value * 256 + (readByte(space, position + i - 1) & 255);
    }

    function _channel(Step memory step, uint256 element) private pure returns (uint256) {
        uint256 offset = (element % step.shape[3]) * step.kernel.channelStride;
        return uint256(step.kernel.weightsPage) * 512 + offset;
    }

    function _row(Step memory step) private pure returns (uint256 runs, uint256 chunks) {
        uint256 stride = uint256(step.a.shape[3]) * step.kernel.dilationX * _size(step);
        if (stride > 256) return (step.kernel.width, step.kernel.width);
        uint256 span = (step.kernel.width - 1) * stride + _size(step);
        return (1, (span + 127) / 128 + 1);
    }

    function _size(Step memory step) private pure returns (uint256) {
        return 1 << step.a.elementType;
    }

    function _min(uint256 x, uint256 y) private pure returns (uint256) {
        return x < y ? x : y;
    }
}
