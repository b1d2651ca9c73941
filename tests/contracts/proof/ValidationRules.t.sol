// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Reason} from "../../../contracts/proof/Reason.sol";
import {Axis, Step, StepEncoder} from "./Step.sol";
import {ValidationFixture} from "./ValidationFixture.sol";

/// @notice Reasons 9 to 14 of docs/arithmetic.md, section 6: what fields mean together. Each test breaks one rule of an instruction that is valid otherwise.
contract ValidationRulesTest is ValidationFixture {
    using StepEncoder for Step;

    function test_BadAttribute_of_windows() external view {
        for (uint256 offset = 112; offset < 124; offset += 2) {
            _expectHalf(_convolution(), offset, 0, Reason.BAD_ATTRIBUTE);
            _expectHalf(_convolution(), offset, 256, Reason.BAD_ATTRIBUTE);
        }
        for (uint256 offset = 124; offset < 132; offset += 2) {
            _expectHalf(_convolution(), offset, 256, Reason.BAD_ATTRIBUTE);
            _expectHalf(_pool(), offset, 2, Reason.BAD_ATTRIBUTE);
        }
        _expectHalf(_pool(), 120, 2, Reason.BAD_ATTRIBUTE);
        _expectHalf(_pool(), 122, 2, Reason.BAD_ATTRIBUTE);
        _expectWord(_convolution(), 136, 47, Reason.BAD_ATTRIBUTE);
        _expectWord(_convolution(), 136, 52, Reason.BAD_ATTRIBUTE);
        _expectWord(_depthwise(), 136, 28, Reason.BAD_ATTRIBUTE);
        Step memory step = _convolution();
        step.kernel.zeroPoint = 127;
        _expect(step, 0);
        step.kernel.zeroPoint = 128;
        _expect(step, Reason.BAD_ATTRIBUTE);
        step.kernel.zeroPoint = -129;
        _expect(step, Reason.BAD_ATTRIBUTE);
    }

    function test_BadAttribute_of_reductions() external view {
        for (uint256 offset = 112; offset < 124; offset += 4) {
            _expectWord(_reduction(), offset, 0, Reason.BAD_ATTRIBUTE);
            _expectWord(_reduction(), offset, (1 << 28) + 1, Reason.BAD_ATTRIBUTE);
            _expectWord(_reduction(), offset, 1 << 28, Reason.SHAPE_MISMATCH);
        }
    }

    function test_ShapeMismatch() external view {
        for (uint256 axis = 0; axis < 4; ++axis) {
            Step memory step = _addition();
            step.shape[axis] += 1;
            _expect(step, Reason.SHAPE_MISMATCH);
            step = _addition();
            step.b.shape[axis] += 1;
            _expect(step, Reason.SHAPE_MISMATCH);
            step = _addition();
            (step.a.shape[axis], step.b.shape[axis]) = (1, 1);
            _expect(step, 0);
            step = _rescale();
            step.a.shape[axis] = 1;
            _expect(step, Reason.SHAPE_MISMATCH);
            step = _depthwise();
            step.shape[axis] += 1;
            _expect(step, Reason.SHAPE_MISMATCH);
        }
        Step memory other = _pool();
        other.shape[3] *= 2;
        _expect(other, Reason.SHAPE_MISMATCH);
        other = _depthwise();
        other.shape[3] *= 2;
        _expect(other, 0);
        other = _convolution();
        other.kernel.dilationY = 3;
        _expect(other, Reason.SHAPE_MISMATCH);
        other = _reduction();
        other.axis.length += 1;
        _expect(other, Reason.SHAPE_MISMATCH);
        other = _reduction();
        other.axis.outer *= 2;
        _expect(other, Reason.SHAPE_MISMATCH);
    }

    function test_window_sizes_are_rounded_down() external view {
        Step memory step = _convolution();
        step.kernel.strideY = 3;
        step.a.shape = StepEncoder.shape(2, 7, 6, 4);
        step.shape[1] = 2;
        _expect(step, 0);
        step.a.shape[1] = 8;
        _expect(step, 0);
        step.a.shape[1] = 9;
        _expect(step, Reason.SHAPE_MISMATCH);
        step.shape[1] = 3;
        _expect(step, 0);
    }

    function test_BadRescale() external view {
        _expectByte(_addition(), 34, 1, Reason.BAD_RESCALE);
        _expectByte(_addition(), 74, 63, Reason.BAD_RESCALE);
        _expectWord(_addition(), 60, 1 << 31, Reason.BAD_RESCALE);
        _expectWord(_addition(), 100, type(uint32).max, Reason.BAD_RESCALE);
        _expectByte(_rescale(), 176, 1, Reason.BAD_RESCALE);
        _expectByte(_rescale(), 200, 63, Reason.BAD_RESCALE);
        _expectWord(_rescale(), 160, 1 << 31, Reason.BAD_RESCALE);
        _expectWord(_rescale(), 184, 1 << 31, Reason.BAD_RESCALE);
        _expectWord(_rescale(), 164, 32_768, Reason.BAD_RESCALE);
        _expectWord(_rescale(), 188, uint32(int32(-32_769)), Reason.BAD_RESCALE);
        _expectWord(_rescale(), 164, uint32(int32(-32_768)), 0);
        _expectWord(_convolution(), 56, 128, Reason.BAD_RESCALE);
        _expectWord(_convolution(), 56, uint32(int32(-128)), 0);
        _expectWord(_addition(), 96, 128, Reason.BAD_RESCALE);
        _expectWord(_addition(), 56, uint32(int32(-129)), Reason.BAD_RESCALE);
        _expectWord(_pool(), 56, 1, Reason.BAD_RESCALE);
        Step memory step = _reduction();
        step.a.zeroPoint = 1;
        _expect(step, 0);
        step.opcode = 5;
        _expect(step, Reason.BAD_RESCALE);
    }

    function test_BadEpilogue() external view {
        Step memory step = _reduction();
        step.flags = 1;
        _expect(step, Reason.BAD_EPILOGUE);
        step = _convolution();
        (step.kind, step.flags) = (0, 1);
        delete step.first;
        _expect(step, Reason.BAD_EPILOGUE);
        step.flags = 0;
        _expect(step, 0);
        step = _convolutionWithSecondPerChannel();
        step.second.zeroPoint = 32_768;
        _expect(step, Reason.BAD_RESCALE);
        (step.second.zeroPoint, step.second.high) = (0, 128);
        _expect(step, Reason.BAD_EPILOGUE);
        step.second.high = 127;
        (step.flags, step.first.multiplier, step.first.shift) = (64, 1 << 30, 30);
        _expect(step, Reason.BAD_EPILOGUE);
        step = _convolution();
        (step.first.low, step.first.high) = (1, 0);
        _expect(step, Reason.BAD_EPILOGUE);
        (step.first.low, step.first.high) = (-129, 0);
        _expect(step, Reason.BAD_EPILOGUE);
        (step.first.low, step.first.high) = (0, 128);
        _expect(step, Reason.BAD_EPILOGUE);
        step.outputType = 1;
        _expect(step, 0);
        step = _rescale();
        step.first.high = 32_768;
        _expect(step, Reason.BAD_EPILOGUE);
        step = _rescale();
        step.second.high = 128;
        _expect(step, Reason.BAD_EPILOGUE);
        step = _rescale();
        (step.second.low, step.second.high) = (5, 4);
        _expect(step, Reason.BAD_EPILOGUE);
    }

    function test_OutOfSpace() external view {
        Step memory step = _addition();
        (step.outputPage, step.nextOutputPage) = (99, 100);
        _expect(step, 0);
        (step.outputPage, step.nextOutputPage) = (100, 101);
        _expect(step, Reason.OUT_OF_SPACE);
        step = _addition();
        step.nextOutputPage += 1;
        _expect(step, Reason.OUT_OF_SPACE);
        step = _addition();
        step.outputSpace = 2;
        _expect(step, Reason.OUT_OF_SPACE);
        step.nextBodyPage = step.outputPage + 1;
        _expect(step, 0);
        step = _addition();
        step.a.page = 100;
        _expect(step, Reason.OUT_OF_SPACE);
        step = _addition();
        step.b.page = type(uint32).max;
        _expect(step, Reason.OUT_OF_SPACE);
        step = _convolution();
        step.kernel.weightsPage = 99;
        _expect(step, 0);
        step.shape[3] = 11;
        _expect(step, Reason.OUT_OF_SPACE);
        step = _rescale();
        step.tablePage = 97;
        _expect(step, 0);
        step.tablePage = 98;
        _expect(step, Reason.OUT_OF_SPACE);
    }

    function test_StepTooLarge_for_convolutions() external view {
        Step memory step = _sized(1, 9, 1, 1);
        step.kernel.channelStride = 24;
        _expect(step, Reason.STEP_TOO_LARGE);
        step = _sized(1, 8, 1, 1);
        step.kernel.channelStride = 20;
        _expect(step, 0);
        step = _sized(1, 3, 3, 1);
        step.kernel.channelStride = 24;
        step.kernel.dilationX = 2;
        step.a.shape[2] = 5;
        _expect(step, Reason.STEP_TOO_LARGE);
        step = _sized(1, 2, 1, 65_535);
        step.kernel.channelStride = 12 + 2 * 65_535 + 2;
        step.a.shape[1] = 2;
        _spacesCheck(step, 256, Reason.OUT_OF_SPACE);
        _spacesCheck(step, 100_000, 0);
        step = _sized(1, 3, 1, 65_535);
        step.kernel.channelStride = 12 + 3 * 65_535 + 3;
        _spacesCheck(step, 100_000, Reason.STEP_TOO_LARGE);
    }

    function test_StepTooLarge_for_windows_and_reductions() external view {
        Step memory step = _sized(3, 1, 9, 257);
        _expect(step, Reason.STEP_TOO_LARGE);
        step = _sized(3, 1, 8, 257);
        _expect(step, 0);
        step = _sized(3, 1, 17, 256);
        _expect(step, Reason.STEP_TOO_LARGE);
        step = _sized(3, 1, 16, 256);
        _expect(step, 0);
        step = _reduction();
        step.axis = Axis(1, 1025, 257);
        step.a.shape = StepEncoder.shape(1, 1, 1025, 257);
        step.shape = StepEncoder.shape(1, 1, 1, 257);
        _spacesCheck(step, 100_000, Reason.STEP_TOO_LARGE);
        step.axis.length = 1024;
        step.a.shape[2] = 1024;
        _spacesCheck(step, 100_000, 0);
    }
}
