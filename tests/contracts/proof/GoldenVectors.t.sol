// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Reference} from "./Reference.sol";
import {StepTest} from "./StepTest.sol";
import {Axis, Step, StepEncoder} from "./Step.sol";
import {Space, TreeBuilder} from "./TreeBuilder.sol";

/// @notice The verifier on vectors of an independent implementation of TOSA 1.0 (see eng/generate-step-vectors.mjs).
contract GoldenVectorsTest is StepTest {
    using TreeBuilder for Space;

    struct Tensor {
        uint8 elementType;
        uint32[4] shape;
        bytes data;
    }

    struct Case {
        string id;
        int32[] attributes;
        Tensor input;
        bytes second;
        Tensor output;
    }

    error VectorMismatch(string id, uint256 element, int256 expected, int256 actual);

    function test_conv2d_equals_vectors() external view {
        _runFile("conv2d", 1, 44);
    }

    function test_depthwise_conv2d_equals_vectors() external view {
        _runFile("depthwise_conv2d", 2, 36);
    }

    function test_max_pool2d_equals_vectors() external view {
        _runFile("max_pool2d", 3, 30);
    }

    function test_reduce_sum_equals_vectors() external view {
        _runFile("reduce_sum", 4, 30);
    }

    function test_reduce_max_equals_vectors() external view {
        _runFile("reduce_max", 5, 30);
    }

    function test_add_equals_vectors() external view {
        _runFile("add", 6, 30);
    }

    function test_sub_equals_vectors() external view {
        _runFile("sub", 7, 30);
    }

    function test_mul_equals_vectors() external view {
        _runFile("mul", 8, 25);
    }

    function test_rescale_equals_vectors() external view {
        _runFile("rescale", 9, 217);
    }

    function test_table_equals_vectors() external view {
        _runFile("table", 10, 18);
    }

    /// @dev One case in a call of its own, so that its memory is given back.
    /// @param operation The opcode; 10 is a 16-bit table, expressed as the epilogue of RESCALE.
    function runCase(bytes[] calldata fields, uint8 operation) external view {
        Case memory one;
        one.id = string(fields[0]);
        one.attributes = _integers(fields[1]);
        one.input = _tensor(fields[2]);
        one.second = fields[3];
        one.output = _tensor(fields[4]);

        Step memory step;
        Space[4] memory spaces;
        step.opcode = operation;
        step.outputType = one.output.elementType;
        step.shape = one.output.shape;
        step.a = operand(0, one.input.elementType, spaces[0].append(one.input.data), one.input.shape);
        if (operation <= 2) _convolution(one, step, spaces);
        else if (operation == 3) _pool(one, step);
        else if (operation <= 5) _reduction(one, step);
        else if (operation <= 8) _elementWise(one, step, spaces);
        else if (operation == 9) _rescale(one, step);
        else _table(one, step, spaces);
        placeOutput(step, spaces);
        _compare(one, step, spaces);
    }

    function _runFile(string memory name, uint8 operation, uint256 expectedCases) private view {
        string memory path = string.concat("tests/contracts/proof/vectors/", name, ".hex");
        bytes[][] memory cases = abi.decode(vm.parseBytes(_trimmed(vm.readFile(path))), (bytes[][]));
        checkEqual(cases.length, expectedCases, "cases");
        for (uint256 i = 0; i < cases.length; ++i) this.runCase(cases[i], operation);
    }

    /// @dev Every element of small outputs; else the first, the last and four between.
    function _compare(Case memory one, Step memory step, Space[4] memory spaces) private view {
        uint256 count = StepEncoder.elements(step.shape);
        uint256 tests = count <= 8 ? count : 6;
        Space[4] memory expected;
        expected[0].append(one.output.data);
        for (uint256 i = 0; i < tests; ++i) {
            uint256 element = tests == 1 ? 0 : (i * (count - 1)) / (tests - 1);
            int256 value = prove(step, spaces, element);
            int256 golden = Reference.read(expected, 0, 0, element, step.outputType);
            if (value != golden) revert VectorMismatch(one.id, element, golden, value);
        }
    }

    function _convolution(Case memory one, Step memory step, Space[4] memory spaces) private pure {
        int32[] memory attributes = one.attributes;
        step.kernel.top = uint16(uint32(attributes[0]));
        step.kernel.bottom = uint16(uint32(attributes[1]));
        step.kernel.left = uint16(uint32(attributes[2]));
        step.kernel.right = uint16(uint32(attributes[3]));
        step.kernel.strideY = uint16(uint32(attributes[4]));
        step.kernel.strideX = uint16(uint32(attributes[5]));
        step.kernel.dilationY = uint16(uint32(attributes[6]));
        step.kernel.dilationX = uint16(uint32(attributes[7]));
        step.a.zeroPoint = attributes[8];
        step.kernel.zeroPoint = attributes[9];

        uint256 biases = _bigEndian(one.second, 0);
        bytes memory rest = _tail(one.second, 4 + 4 * biases);
        uint32[4] memory shape = _shape(rest);
        bool depthwise = step.opcode == 2;
        step.kernel.height = uint16(depthwise ? shape[0] : shape[1]);
        step.kernel.width = uint16(depthwise ? shape[1] : shape[2]);
        bytes memory weights = _tail(rest, 17);
        uint256 channels = step.shape[3];
        uint256 perChannel = weights.length / channels;
        bytes memory blocks;
        for (uint256 channel = 0; channel < channels; ++channel) {
            bytes memory picked = new bytes(perChannel);
            for (uint256 k = 0; k < perChannel; ++k) {
                picked[k] = weights[depthwise ? k * channels + channel : channel * perChannel + k];
            }
            uint256 from = 4 + 4 * (biases == 1 ? 0 : channel);
            bytes memory made = channelBlock(0, 0, 0, picked);
            for (uint256 i = 0; i < 4; ++i) made[i] = one.second[from + i];
            step.kernel.channelStride = uint32(made.length);
            blocks = bytes.concat(blocks, made);
        }
        step.kernel.weightsPage = spaces[1].append(blocks);
    }

    function _pool(Case memory one, Step memory step) private pure {
        int32[] memory attributes = one.attributes;
        step.kernel = kernel(uint16(uint32(attributes[0])), uint16(uint32(attributes[1])));
        step.kernel.strideY = uint16(uint32(attributes[2]));
        step.kernel.strideX = uint16(uint32(attributes[3]));
        step.kernel.top = uint16(uint32(attributes[4]));
        step.kernel.bottom = uint16(uint32(attributes[5]));
        step.kernel.left = uint16(uint32(attributes[6]));
        step.kernel.right = uint16(uint32(attributes[7]));
    }

    function _reduction(Case memory one, Step memory step) private pure {
        int32[] memory attributes = one.attributes;
        step.axis = Axis(uint32(attributes[0]), uint32(attributes[1]), uint32(attributes[2]));
    }

    function _elementWise(Case memory one, Step memory step, Space[4] memory spaces) private pure {
        Tensor memory right = _tensor(one.second);
        step.b = operand(0, right.elementType, spaces[0].append(right.data), right.shape);
        if (step.opcode == 8) return;
        (step.a.multiplier, step.a.shift) = (1 << 30, 30);
        (step.b.multiplier, step.b.shift) = (1 << 30, 30);
    }

    function _rescale(Case memory one, Step memory step) private pure {
        int32[] memory attributes = one.attributes;
        step.kind = 1;
        step.a.zeroPoint = attributes[2];
        int32 high = int32(int256((1 << (8 * (1 << step.outputType) - 1)) - 1));
        step.first.multiplier = attributes[0];
        step.first.shift = uint8(uint32(attributes[1]));
        step.first.zeroPoint = attributes[3];
        step.first.low = -high - 1;
        step.first.high = high;
        if (attributes[4] == 1) step.flags = 2;
    }

    function _table(Case memory one, Step memory step, Space[4] memory spaces) private pure {
        step.opcode = 9;
        step.kind = 2;
        step.tablePage = spaces[1].append(one.second);
        step.first = identity(type(int16).min, type(int16).max);
        step.second = identity(type(int32).min, type(int32).max);
    }

    function _trimmed(string memory text) private pure returns (string memory) {
        bytes memory raw = bytes(text);
        uint256 length = raw.length;
        while (length > 0 && (raw[length - 1] == 0x0a || raw[length - 1] == 0x0d)) --length;
        assembly ("memory-safe") {
            mstore(raw, length)
        }
        return string(raw);
    }

    function _tensor(bytes memory field) private pure returns (Tensor memory made) {
        made.elementType = uint8(field[0]);
        made.shape = _shape(field);
        made.data = _tail(field, 17);
    }

    function _shape(bytes memory field) private pure returns (uint32[4] memory made) {
        for (uint256 axis = 0; axis < 4; ++axis) made[axis] = uint32(_bigEndian(field, 1 + 4 * axis));
    }

    function _integers(bytes memory field) private pure returns (int32[] memory made) {
        made = new int32[](field.length / 4);
        for (uint256 i = 0; i < made.length; ++i) made[i] = int32(uint32(_bigEndian(field, 4 * i)));
    }

    function _bigEndian(bytes memory field, uint256 offset) private pure returns (uint256 value) {
        for (uint256 i = 0; i < 4; ++i) value = value * 256 + uint8(field[offset + i]);
    }

    function _tail(bytes memory field, uint256 from) private pure returns (bytes memory made) {
        made = new bytes(field.length - from);
        for (uint256 i = 0; i < made.length; ++i) made[i] = field[from + i];
    }
}
