// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../libraries/InstructionLib.sol";

/// @notice The kernel window of one output element over operand A.
/// @dev Rows and columns count from the image's start; origins may be negative (padding).
struct Window {
    uint256 kernelHeight;
    uint256 kernelWidth;
    uint256 dilationY;
    uint256 dilationX;
    uint256 inputHeight;
    uint256 inputWidth;
    uint256 inputChannels;
    /// First row of the element's image, counted over the whole batch.
    uint256 imageRow;
    int256 originY;
    int256 originX;
    /// Kernel columns inside the input are `[columnBegin, columnEnd)`; empty when not less.
    uint256 columnBegin;
    uint256 columnEnd;
    uint256 outputChannel;
}

/// @title Window geometry
/// @notice Where the taps of convolutions and pools lie (docs/arithmetic.md, section 4).
library WindowLib {
    using InstructionLib for bytes;

    uint256 internal constant KERNEL_HEIGHT = 112;
    uint256 internal constant KERNEL_WIDTH = 114;
    uint256 internal constant STRIDE_Y = 116;
    uint256 internal constant STRIDE_X = 118;
    uint256 internal constant DILATION_Y = 120;
    uint256 internal constant DILATION_X = 122;
    uint256 internal constant PAD_TOP = 124;
    uint256 internal constant PAD_BOTTOM = 126;
    uint256 internal constant PAD_LEFT = 128;
    uint256 internal constant PAD_RIGHT = 130;
    uint256 internal constant WEIGHTS_PAGE = 132;
    uint256 internal constant CHANNEL_STRIDE = 136;
    uint256 internal constant WEIGHT_ZERO_POINT = 140;
    /// @notice Bytes of bias, multiplier and shift in front of a channel's weights.
    uint256 internal constant RECORD_BYTES = 12;

    /// @notice The window of an output element.
    function locate(bytes calldata instruction, uint256 element) internal pure returns (Window memory window) {
        unchecked {
            uint256 dimension = instruction.outputDimension(3);
            window.outputChannel = element % dimension;
            element /= dimension;
            dimension = instruction.outputDimension(2);
            uint256 outputX = element % dimension;
            element /= dimension;
            dimension = instruction.outputDimension(1);
            uint256 outputY = element % dimension;

            window.kernelHeight = instruction.uint16At(KERNEL_HEIGHT);
            window.kernelWidth = instruction.uint16At(KERNEL_WIDTH);
            window.dilationY = instruction.uint16At(DILATION_Y);
            window.dilationX = instruction.uint16At(DILATION_X);
            window.inputHeight = instruction.operandDimension(InstructionLib.OPERAND_A, 1);
            window.inputWidth = instruction.operandDimension(InstructionLib.OPERAND_A, 2);
            window.inputChannels = instruction.operandDimension(InstructionLib.OPERAND_A, 3);
            window.imageRow = (element / dimension) * window.inputHeight;
            window.originY = int256(outputY * instruction.uint16At(STRIDE_Y)) - int256(instruction.uint16At(PAD_TOP));
            window.originX = int256(outputX * instruction.uint16At(STRIDE_X)) - int256(instruction.uint16At(PAD_LEFT));
        }
        _columns(window);
    }

    /// @notice Whether a kernel row has taps inside the input, and where it starts.
    /// @return inside False for rows in the padding.
    /// @return start Element index of the row's first tap, which may be to the left of the input (then it is not addressed).
    function row(Window memory window, uint256 kernelY) internal pure returns (bool inside, int256 start) {
        unchecked {
            int256 y = window.originY + int256(kernelY * window.dilationY);
            inside = y >= 0 && y < int256(window.inputHeight) && window.columnBegin < window.columnEnd;
            start =
                ((int256(window.imageRow) + y) * int256(window.inputWidth) + window.originX) *
                int256(window.inputChannels);
        }
    }

    /// @notice Number of weights of one output channel.
    function weightCount(bytes calldata instruction) internal pure returns (uint256 count) {
        unchecked {
            count = instruction.uint16At(KERNEL_HEIGHT) * instruction.uint16At(KERNEL_WIDTH);
            uint256 operation = instruction.opcode();
            if (operation == InstructionLib.CONV2D || operation == InstructionLib.TRANSPOSE_CONV2D) {
                count *= instruction.operandDimension(InstructionLib.OPERAND_A, 3);
            }
        }
    }

    /// @notice Byte position, in the constants space, of the block of an output channel.
    function channelBlock(bytes calldata instruction, uint256 outputChannel) internal pure returns (uint256 position) {
        unchecked {
            position =
                instruction.uint32At(WEIGHTS_PAGE) * InstructionLib.PAGE_BYTES +
                outputChannel * instruction.uint32At(CHANNEL_STRIDE);
        }
    }

    function _columns(Window memory window) private pure {
        unchecked {
            int256 origin = window.originX;
            int256 dilation = int256(window.dilationX);
            int256 width = int256(window.inputWidth);
            if (origin < 0) window.columnBegin = uint256((dilation - 1 - origin) / dilation);
            if (origin < width) {
                uint256 end = uint256((width - 1 - origin) / dilation + 1);
                window.columnEnd = end < window.kernelWidth ? end : window.kernelWidth;
            }
        }
    }
}
