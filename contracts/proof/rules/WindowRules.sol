// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {WindowLib} from "../Window.sol";

/// @title Rules of operators with a kernel window
/// @notice What docs/arithmetic.md, section 6, asks of CONV2D, DEPTHWISE_CONV2D and MAX_POOL2D.
library WindowRules {
    using InstructionLib for bytes;

    uint256 private constant A = InstructionLib.OPERAND_A;
    uint256 private constant LOWER_BYTES = 0x0000ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant UPPER_BYTES = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00;
    uint256 private constant SIX_CARRIES = 0x000100010001000100010001000000000000000000;

    /// @notice Code 4: bytes of the attributes that the opcode does not name.
    function reservedSet(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        broken =
            instruction.anySet(144, 16) ||
            (operation == InstructionLib.MAX_POOL2D && instruction.anySet(WindowLib.WEIGHTS_PAGE, 12));
    }

    /// @notice Code 5: the operand's type.
    function badType(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        broken = instruction.operandType(A) > (operation == InstructionLib.MAX_POOL2D ? 1 : 0);
    }

    /// @notice Code 9.
    function badAttribute(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        assembly ("memory-safe") {
            // Ten u16 with upper bytes zero, the first six of them (kernel, strides, dilations) not zero: 0xff added carries.
            let sizes := shr(96, calldataload(add(instruction.offset, 112)))
            let carries := add(and(sizes, LOWER_BYTES), LOWER_BYTES)
            broken := or(iszero(iszero(and(sizes, UPPER_BYTES))), iszero(eq(and(carries, SIX_CARRIES), SIX_CARRIES)))
        }
        if (broken) return true;
        if (operation == InstructionLib.MAX_POOL2D) {
            uint256 height = instruction.uint16At(WindowLib.KERNEL_HEIGHT);
            uint256 width = instruction.uint16At(WindowLib.KERNEL_WIDTH);
            return
                instruction.uint16At(WindowLib.DILATION_Y) != 1 ||
                instruction.uint16At(WindowLib.DILATION_X) != 1 ||
                instruction.uint16At(WindowLib.PAD_TOP) >= height ||
                instruction.uint16At(WindowLib.PAD_BOTTOM) >= height ||
                instruction.uint16At(WindowLib.PAD_LEFT) >= width ||
                instruction.uint16At(WindowLib.PAD_RIGHT) >= width;
        }
        int256 zeroPoint = instruction.int32At(WindowLib.WEIGHT_ZERO_POINT);
        if (zeroPoint < -128 || zeroPoint > 127) return true;
        uint256 stride = (WindowLib.RECORD_BYTES + WindowLib.weightCount(instruction) + 3) & ~uint256(3);
        broken = instruction.uint32At(WindowLib.CHANNEL_STRIDE) != stride;
    }

    /// @notice Code 10.
    function shapeMismatch(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        if (instruction.outputDimension(0) != instruction.operandDimension(A, 0)) return true;
        uint256 channels = instruction.operandDimension(A, 3);
        uint256 outputChannels = instruction.outputDimension(3);
        if (operation == InstructionLib.MAX_POOL2D && outputChannels != channels) return true;
        if (operation == InstructionLib.DEPTHWISE_CONV2D && outputChannels % channels != 0) return true;
        broken =
            _windowSizeMismatch(instruction, 1, 0, WindowLib.PAD_TOP) ||
            _windowSizeMismatch(instruction, 2, 2, WindowLib.PAD_LEFT);
    }

    /// @notice Code 13: the channel blocks, or the channel records of RESCALE.
    function outOfSpace(bytes calldata instruction, SpaceRoots calldata spaces) internal pure returns (bool broken) {
        broken =
            WindowLib.channelBlock(instruction, instruction.outputDimension(3)) >
            InstructionLib.PAGE_BYTES * uint256(spaces.constantPages);
    }

    /// @param axis 1 for rows, 2 for columns.
    /// @param step Offset of the axis's attributes from those of the rows.
    /// @param padding Offset of the padding before; that after follows it.
    function _windowSizeMismatch(
        bytes calldata instruction,
        uint256 axis,
        uint256 step,
        uint256 padding
    ) private pure returns (bool broken) {
        unchecked {
            uint256 padded =
                instruction.operandDimension(A, axis) +
                    instruction.uint16At(padding) +
                    instruction.uint16At(padding + 2);
            uint256 reach =
                (instruction.uint16At(WindowLib.KERNEL_HEIGHT + step) - 1) *
                    instruction.uint16At(WindowLib.DILATION_Y + step) +
                    1;
            if (padded < reach) return true;
            uint256 size = (padded - reach) / instruction.uint16At(WindowLib.STRIDE_Y + step) + 1;
            broken = instruction.outputDimension(axis) != size;
        }
    }
}
