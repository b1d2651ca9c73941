// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SpaceRoots} from "../../../contracts/types/SpaceRoots.sol";
import {StepGasMeter} from "./StepGasMeter.sol";
import {Stage, Step, StepEncoder} from "./Step.sol";
import {Range, Space, TreeBuilder} from "./TreeBuilder.sol";

/// @notice What the dearest steps of opcodes 10 – 14 and 28 – 31 cost, and ceilings so that they stay so. What they give is held to the reference elsewhere.
contract TensorGasTest is StepGasMeter {
    using StepEncoder for Step;

    uint256 private constant START = BASE * 512;

    function test_gas_of_matrix_product_segment() external view {
        Step memory step;
        Space[4] memory spaces = filledSpaces(4096);
        step.opcode = 10;
        step.a = operand(2, 0, uint32(BASE), StepEncoder.shape(1, 1, 2, 900));
        step.b = operand(1, 0, uint32(BASE), StepEncoder.shape(1, 1, 2, 900));
        (step.a.zeroPoint, step.b.zeroPoint) = (-3, 5);
        step.shape = StepEncoder.shape(1, 1, 2, 2);
        Range[] memory ranges = new Range[](2);
        ranges[0] = Range(2, START + 900, START + 900 + 512);
        ranges[1] = Range(1, START + 900, START + 900 + 512);
        _segment("matrix product of 900, segment", step, "", spaces, 3, ranges);
    }

    function test_gas_of_whole_matrix_product() external view {
        Step memory step;
        Space[4] memory spaces = filledSpaces(4096);
        step.opcode = 10;
        step.a = operand(2, 0, uint32(BASE), StepEncoder.shape(1, 1, 2, 510));
        step.b = operand(2, 0, uint32(BASE + 3), StepEncoder.shape(1, 1, 2, 510));
        step.shape = StepEncoder.shape(1, 1, 2, 2);
        Range[] memory ranges = new Range[](2);
        ranges[0] = Range(2, START + 510, START + 1020);
        ranges[1] = Range(2, START + 1536 + 510, START + 1536 + 1020);
        _whole("matrix product of 510, table", step, "", spaces, 3, ranges);
    }

    function test_gas_of_transposed_convolution_segment() external view {
        // Of the first segment: four kernel rows of 126 products each, and eight products of the fifth.
        (Step memory step, Space[4] memory spaces) = _transposed(5, 6, 21, 5, 6);
        Range[] memory ranges = new Range[](6);
        for (uint256 ky = 0; ky < 5; ++ky) {
            uint256 row = START + (4 - ky) * 126;
            // The first eight channels of the fifth row's first tap, which sees the last column.
            ranges[ky] = ky < 4 ? Range(2, row, row + 126) : Range(2, row + 105, row + 113);
        }
        uint256 weights = uint256(step.kernel.weightsPage) * 512 + 12;
        ranges[5] = Range(1, weights, weights + 512);
        // The element that meets every tap: (4, 5), channel 0.
        _segmentAt("transposed convolution 5x6 of 21, segment", step, "", spaces, (4 * 11 + 5) * 4, 0, ranges);
    }

    function test_gas_of_average_segment() external view {
        Step memory step;
        step.opcode = 12;
        step.kernel = kernel(2, 8);
        step.a = operand(2, 0, uint32(BASE), StepEncoder.shape(1, 2, 8, 960));
        step.shape = StepEncoder.shape(1, 1, 1, 960);
        Space[4] memory spaces = filledSpaces(2 * 8 * 960);
        Range[] memory ranges = new Range[](8);
        for (uint256 kx = 0; kx < 8; ++kx) {
            uint256 tap = START + (8 + kx) * 960 + 959;
            ranges[kx] = Range(2, tap, tap + 1);
        }
        _segment("average 2x8 of 960, segment", step, "", spaces, 959, ranges);
    }

    function test_gas_of_average_of_many_taps() external view {
        Step memory step;
        step.opcode = 12;
        step.kernel = kernel(2, 240);
        step.a = operand(2, 1, uint32(BASE), StepEncoder.shape(1, 2, 240, 8));
        step.shape = StepEncoder.shape(1, 1, 1, 8);
        Space[4] memory spaces = filledSpaces(2 * 240 * 16);
        Range[] memory ranges = new Range[](1);
        ranges[0] = Range(2, START + 240 * 16 + 14, START + 480 * 16);
        _segment("average 2x240 of 8 int16, segment", step, "", spaces, 7, ranges);
    }

    function test_gas_of_minimum_and_index_segments() external view {
        string[4] memory names = [
            "minimum of 1024 int16, segment",
            "index of the greatest of 2048 int8, segment",
            "index of the greatest of 1024 int16, segment",
            "index of the greatest of 1024 int8 of 2 channels, segment"
        ];
        for (uint256 i = 0; i < 4; ++i) {
            Step memory step;
            Space[4] memory spaces = filledSpaces(4096);
            step.opcode = i == 0 ? 13 : 14;
            step.outputType = i == 0 ? 0 : 2;
            uint8 elementType = i == 0 || i == 2 ? 1 : 0;
            uint32 inner = i == 3 ? 2 : 1;
            uint32 length = uint32(4096 / (inner << elementType));
            step.axis.outer = 1;
            (step.axis.length, step.axis.inner) = (length, inner);
            step.a = operand(2, elementType, uint32(BASE), StepEncoder.shape(1, 1, length, inner));
            step.shape = StepEncoder.shape(1, 1, 1, inner);
            Range[] memory ranges = new Range[](1);
            ranges[0] = Range(2, START + 2048 + inner - 1, START + 4096);
            _segment(names[i], step, "", spaces, inner - 1, ranges);
        }
    }

    function test_gas_of_gathered_element() external view {
        Step memory step;
        Space[4] memory spaces = filledSpaces(4096);
        step.opcode = 28;
        step.a = operand(1, 0, uint32(BASE), StepEncoder.shape(1, 1, 256, 2));
        step.b = operand(2, 0, uint32(BASE), StepEncoder.shape(1, 1, 1, 300));
        step.b.zeroPoint = -128;
        step.shape = StepEncoder.shape(1, 1, 300, 2);
        uint256 row = uint256(int256(int8(uint8(spaces[2].content[299]))) + 128);
        Range[] memory ranges = new Range[](2);
        ranges[0] = Range(2, START + 299, START + 300);
        ranges[1] = Range(1, START + 2 * row + 1, START + 2 * row + 2);
        _whole("gather, table", step, "", spaces, 599, ranges);
    }

    function test_gas_of_moved_elements() external view {
        Step memory step;
        Space[4] memory spaces = filledSpaces(4096);
        step.opcode = 29;
        step.a = operand(2, 0, uint32(BASE), StepEncoder.shape(4, 4, 4, 4));
        step.shape = step.a.shape;
        Range[] memory ranges = new Range[](1);
        ranges[0] = Range(2, START + 255, START + 256);
        bytes memory steps = abi.encodePacked(int16(1), int16(1), int16(1), int16(1));
        bytes memory reindex = abi.encodePacked(hex"0100010203000000", int32(0), int32(0), int32(0), int32(0), steps);
        _whole("reindex modulo, table", step, reindex, spaces, 255, ranges);

        step.opcode = 30;
        step.b = operand(2, 0, uint32(BASE + 1), StepEncoder.shape(4, 4, 4, 4));
        step.shape = StepEncoder.shape(4, 4, 4, 8);
        ranges[0] = Range(2, START + 512 + 255, START + 512 + 256);
        _whole("concat, table", step, hex"03", spaces, 511, ranges);
    }

    function test_gas_of_resized_element() external view {
        Step memory step;
        step.opcode = 31;
        step.a = operand(2, 0, uint32(BASE), StepEncoder.shape(1, 8, 8, 200));
        step.shape = StepEncoder.shape(1, 8, 8, 200);
        Space[4] memory spaces = filledSpaces(12_800);
        bytes memory scales = abi.encodePacked(uint32(0x01000000), uint16(4), uint16(3), uint16(4), uint16(3));
        Range[] memory ranges = new Range[](4);
        // Output (7, 7) lies at (5.25, 5.25).
        for (uint256 i = 0; i < 4; ++i) {
            uint256 tap = START + ((5 + i / 2) * 8 + 5 + (i % 2)) * 200 + 199;
            ranges[i] = Range(2, tap, tap + 1);
        }
        _whole("bilinear resize, table", step, scales, spaces, (7 * 8 + 7) * 200 + 199, ranges);
    }

    function _transposed(
        uint16 height,
        uint16 width,
        uint32 channels,
        uint32 inputHeight,
        uint32 inputWidth
    ) private pure returns (Step memory step, Space[4] memory spaces) {
        step.opcode = 11;
        step.kernel = kernel(height, width);
        step.a = operand(2, 0, uint32(BASE), StepEncoder.shape(1, inputHeight, inputWidth, channels));
        step.a.zeroPoint = -3;
        step.shape = StepEncoder.shape(1, inputHeight + height - 1, inputWidth + width - 1, 4);
        step.kernel.weightsPage = uint32(BASE + 3);
        step.kernel.channelStride = uint32((12 + uint256(height) * width * channels + 3) & ~uint256(3));
        spaces = filledSpaces(inputHeight * inputWidth * channels);
    }

    /// @dev A whole step with a table, whose run comes last.
    function _whole(
        string memory name,
        Step memory step,
        bytes memory attributes,
        Space[4] memory spaces,
        uint256 element,
        Range[] memory ranges
    ) private view {
        // Without an epilogue the step tells which entries of the table it would read.
        Stage memory none;
        (step.kind, step.tablePage, step.first, step.second) = (0, 0, none, none);
        step.outputType = 2;
        placeOutput(step, spaces);
        SpaceRoots memory roots = TreeBuilder.roots(spaces);
        (bytes memory chunks, bytes32[] memory siblings) = TreeBuilder.witness(spaces, ranges);
        bytes memory plain = _encoded(step, attributes);
        int256 value = verifier.recomputeElement(plain, element, roots, chunks, siblings);
        if (value < -32_768) value = -32_768;
        if (value > 32_767) value = 32_767;
        step.outputType = 0;
        placeOutput(step, spaces);
        tableEpilogue(step);
        bytes memory bare = _encoded(step, attributes);
        Range[] memory all = new Range[](ranges.length + 1);
        for (uint256 i = 0; i < ranges.length; ++i) all[i] = ranges[i];
        uint256 entry = START + 2 * uint256((value >> 7) + 256);
        all[ranges.length] = Range(1, entry, entry + 4);
        roots = TreeBuilder.roots(spaces);
        checkEqual(verifier.validateInstruction(bare, 1, roots), 0, "validity");
        (chunks, siblings) = TreeBuilder.witness(spaces, all);
        bytes memory call = abi.encodeCall(verifier.recomputeElement, (bare, element, roots, chunks, siblings));
        measure(name, call, 80_000, 225_000);
    }

    function _segment(
        string memory name,
        Step memory step,
        bytes memory attributes,
        Space[4] memory spaces,
        uint256 element,
        Range[] memory ranges
    ) private view {
        _segmentAt(name, step, attributes, spaces, element, step.opcode == 10 ? 0 : 1, ranges);
    }

    function _segmentAt(
        string memory name,
        Step memory step,
        bytes memory attributes,
        Space[4] memory spaces,
        uint256 element,
        uint256 segment,
        Range[] memory ranges
    ) private view {
        placeOutput(step, spaces);
        bytes memory instruction = _encoded(step, attributes);
        SpaceRoots memory roots = TreeBuilder.roots(spaces);
        checkEqual(verifier.validateInstruction(instruction, 1, roots), 0, "validity");
        (bytes memory chunks, bytes32[] memory siblings) = TreeBuilder.witness(spaces, ranges);
        bytes memory call = abi.encodeCall(
            verifier.accumulateSegment,
            (instruction, element, segment, -5, roots, chunks, siblings)
        );
        measure(name, call, 165_000, 240_000);
    }

    /// @dev The encoding with these attributes in the place of zeros.
    function _encoded(Step memory step, bytes memory attributes) private pure returns (bytes memory instruction) {
        instruction = step.encode();
        for (uint256 i = 0; i < attributes.length; ++i) instruction[112 + i] = attributes[i];
    }
}
