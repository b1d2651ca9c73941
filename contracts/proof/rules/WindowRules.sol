// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {WindowLib} from "../Window.sol";

/// @title Rules of operators with a kernel window
/// @notice What docs/arithmetic.md, section 6, asks of convolutions and pools.
library WindowRules {
    using InstructionLib for bytes;

    uint256 private constant A = InstructionLib.OPERAND_A;
    uint256 private constant LOWER_BYTES = 0x0000ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant UPPER_BYTES = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00;
    uint256 private constant SIX_CARRIES = 0x000100010001000100010001000000000000000000;
    uint256 private constant PAD_BYTES = 0xffffffffffffffff;

    /// @notice Code 4: bytes of the attributes that the opcode does not name.
    function reservedSet(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        broken =
            instruction.anySet(144, 16) ||
            (InstructionLib.among(operation, InstructionLib.POOLS) && instruction.anySet(WindowLib.WEIGHTS_PAGE, 12));
    }

    /// @notice Code 5: the operand's type.
    function badType(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        broken = instruction.operandType(A) > (InstructionLib.among(operation, InstructionLib.POOLS) ? 1 : 0);
    }

    /// @notice Code 9.
    function badAttribute(bytes calldata instruction, uint256 operation) internal pure returns (bool broken) {
        bool transposed = operation == InstructionLib.TRANSPOSE_CONV2D;
        assembly ("memory-safe") {
            // Ten u16 with upper bytes zero, the first six of them (kernel, strides, dilations) not zero: 0xff added carries.
            let sizes := shr(96, calldataload(add(instruction.offset, 112)))
            // The paddings of TRANSPOSE_CONV2D, the last four, are signed.
            if transposed {
                sizes := and(sizes, not(PAD_BYTES))
            }
            let carries := add(and(sizes, LOWER_BYTES), LOWER_BYTES)
            broken := or(iszero(iszero(and(sizes, UPPER_BYTES))), iszero(eq(and(carries, SIX_CARRIES), SIX_CARRIES)))
        }
        if (broken) return true;
        if (transposed && _badTransposition(instruction)) return true;
        if (InstructionLib.among(operation, InstructionLib.POOLS)) {
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
        if (operation == InstructionLib.TRANSPOSE_CONV2D) {
            return
                _transposedSizeMismatch(instruction, 1, 0, WindowLib.PAD_TOP) ||
                _transposedSizeMismatch(instruction, 2, 2, WindowLib.PAD_LEFT);
        }
        uint256 channels = instruction.operandDimension(A, 3);
        uint256 outputChannels = instruction.outputDimension(3);
        if (InstructionLib.among(operation, InstructionLib.POOLS) && outputChannels != channels) return true;
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

    /// @dev Dilation, or an output padding that cuts a whole kernel off or is above 255.
    function _badTransposition(bytes calldata instruction) private pure returns (bool broken) {
        if (instruction.uint16At(WindowLib.DILATION_Y) != 1 || instruction.uint16At(WindowLib.DILATION_X) != 1) {
            return true;
        }
        for (uint256 i = 0; i < 4; ++i) {
            int256 size = int256(instruction.uint16At(i < 2 ? WindowLib.KERNEL_HEIGHT : WindowLib.KERNEL_WIDTH));
            int256 padding = instruction.int16At(WindowLib.PAD_TOP + 2 * i);
            if (padding <= -size || padding > 255) return true;
        }
    }

    /// @dev As `_windowSizeMismatch`, for TRANSPOSE_CONV2D.
    function _transposedSizeMismatch(
        bytes calldata instruction,
        uint256 axis,
        uint256 step,
        uint256 padding
    ) private pure returns (bool broken) {
        unchecked {
            uint256 kernel = instruction.uint16At(WindowLib.KERNEL_HEIGHT + step);
            uint256 stride = instruction.uint16At(WindowLib.STRIDE_Y + step);
            uint256 reach = (instruction.operandDimension(A, axis) - 1) * stride + kernel;
            int256 size = int256(reach) + instruction.int16At(padding) + instruction.int16At(padding + 2);
            broken = int256(instruction.outputDimension(axis)) != size;
        }
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
