// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Axis, Operand, Stage, Step, StepEncoder} from "./Step.sol";
import {StepTest} from "./StepTest.sol";
import {Space, TreeBuilder} from "./TreeBuilder.sol";

/// @notice Random valid instructions over random bytes, whole or in segments: the verifier equals the reference.
contract RandomStepsTest is StepTest {
    using TreeBuilder for Space;

    uint256 private _state;

    function testFuzz_convolution(uint256 seed) external {
        _run(seed, 1);
    }

    function testFuzz_depthwise_convolution(uint256 seed) external {
        _run(seed, 2);
    }

    function testFuzz_max_pool(uint256 seed) external {
        _run(seed, 3);
    }

    function testFuzz_reduce_sum(uint256 seed) external {
        _run(seed, 4);
    }

    function testFuzz_reduce_max(uint256 seed) external {
        _run(seed, 5);
    }

    function testFuzz_element_wise(uint256 seed) external {
        _run(seed, uint8(6 + (seed % 4)));
    }

    function _run(uint256 seed, uint8 operation) private {
        _state = uint256(keccak256(abi.encode(seed)));
        Step memory step;
        Space[4] memory spaces;
        step.opcode = operation;
        step.outputType = uint8(_pick(0, 2));
        for (uint256 i = 0; i < 3; ++i) spaces[i].append(randomBytes(_next(), 512 * _pick(0, 2)));
        if (operation <= 3) _window(step, spaces);
        else if (operation <= 5) _reduction(step, spaces);
        else _elementWise(step, spaces);
        _epilogue(step, spaces);
        placeOutput(step, spaces);
        step.nextBodyPage = uint32(spaces[2].pages);
        uint256 element = _pick(0, StepEncoder.elements(step.shape) - 1);
        checkSigned(prove(step, spaces, element), referenceValue(step, spaces, element), "value");
    }

    function _window(Step memory step, Space[4] memory spaces) private {
        bool pool = step.opcode == 3;
        step.kernel = kernel(uint16(_pick(1, 4)), uint16(_pick(1, 4)));
        step.kernel.strideY = uint16(_pick(1, 3));
        step.kernel.strideX = uint16(_pick(1, 3));
        if (!pool) {
            step.kernel.dilationY = uint16(_pick(1, 2));
            step.kernel.dilationX = uint16(_pick(1, 2));
            step.kernel.zeroPoint = int32(int8(uint8(_next())));
        }
        step.kernel.top = uint16(_pick(0, step.kernel.height - 1));
        step.kernel.bottom = uint16(_pick(0, step.kernel.height - 1));
        step.kernel.left = uint16(_pick(0, pool ? step.kernel.width - 1 : 5));
        step.kernel.right = uint16(_pick(0, pool ? step.kernel.width - 1 : 5));
        uint256 reachY = (step.kernel.height - 1) * step.kernel.dilationY + 1;
        uint256 reachX = (step.kernel.width - 1) * step.kernel.dilationX + 1;
        uint256 height = reachY + _pick(0, 3);
        uint256 width = reachX + _pick(0, 3);
        uint16[6] memory widths = [1, 2, 5, 31, 130, 300];
        uint256 channels = widths[_pick(0, 5)];
        step.a = _operand(
            spaces,
            pool ? uint8(_pick(0, 1)) : 0,
            StepEncoder.shape(_pick(1, 2), height, width, channels)
        );
        if (!pool) step.a.zeroPoint = int32(int8(uint8(_next())));
        uint256 rows = (height + step.kernel.top + step.kernel.bottom - reachY) / step.kernel.strideY + 1;
        uint256 columns = (width + step.kernel.left + step.kernel.right - reachX) / step.kernel.strideX + 1;
        uint256 outputs = channels;
        if (step.opcode == 1) outputs = _pick(1, 3);
        if (step.opcode == 2) outputs *= _pick(1, 2);
        step.shape = StepEncoder.shape(step.a.shape[0], rows, columns, outputs);
        if (pool) return;
        uint256 weights = uint256(step.kernel.height) * step.kernel.width * (step.opcode == 1 ? channels : 1);
        step.kernel.channelStride = uint32((12 + weights + 3) & ~uint256(3));
        step.kernel.weightsPage = spaces[1].append(randomBytes(_next(), outputs * step.kernel.channelStride));
    }

    function _reduction(Step memory step, Space[4] memory spaces) private {
        uint16[6] memory lengths = [1, 2, 9, 40, 700, 4100];
        uint16[6] memory inners = [1, 2, 3, 33, 70, 300];
        uint256 length = lengths[_pick(0, 5)];
        uint256 inner = length > 40 ? inners[_pick(0, 1)] : inners[_pick(0, 5)];
        uint256 outer = _pick(1, 2);
        step.axis = Axis(uint32(outer), uint32(length), uint32(inner));
        step.a = _operand(spaces, uint8(_pick(0, 2)), StepEncoder.shape(1, outer, length, inner));
        step.shape = StepEncoder.shape(1, 1, outer, inner);
        if (step.opcode == 4 && step.a.elementType == 0) step.a.zeroPoint = int32(int8(uint8(_next())));
    }

    function _elementWise(Step memory step, Space[4] memory spaces) private {
        step.shape = StepEncoder.shape(_pick(1, 3), _pick(1, 3), _pick(1, 5), _pick(1, 40));
        step.a = _elementOperand(step, spaces);
        if (step.opcode == 9) return;
        step.b = _elementOperand(step, spaces);
        if (step.opcode != 8 && _pick(0, 1) == 1) step.flags |= 8;
    }

    function _elementOperand(Step memory step, Space[4] memory spaces) private returns (Operand memory made) {
        uint32[4] memory shape = StepEncoder.shape(step.shape[0], step.shape[1], step.shape[2], step.shape[3]);
        for (uint256 axis = 0; axis < 4; ++axis) {
            if (step.opcode != 9 && _pick(0, 3) == 0) shape[axis] = 1;
        }
        made = _operand(spaces, uint8(_pick(0, 2)), shape);
        if (made.elementType == 0) made.zeroPoint = int32(int8(uint8(_next())));
        if (step.opcode > 7) return made;
        made.multiplier = int32(uint32(_next() >> 225));
        made.shift = uint8(_pick(2, 62));
    }

    function _operand(
        Space[4] memory spaces,
        uint8 elementType,
        uint32[4] memory shape
    ) private returns (Operand memory made) {
        uint8 space = uint8(_pick(0, 2));
        bytes memory tensor = randomBytes(_next(), StepEncoder.elements(shape) << elementType);
        made = operand(space, elementType, spaces[space].append(tensor), shape);
    }

    function _epilogue(Step memory step, Space[4] memory spaces) private {
        step.kind = uint8(_pick(0, 3));
        if (step.kind == 0) return;
        if (_pick(0, 1) == 1) step.flags |= 2;
        step.first = _stage(step.kind == 1 ? step.outputType : 1);
        if (step.opcode <= 2 && _pick(0, 1) == 1) {
            step.flags |= 1;
            (step.first.multiplier, step.first.shift) = (0, 0);
        }
        if (step.kind == 1) return;
        if (_pick(0, 1) == 1) step.flags |= 4;
        step.second = _stage(step.outputType);
        if (step.flags & 1 != 0 && _pick(0, 1) == 1) {
            step.flags |= 64;
            (step.second.multiplier, step.second.shift) = (0, 0);
        }
        if (step.kind == 2) step.tablePage = spaces[1].append(randomBytes(_next(), 1026));
    }

    function _stage(uint256 elementType) private returns (Stage memory made) {
        made.multiplier = int32(uint32(_next() >> 225));
        made.shift = uint8(_pick(2, 62));
        made.zeroPoint = int32(int16(uint16(_next())));
        uint256 bits = 8 << elementType;
        made.low = int32(int256(_next()) >> (256 - bits));
        made.high = int32(int256(_next()) >> (256 - bits));
        if (made.low > made.high) (made.low, made.high) = (made.high, made.low);
    }

    function _next() private returns (uint256 value) {
        value = uint256(keccak256(abi.encode(_state)));
        _state = value;
    }

    function _pick(uint256 low, uint256 high) private returns (uint256 value) {
        value = bound(_next(), low, high);
    }
}
