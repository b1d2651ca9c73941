// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SpaceRoots} from "../../../contracts/types/SpaceRoots.sol";
import {Axis, Step, StepEncoder} from "./Step.sol";
import {StepTest} from "./StepTest.sol";

/// @notice Valid instructions, and ways to break one rule of them.
abstract contract ValidationFixture is StepTest {
    using StepEncoder for Step;

    uint256 internal constant INDEX = 5;

    SpaceRoots internal _spaces;

    function setUp() public {
        _spaces.inputPages = 100;
        _spaces.constantPages = 100;
        _spaces.bodyPages = 100;
        _spaces.outputPages = 100;
    }

    function _convolution() internal pure returns (Step memory step) {
        step.opcode = 1;
        step.kernel = kernel(3, 3);
        step.kernel.channelStride = 48;
        step.kernel.weightsPage = 7;
        step.a = operand(0, 0, 2, StepEncoder.shape(2, 5, 6, 4));
        step.shape = StepEncoder.shape(2, 3, 4, 10);
        step.kind = 1;
        step.first = identity(-128, 127);
        _place(step);
    }

    function _convolutionWithSecondPerChannel() internal pure returns (Step memory step) {
        step = _convolution();
        (step.kind, step.flags, step.tablePage) = (2, 65, 3);
        step.first = identity(-32_768, 32_767);
        step.second = identity(-128, 127);
        (step.first.multiplier, step.first.shift) = (0, 0);
        (step.second.multiplier, step.second.shift) = (0, 0);
    }

    function _depthwise() internal pure returns (Step memory step) {
        step = _convolution();
        step.opcode = 2;
        step.kernel.channelStride = 24;
        step.shape[3] = 4;
    }

    function _pool() internal pure returns (Step memory step) {
        step.opcode = 3;
        step.kernel = kernel(2, 2);
        step.a = operand(0, 0, 2, StepEncoder.shape(1, 4, 4, 6));
        step.shape = StepEncoder.shape(1, 3, 3, 6);
        _place(step);
    }

    function _reduction() internal pure returns (Step memory step) {
        step.opcode = 4;
        step.axis = Axis(2, 3, 4);
        step.a = operand(0, 0, 2, StepEncoder.shape(1, 2, 3, 4));
        step.shape = StepEncoder.shape(1, 1, 2, 4);
        _place(step);
    }

    function _addition() internal pure returns (Step memory step) {
        step.opcode = 6;
        step.shape = StepEncoder.shape(2, 3, 4, 5);
        step.a = operand(0, 0, 2, StepEncoder.shape(2, 3, 4, 5));
        step.b = operand(2, 0, 2, StepEncoder.shape(2, 3, 4, 5));
        (step.a.multiplier, step.a.shift) = (1, 2);
        (step.b.multiplier, step.b.shift) = (1, 62);
        _place(step);
    }

    function _rescale() internal pure returns (Step memory step) {
        step.opcode = 9;
        step.shape = StepEncoder.shape(2, 3, 4, 5);
        step.a = operand(0, 0, 2, StepEncoder.shape(2, 3, 4, 5));
        step.kind = 2;
        step.tablePage = 3;
        step.first = identity(-32_768, 32_767);
        step.second = identity(-128, 127);
        _place(step);
    }

    /// @dev One output element from a kernel-sized image.
    function _sized(
        uint8 operation,
        uint16 height,
        uint16 width,
        uint32 channels
    ) internal pure returns (Step memory step) {
        step.opcode = operation;
        step.kernel = kernel(height, width);
        step.a = operand(0, 0, 2, StepEncoder.shape(1, height, width, channels));
        step.shape = StepEncoder.shape(1, 1, 1, operation == 1 ? 1 : channels);
        _place(step);
    }

    function _place(Step memory step) internal pure {
        step.outputSpace = 3;
        step.outputPage = 10;
        step.nextOutputPage = 11;
        step.nextBodyPage = 40;
    }

    function _expect(Step memory step, uint8 reason) internal view {
        _expectBytes(step.encode(), reason);
    }

    function _spacesCheck(Step memory step, uint32 pages, uint8 reason) internal view {
        SpaceRoots memory spaces = SpaceRoots(0, 0, 0, 0, pages, pages, pages, pages);
        checkEqual(verifier.validateInstruction(step.encode(), INDEX, spaces), reason, "reason");
    }

    function _expectByte(Step memory step, uint256 offset, uint8 value, uint8 reason) internal view {
        bytes memory instruction = step.encode();
        instruction[offset] = bytes1(value);
        _expectBytes(instruction, reason);
    }

    function _expectHalf(Step memory step, uint256 offset, uint16 value, uint8 reason) internal view {
        bytes memory instruction = step.encode();
        instruction[offset] = bytes1(uint8(value >> 8));
        instruction[offset + 1] = bytes1(uint8(value));
        _expectBytes(instruction, reason);
    }

    function _expectWord(Step memory step, uint256 offset, uint32 value, uint8 reason) internal view {
        bytes memory instruction = step.encode();
        for (uint256 i = 0; i < 4; ++i) instruction[offset + i] = bytes1(uint8(value >> (24 - 8 * i)));
        _expectBytes(instruction, reason);
    }

    function _expectBytes(bytes memory instruction, uint8 reason) internal view {
        checkEqual(verifier.validateInstruction(instruction, INDEX, _spaces), reason, "reason");
    }

    function _link(Step memory consumer, uint256 slot, Step memory producer) internal view returns (uint8) {
        return verifier.validateLink(consumer.encode(), slot, producer.encode());
    }

    function _order(Step memory previous, Step memory next) internal view returns (uint8) {
        return verifier.validateOrder(previous.encode(), next.encode());
    }
}
