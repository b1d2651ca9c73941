// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {console} from "hardhat/console.sol";
import {SpaceRoots} from "../../../contracts/types/SpaceRoots.sol";
import {Reference} from "./Reference.sol";
import {StepGasMeter} from "./StepGasMeter.sol";
import {Axis, Step, StepEncoder} from "./Step.sol";
import {Range, Space, TreeBuilder} from "./TreeBuilder.sol";

/// @notice What the dearest steps cost, with a trace of 4 MB and 4 MB of constants, and ceilings so that they stay so.
contract StepGasTest is StepGasMeter {
    using StepEncoder for Step;
    using TreeBuilder for Space;

    function test_gas_of_pointwise_convolution() external view {
        (Step memory step, Space[4] memory spaces) = _convolution(1, 1, 512);
        _whole("conv 1x1, K = 512, table", step, spaces, 60_000, 150_000);
    }

    function test_gas_of_spatial_convolution() external view {
        (Step memory step, Space[4] memory spaces) = _convolution(3, 3, 56);
        _whole("conv 3x3, K = 504, table", step, spaces, 70_000, 228_000);
    }

    function test_gas_of_spatial_convolution_with_two_rescales_per_channel() external view {
        (Step memory step, Space[4] memory spaces) = _convolution(3, 3, 56);
        step.flags |= 64;
        (step.second.multiplier, step.second.shift) = (0, 0);
        _whole("conv 3x3, K = 504, table, two rescales", step, spaces, 70_000, 228_000);
    }

    function test_gas_of_convolution_segment() external view {
        (Step memory step, Space[4] memory spaces) = _convolution(3, 3, 512);
        _segment("conv 3x3, K = 4608, segment", step, spaces, 60_000, 150_000);
    }

    function test_gas_of_depthwise_segment() external view {
        (Step memory step, Space[4] memory spaces) = _depthwise(5, 5, 960);
        _segment("depthwise 5x5 of 960, segment", step, spaces, 50_000, 190_000);
    }

    function test_gas_of_widest_depthwise_segment() external view {
        (Step memory step, Space[4] memory spaces) = _depthwise(2, 8, 960);
        _segment("depthwise 2x8 of 960, segment", step, spaces, 60_000, 266_000);
    }

    function test_gas_of_whole_depthwise() external view {
        (Step memory step, Space[4] memory spaces) = _depthwise(3, 3, 32);
        _whole("depthwise 3x3 of 32, table", step, spaces, 50_000, 190_000);
    }

    function test_gas_of_byte_sum_segment() external view {
        (Step memory step, Space[4] memory spaces) = _reduction(4, 0, 1, 4096);
        _segment("sum of 2048 int8, segment", step, spaces, 45_000, 150_000);
    }

    function test_gas_of_byte_maximum_segment() external view {
        (Step memory step, Space[4] memory spaces) = _reduction(5, 0, 1, 4096);
        _segment("maximum of 2048 int8, segment", step, spaces, 50_000, 150_000);
    }

    function test_gas_of_word_sum_segment() external view {
        (Step memory step, Space[4] memory spaces) = _reduction(4, 2, 1, 1024);
        _segment("sum of 512 int32, segment", step, spaces, 45_000, 150_000);
    }

    function test_gas_of_strided_sum_segment() external view {
        (Step memory step, Space[4] memory spaces) = _reduction(4, 0, 960, 49);
        _segment("sum of 4 int8 of 960 channels, segment", step, spaces, 50_000, 150_000);
    }

    function test_gas_of_addition_with_table() external view {
        Step memory step;
        Space[4] memory spaces = filledSpaces(4096);
        step.opcode = 6;
        step.shape = StepEncoder.shape(1, 1, 1, 512);
        step.a = operand(2, 0, uint32(BASE), step.shape);
        step.b = operand(2, 0, uint32(BASE + 2), step.shape);
        (step.a.multiplier, step.a.shift) = (1 << 30, 10);
        (step.b.multiplier, step.b.shift) = (1 << 30, 10);
        tableEpilogue(step);
        _whole("add, table", step, spaces, 40_000, 120_000);
    }

    function test_gas_of_validation() external view {
        (Step memory step, Space[4] memory spaces) = _convolution(3, 3, 56);
        placeOutput(step, spaces);
        bytes memory instruction = step.encode();
        SpaceRoots memory roots = TreeBuilder.counts(spaces);
        uint256 before = gasleft();
        uint8 reason = verifier.validateInstruction(instruction, 7, roots);
        uint256 used = before - gasleft();
        checkEqual(reason, 0, "validity");
        console.log("validate: execution %d", used);
        checkAtMost(used, 25_000, "validate");
    }

    function _convolution(
        uint16 height,
        uint16 width,
        uint32 channels
    ) private pure returns (Step memory step, Space[4] memory spaces) {
        step.opcode = 1;
        step.kernel = kernel(height, width);
        step.a = operand(2, 0, uint32(BASE), StepEncoder.shape(1, 4, 7, channels));
        step.a.zeroPoint = -3;
        step.shape = StepEncoder.shape(1, 5 - height, 8 - width, 4);
        uint256 weights = uint256(height) * width * channels;
        step.kernel.weightsPage = uint32(BASE + 3);
        step.kernel.channelStride = uint32((12 + weights + 3) & ~uint256(3));
        spaces = filledSpaces(28 * channels);
        if (weights > 512) spaces[1] = Space(randomBytes(2, 512 * 48), BASE, PAGES);
        tableEpilogue(step);
        step.flags = 1;
        (step.first.multiplier, step.first.shift) = (0, 0);
    }

    function _depthwise(
        uint16 height,
        uint16 width,
        uint32 channels
    ) private pure returns (Step memory step, Space[4] memory spaces) {
        (step, spaces) = _convolution(height, width, 1);
        step.opcode = 2;
        step.a.shape = StepEncoder.shape(1, height, width, channels);
        step.shape = StepEncoder.shape(1, 1, 1, channels);
        step.kernel.channelStride = uint32((12 + uint256(height) * width + 3) & ~uint256(3));
        spaces[1] = Space(randomBytes(2, (2 + channels / 8) * 512), BASE, PAGES);
        spaces[2] = Space(randomBytes(1, (uint256(height) * width * channels + 511) & ~uint256(511)), BASE, PAGES);
    }

    function _reduction(
        uint8 operation,
        uint8 elementType,
        uint32 inner,
        uint32 length
    ) private pure returns (Step memory step, Space[4] memory spaces) {
        step.opcode = operation;
        step.axis = Axis(1, length, inner);
        step.a = operand(2, elementType, uint32(BASE), StepEncoder.shape(1, 1, length, inner));
        step.shape = StepEncoder.shape(1, 1, 1, inner);
        spaces = filledSpaces((uint256(length) * inner) << elementType);
        tableEpilogue(step);
    }

    function _whole(
        string memory name,
        Step memory step,
        Space[4] memory spaces,
        uint256 executionCeiling,
        uint256 transactionCeiling
    ) private view {
        placeOutput(step, spaces);
        uint256 element = StepEncoder.elements(step.shape) - 2;
        checkEqual(Reference.segments(step), 1, "whole step");
        (bytes memory chunks, bytes32[] memory siblings) = wholeWitness(step, spaces, element);
        SpaceRoots memory roots = TreeBuilder.roots(spaces);
        bytes memory call = abi.encodeCall(
            verifier.recomputeElement,
            (step.encode(), element, roots, chunks, siblings)
        );
        int256 value = abi.decode(measure(name, call, executionCeiling, transactionCeiling), (int256));
        checkSigned(value, referenceValue(step, spaces, element), "value");
    }

    function _segment(
        string memory name,
        Step memory step,
        Space[4] memory spaces,
        uint256 executionCeiling,
        uint256 transactionCeiling
    ) private view {
        placeOutput(step, spaces);
        uint256 element = StepEncoder.elements(step.shape) - 1;
        check(Reference.segments(step) > 1, "segments");
        Range[] memory ranges = Reference.ranges(step, element, 1, false);
        (bytes memory chunks, bytes32[] memory siblings) = TreeBuilder.witness(spaces, ranges);
        SpaceRoots memory roots = TreeBuilder.roots(spaces);
        int32 before = -5;
        bytes memory call = abi.encodeCall(
            verifier.accumulateSegment,
            (step.encode(), element, 1, before, roots, chunks, siblings)
        );
        int32 next = abi.decode(measure(name, call, executionCeiling, transactionCeiling), (int32));
        checkSigned(next, Reference.fold(step, spaces, element, 1, before), "accumulator");
    }
}
