// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Arithmetic} from "../Arithmetic.sol";
import {Segments} from "../Segments.sol";
import {Window, WindowLib} from "../Window.sol";
import {Witness, WitnessLib} from "../Witness.sol";

/// @title MAX_POOL2D and AVG_POOL2D
/// @notice The greatest tap inside the input, or their mean; padding neither wins nor counts.
library Pool {
    using InstructionLib for bytes;
    using WindowLib for Window;
    using WitnessLib for Witness;

    /// @notice The accumulator after one segment: a kernel row, or every row of a whole step.
    function accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        bool whole,
        int256 accumulator,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure returns (int256 next) {
        Window memory window = WindowLib.locate(instruction, element);
        next = accumulator;
        uint256 first = whole ? 0 : segment;
        uint256 end = whole ? window.kernelHeight : segment + 1;
        for (uint256 ky = first; ky < end; ++ky) next = _row(instruction, window, ky, next, spaces, witness);
    }

    /// @notice A sum divided by the number of taps inside the input, as AVG_POOL2D rounds.
    function mean(bytes calldata instruction, uint256 element, int256 sum) internal pure returns (int256 quotient) {
        unchecked {
            Window memory window = WindowLib.locate(instruction, element);
            int256 first = window.originY < 0 ? -window.originY : int256(0);
            int256 end = int256(window.inputHeight) - window.originY;
            if (end > int256(window.kernelHeight)) end = int256(window.kernelHeight);
            uint256 taps = uint256(end - first) * (window.columnEnd - window.columnBegin);
            uint256 bits = 0;
            while (1 << bits < taps) ++bits;
            uint256 multiplier = (((1 << 30) + 1) << bits) / taps;
            quotient = Arithmetic.wrap(Arithmetic.scale(sum, int256(multiplier), 30 + bits, false));
        }
    }

    function _row(
        bytes calldata instruction,
        Window memory window,
        uint256 kernelY,
        int256 accumulator,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) private pure returns (int256 next) {
        next = accumulator;
        (bool inside, int256 start) = window.row(kernelY);
        if (!inside) return next;
        unchecked {
            uint256 elementType = instruction.operandType(InstructionLib.OPERAND_A);
            uint256 size = 1 << elementType;
            uint256 stride = Segments.tapStride(instruction);
            uint256 position =
                instruction.operandPage(InstructionLib.OPERAND_A) * InstructionLib.PAGE_BYTES +
                    (uint256(start + int256(window.outputChannel)) << elementType) +
                    window.columnBegin * stride;
            uint256 columns = window.columnEnd - window.columnBegin;
            uint256 space = instruction.operandSpace(InstructionLib.OPERAND_A);
            bool isMean = instruction.opcode() == InstructionLib.AVG_POOL2D;
            int256 zeroPoint = instruction.operandZeroPoint(InstructionLib.OPERAND_A);
            bool contiguous = stride <= Segments.RUN_STRIDE;
            uint256 pointer;
            if (contiguous) pointer = witness.take(spaces, space, position, position + (columns - 1) * stride + size);
            for (uint256 i = 0; i < columns; ++i) {
                if (!contiguous) {
                    pointer = witness.take(spaces, space, position, position + size);
                    position += stride;
                }
                int256 tap = Arithmetic.read(pointer, elementType);
                if (isMean) next += tap - zeroPoint;
                else if (tap > next) next = tap;
                pointer += stride;
            }
        }
    }
}
