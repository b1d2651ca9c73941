// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Arithmetic} from "../Arithmetic.sol";
import {Segments} from "../Segments.sol";
import {WindowLib} from "../Window.sol";
import {Witness, WitnessLib} from "../Witness.sol";
import {Convolution} from "../ops/Convolution.sol";
import {MatrixProduct} from "../ops/MatrixProduct.sol";
import {Pool} from "../ops/Pool.sol";
import {StepPart} from "./StepPart.sol";
import {VerifierParts} from "./VerifierParts.sol";

/// @title Steps of convolutions, pools and matrix products
contract WindowSteps is StepPart {
    using InstructionLib for bytes;
    using WitnessLib for Witness;

    /// @inheritdoc StepPart
    function role() external pure override returns (bytes32 id) {
        id = VerifierParts.WINDOWS;
    }

    function _segments(bytes calldata instruction) internal pure override returns (uint256 count) {
        bool isProduct = instruction.opcode() == InstructionLib.MATMUL;
        count = isProduct ? Segments.ofMatrixProduct(instruction) : Segments.ofWindow(instruction);
    }

    function _initial(bytes calldata instruction) internal pure override returns (int256 accumulator) {
        if (instruction.opcode() == InstructionLib.MAX_POOL2D) accumulator = type(int32).min;
    }

    function _accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        bool whole,
        int256 accumulator,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure override returns (int256 next, uint256 record) {
        uint256 operation = instruction.opcode();
        if (InstructionLib.among(operation, InstructionLib.POOLS)) {
            next = Pool.accumulate(instruction, element, segment, whole, accumulator, spaces, witness);
        } else if (operation == InstructionLib.MATMUL) {
            next = accumulator + MatrixProduct.accumulate(instruction, element, segment, spaces, witness);
        } else {
            (next, record) = Convolution.accumulate(instruction, element, segment, whole, spaces, witness);
            next += accumulator;
        }
    }

    function _takeRecord(
        bytes calldata instruction,
        uint256 element,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure override returns (uint256 record) {
        if (!InstructionLib.among(instruction.opcode(), InstructionLib.HAS_CHANNELS)) return 0;
        uint256 position = WindowLib.channelBlock(instruction, element % instruction.outputDimension(3));
        record = witness.take(spaces, InstructionLib.CONSTANTS_SPACE, position, position + WindowLib.RECORD_BYTES);
    }

    function _settled(
        bytes calldata instruction,
        uint256 element,
        int256 accumulator,
        uint256 record
    ) internal pure override returns (int256 settled) {
        settled = accumulator;
        uint256 operation = instruction.opcode();
        if (operation == InstructionLib.AVG_POOL2D) return Pool.mean(instruction, element, accumulator);
        if (InstructionLib.among(operation, InstructionLib.HAS_CHANNELS)) {
            settled = Arithmetic.wrap(accumulator + Arithmetic.read(record, 2));
        }
    }
}
