// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Reason} from "../../../contracts/proof/Reason.sol";
import {IOneStepVerifier} from "../../../contracts/interfaces/IOneStepVerifier.sol";
import {SpaceRoots} from "../../../contracts/types/SpaceRoots.sol";
import {Axis, Step, StepEncoder} from "./Step.sol";
import {StepTest} from "./StepTest.sol";

/// @notice Every reason of docs/arithmetic.md, section 6: each breaks one rule of an instruction that is valid otherwise.
contract ValidationTest is StepTest {
    using StepEncoder for Step;

    uint256 private constant INDEX = 5;

    SpaceRoots private _spaces;

    function setUp() public {
        _spaces.inputPages = 100;
        _spaces.constantPages = 100;
        _spaces.bodyPages = 100;
        _spaces.outputPages = 100;
    }

    function test_base_instructions_are_valid() external view {
        _expect(_convolution(), 0);
        _expect(_depthwise(), 0);
        _expect(_pool(), 0);
        _expect(_reduction(), 0);
        _expect(_addition(), 0);
        _expect(_rescale(), 0);
    }

    function test_BadLength() external view {
        bytes memory instruction = _convolution().encode();
        _expectBytes(bytes.concat(instruction, hex"00"), Reason.BAD_LENGTH);
        assembly ("memory-safe") {
            mstore(instruction, 223)
        }
        _expectBytes(instruction, Reason.BAD_LENGTH);
        _expectBytes("", Reason.BAD_LENGTH);
    }

    function test_BadVersion() external view {
        _expectByte(_convolution(), 0, 0, Reason.BAD_VERSION);
        _expectByte(_convolution(), 0, 2, Reason.BAD_VERSION);
    }

    function test_BadOpcode() external view {
        _expectByte(_convolution(), 1, 0, Reason.BAD_OPCODE);
        _expectByte(_convolution(), 1, 32, Reason.BAD_OPCODE);
        _expectByte(_convolution(), 1, 255, Reason.BAD_OPCODE);
    }

    function test_ReservedNotZero_in_reserved_bytes() external view {
        uint8[26] memory offsets = [
            26,
            31,
            35,
            68,
            71,
            34,
            60,
            63,
            72,
            75,
            76,
            103,
            104,
            111,
            144,
            159,
            177,
            179,
            184,
            188,
            192,
            203,
            212,
            215,
            219,
            223
        ];
        for (uint256 i = 0; i < offsets.length; ++i) {
            _expectByte(_convolution(), offsets[i], 1, Reason.RESERVED_NOT_ZERO);
        }
    }

    function test_ReservedNotZero_in_attributes_of_other_opcodes() external view {
        for (uint256 offset = 132; offset < 160; ++offset) {
            _expectByte(_pool(), offset, 1, Reason.RESERVED_NOT_ZERO);
        }
        for (uint256 offset = 124; offset < 160; ++offset) {
            _expectByte(_reduction(), offset, 1, Reason.RESERVED_NOT_ZERO);
        }
        for (uint256 offset = 112; offset < 160; ++offset) {
            _expectByte(_addition(), offset, 1, Reason.RESERVED_NOT_ZERO);
            _expectByte(_rescale(), offset, 1, Reason.RESERVED_NOT_ZERO);
        }
        _expectByte(_addition(), 75, 1, Reason.RESERVED_NOT_ZERO);
        _expectByte(_addition(), 111, 1, Reason.RESERVED_NOT_ZERO);
    }

    function test_ReservedNotZero_in_flags() external view {
        for (uint256 bit = 4; bit < 8; ++bit) {
            _expectByte(_addition(), 25, uint8(1 << bit), Reason.RESERVED_NOT_ZERO);
        }
        _expectByte(_convolution(), 25, 8, Reason.RESERVED_NOT_ZERO);
        _expectByte(_addition(), 25, 8, 0);
        _expectByte(_convolution(), 25, 4, Reason.RESERVED_NOT_ZERO);
        _expectByte(_reduction(), 25, 2, Reason.RESERVED_NOT_ZERO);
        _expectByte(_reduction(), 25, 4, Reason.RESERVED_NOT_ZERO);
        _expectByte(_rescale(), 25, 6, 0);
    }

    function test_ReservedNotZero_in_epilogue() external view {
        for (uint256 offset = 160; offset < 204; ++offset) {
            _expectByte(_reduction(), offset, 1, Reason.RESERVED_NOT_ZERO);
        }
        for (uint256 offset = 180; offset < 204; ++offset) {
            _expectByte(_convolution(), offset, 1, Reason.RESERVED_NOT_ZERO);
        }
        Step memory step = _rescale();
        step.kind = 3;
        _expect(step, Reason.RESERVED_NOT_ZERO);
        step.tablePage = 0;
        _expect(step, 0);
        step = _convolution();
        step.flags = 1;
        _expect(step, Reason.RESERVED_NOT_ZERO);
        step.first.multiplier = 0;
        _expect(step, Reason.RESERVED_NOT_ZERO);
        step.first.shift = 0;
        _expect(step, 0);
    }

    function test_ReservedNotZero_passes_unknown_kinds_over() external view {
        Step memory step = _rescale();
        step.kind = 4;
        step.flags = 6;
        _expect(step, Reason.BAD_EPILOGUE);
        step.first.multiplier = -1;
        step.second.zeroPoint = 32_768;
        _expect(step, Reason.BAD_EPILOGUE);
        _expectByte(step, 178, 1, Reason.RESERVED_NOT_ZERO);
    }

    function test_BadType() external view {
        _expectByte(_convolution(), 2, 3, Reason.BAD_TYPE);
        _expectByte(_convolution(), 33, 1, Reason.BAD_TYPE);
        _expectByte(_depthwise(), 33, 2, Reason.BAD_TYPE);
        _expectByte(_pool(), 33, 1, 0);
        _expectByte(_pool(), 33, 2, Reason.BAD_TYPE);
        _expectByte(_reduction(), 33, 3, Reason.BAD_TYPE);
        _expectByte(_addition(), 73, 3, Reason.BAD_TYPE);
    }

    function test_BadShape() external view {
        for (uint256 axis = 0; axis < 4; ++axis) {
            _expectWord(_addition(), 8 + 4 * axis, 0, Reason.BAD_SHAPE);
            _expectWord(_addition(), 40 + 4 * axis, 65_536, Reason.BAD_SHAPE);
            _expectWord(_addition(), 80 + 4 * axis, type(uint32).max, Reason.BAD_SHAPE);
        }
        Step memory step = _rescale();
        step.shape = StepEncoder.shape(1, 1, 8192, 32_769);
        step.a.shape = step.shape;
        _expect(step, Reason.BAD_SHAPE);
        step.shape = StepEncoder.shape(1, 1, 8192, 32_768);
        step.a.shape = step.shape;
        _expect(step, Reason.OUT_OF_SPACE);
        step.a.elementType = 1;
        _expect(step, Reason.BAD_SHAPE);
    }

    function test_BadSpace() external view {
        _expectByte(_addition(), 3, 0, Reason.BAD_SPACE);
        _expectByte(_addition(), 3, 1, Reason.BAD_SPACE);
        _expectByte(_addition(), 3, 4, Reason.BAD_SPACE);
        _expectByte(_addition(), 32, 4, Reason.BAD_SPACE);
        _expectByte(_addition(), 72, 255, Reason.BAD_SPACE);
    }

    function test_BadSpace_no_operand_reads_the_output_space() external view {
        Step memory step = _addition();
        step.a.space = 3;
        _expect(step, Reason.BAD_SPACE);
        step.a.producer = 0;
        _expect(step, Reason.BAD_SPACE);
        step = _addition();
        step.b.space = 3;
        _expect(step, Reason.BAD_SPACE);
        step.b.producer = 0;
        _expect(step, Reason.BAD_SPACE);
        step = _convolution();
        step.a.space = 3;
        _expect(step, Reason.BAD_SPACE);
    }

    function test_BadReference() external view {
        Step memory step = _addition();
        step.a.producer = 0;
        _expect(step, Reason.BAD_REFERENCE);
        step = _addition();
        step.b.producer = uint32(INDEX);
        _expect(step, Reason.BAD_REFERENCE);
        step.b.producer = uint32(INDEX - 1);
        _expect(step, 0);
        step.b.producer = type(uint32).max;
        _expect(step, Reason.BAD_REFERENCE);
        step.b.space = 1;
        _expect(step, 0);
    }

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

    function test_LinkMismatch() external view {
        Step memory producer = _addition();
        producer.outputSpace = 2;
        Step memory consumer = _addition();
        consumer.b.page = producer.outputPage;
        checkEqual(_link(consumer, 1, producer), 0, "same tensor");
        consumer.b.shape = StepEncoder.shape(1, 1, 1, StepEncoder.elements(producer.shape));
        checkEqual(_link(consumer, 1, producer), 0, "reshaped");
        consumer.b.shape[3] += 1;
        checkEqual(_link(consumer, 1, producer), Reason.LINK_MISMATCH, "elements");
        consumer.b.shape[3] -= 1;
        consumer.b.page += 1;
        checkEqual(_link(consumer, 1, producer), Reason.LINK_MISMATCH, "page");
        consumer.b.page -= 1;
        producer.outputType = 1;
        checkEqual(_link(consumer, 1, producer), Reason.LINK_MISMATCH, "type");
        producer.outputType = 0;
        producer.outputSpace = 3;
        checkEqual(_link(consumer, 1, producer), Reason.LINK_MISMATCH, "space");
        checkEqual(_link(consumer, 0, producer), 0, "operand A is an input");
        checkEqual(_link(_convolution(), 1, producer), 0, "no operand B");
        checkEqual(_link(consumer, 2, producer), 0, "no operand C");
    }

    function test_link_arguments() external {
        bytes memory instruction = _addition().encode();
        vm.expectRevert(abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_SlotOutOfRange.selector, 3));
        verifier.validateLink(instruction, 3, instruction);
        vm.expectRevert(
            abi.encodeWithSelector(IOneStepVerifier.OneStepVerifier_WrongInstructionLength.selector, 224, 0)
        );
        verifier.validateLink(instruction, 0, "");
    }

    function test_OrderMismatch() external view {
        Step memory previous = _addition();
        (previous.nextBodyPage, previous.nextOutputPage) = (4, 7);
        Step memory next = _addition();
        (next.outputSpace, next.outputPage, next.nextBodyPage, next.nextOutputPage) = (2, 4, 5, 7);
        checkEqual(_order(previous, next), 0, "body");
        next.nextOutputPage = 8;
        checkEqual(_order(previous, next), Reason.ORDER_MISMATCH, "other counter");
        (next.outputPage, next.nextOutputPage) = (5, 7);
        checkEqual(_order(previous, next), Reason.ORDER_MISMATCH, "gap");
        (next.outputSpace, next.outputPage, next.nextBodyPage, next.nextOutputPage) = (3, 7, 4, 8);
        checkEqual(_order(previous, next), 0, "output");
        next.nextBodyPage = 5;
        checkEqual(_order(previous, next), Reason.ORDER_MISMATCH, "other counter");
        checkEqual(verifier.validateOrder("", next.encode()), Reason.ORDER_MISMATCH, "first");
        (next.outputPage, next.nextBodyPage, next.nextOutputPage) = (0, 0, 1);
        checkEqual(verifier.validateOrder("", next.encode()), 0, "first from zero");
    }

    function test_TotalMismatch() external view {
        Step memory last = _addition();
        (last.nextBodyPage, last.nextOutputPage) = (100, 100);
        checkEqual(verifier.validateTotal(last.encode(), _spaces), 0, "totals");
        last.nextBodyPage = 99;
        checkEqual(verifier.validateTotal(last.encode(), _spaces), Reason.TOTAL_MISMATCH, "body");
        (last.nextBodyPage, last.nextOutputPage) = (100, 101);
        checkEqual(verifier.validateTotal(last.encode(), _spaces), Reason.TOTAL_MISMATCH, "output");
    }

    function test_profile_version() external view {
        checkEqual(verifier.profileVersion(), 1, "profile");
    }

    /// @dev Whatever the bytes, validation ends with a reason and never reverts.
    function testFuzz_validation_is_total(bytes calldata garbage, uint256 seed, uint8 offset) external view {
        verifier.validateInstruction(garbage, INDEX, _spaces);
        bytes memory instruction = (seed % 2 == 0 ? _convolution() : _reduction()).encode();
        bytes memory noise = randomBytes(seed, 8);
        for (uint256 i = 0; i < 8; ++i) instruction[(uint256(offset) + i) % 224] = noise[i];
        uint8 reason = verifier.validateInstruction(instruction, INDEX, _spaces);
        check(reason <= Reason.STEP_TOO_LARGE, "reason");
    }

    function _convolution() private pure returns (Step memory step) {
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

    function _depthwise() private pure returns (Step memory step) {
        step = _convolution();
        step.opcode = 2;
        step.kernel.channelStride = 24;
        step.shape[3] = 4;
    }

    function _pool() private pure returns (Step memory step) {
        step.opcode = 3;
        step.kernel = kernel(2, 2);
        step.a = operand(0, 0, 2, StepEncoder.shape(1, 4, 4, 6));
        step.shape = StepEncoder.shape(1, 3, 3, 6);
        _place(step);
    }

    function _reduction() private pure returns (Step memory step) {
        step.opcode = 4;
        step.axis = Axis(2, 3, 4);
        step.a = operand(0, 0, 2, StepEncoder.shape(1, 2, 3, 4));
        step.shape = StepEncoder.shape(1, 1, 2, 4);
        _place(step);
    }

    function _addition() private pure returns (Step memory step) {
        step.opcode = 6;
        step.shape = StepEncoder.shape(2, 3, 4, 5);
        step.a = operand(0, 0, 2, StepEncoder.shape(2, 3, 4, 5));
        step.b = operand(2, 0, 2, StepEncoder.shape(2, 3, 4, 5));
        (step.a.multiplier, step.a.shift) = (1, 2);
        (step.b.multiplier, step.b.shift) = (1, 62);
        _place(step);
    }

    function _rescale() private pure returns (Step memory step) {
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
    ) private pure returns (Step memory step) {
        step.opcode = operation;
        step.kernel = kernel(height, width);
        step.a = operand(0, 0, 2, StepEncoder.shape(1, height, width, channels));
        step.shape = StepEncoder.shape(1, 1, 1, operation == 1 ? 1 : channels);
        _place(step);
    }

    function _place(Step memory step) private pure {
        step.outputSpace = 3;
        step.outputPage = 10;
        step.nextOutputPage = 11;
        step.nextBodyPage = 40;
    }

    function _expect(Step memory step, uint8 reason) private view {
        _expectBytes(step.encode(), reason);
    }

    function _spacesCheck(Step memory step, uint32 pages, uint8 reason) private view {
        SpaceRoots memory spaces = SpaceRoots(0, 0, 0, 0, pages, pages, pages, pages);
        checkEqual(verifier.validateInstruction(step.encode(), INDEX, spaces), reason, "reason");
    }

    function _expectByte(Step memory step, uint256 offset, uint8 value, uint8 reason) private view {
        bytes memory instruction = step.encode();
        instruction[offset] = bytes1(value);
        _expectBytes(instruction, reason);
    }

    function _expectHalf(Step memory step, uint256 offset, uint16 value, uint8 reason) private view {
        bytes memory instruction = step.encode();
        instruction[offset] = bytes1(uint8(value >> 8));
        instruction[offset + 1] = bytes1(uint8(value));
        _expectBytes(instruction, reason);
    }

    function _expectWord(Step memory step, uint256 offset, uint32 value, uint8 reason) private view {
        bytes memory instruction = step.encode();
        for (uint256 i = 0; i < 4; ++i) instruction[offset + i] = bytes1(uint8(value >> (24 - 8 * i)));
        _expectBytes(instruction, reason);
    }

    function _expectBytes(bytes memory instruction, uint8 reason) private view {
        checkEqual(verifier.validateInstruction(instruction, INDEX, _spaces), reason, "reason");
    }

    function _link(Step memory consumer, uint256 slot, Step memory producer) private view returns (uint8) {
        return verifier.validateLink(consumer.encode(), slot, producer.encode());
    }

    function _order(Step memory previous, Step memory next) private view returns (uint8) {
        return verifier.validateOrder(previous.encode(), next.encode());
    }
}
