// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Reason} from "../../../contracts/proof/Reason.sol";
import {Step, StepEncoder} from "./Step.sol";
import {ValidationFixture} from "./ValidationFixture.sol";

/// @notice Reasons 1 to 8 of docs/arithmetic.md, section 6: what single fields may hold. Each test breaks one rule of an instruction that is valid otherwise.
contract ValidationEncodingTest is ValidationFixture {
    using StepEncoder for Step;

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
        _expectByte(_convolution(), 25, 65, Reason.RESERVED_NOT_ZERO);
        _expectByte(_rescale(), 25, 128, Reason.RESERVED_NOT_ZERO);
    }

    function test_ReservedNotZero_in_a_second_rescale_per_channel() external view {
        Step memory step = _convolutionWithSecondPerChannel();
        _expect(step, 0);
        step.second.multiplier = 1;
        _expect(step, Reason.RESERVED_NOT_ZERO);
        (step.second.multiplier, step.second.shift) = (0, 30);
        _expect(step, Reason.RESERVED_NOT_ZERO);
        (step.second.shift, step.second.zeroPoint) = (0, 7);
        _expect(step, 0);
        step.flags |= 4;
        _expect(step, 0);
        (step.kind, step.tablePage) = (3, 0);
        _expect(step, 0);
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
}
