// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Segments} from "../Segments.sol";
import {Witness} from "../Witness.sol";
import {Movement} from "../ops/Movement.sol";
import {Reduction} from "../ops/Reduction.sol";
import {StepPart} from "./StepPart.sol";
import {VerifierParts} from "./VerifierParts.sol";

/// @title Steps of reductions and of operators that move data
contract TensorSteps is StepPart {
    using InstructionLib for bytes;

    /// @inheritdoc StepPart
    function role() external pure override returns (bytes32 id) {
        id = VerifierParts.TENSORS;
    }

    function _segments(bytes calldata instruction) internal pure override returns (uint256 count) {
        bool folds = InstructionLib.among(instruction.opcode(), InstructionLib.REDUCTIONS);
        count = folds ? Segments.ofReduction(instruction) : 1;
    }

    function _initial(bytes calldata instruction) internal pure override returns (int256 accumulator) {
        uint256 operation = instruction.opcode();
        if (operation == InstructionLib.REDUCE_MAX || operation == InstructionLib.ARGMAX) {
            accumulator = type(int32).min;
        } else if (operation == InstructionLib.REDUCE_MIN) {
            accumulator = type(int32).max;
        }
    }

    function _accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256 segment,
        bool,
        int256 accumulator,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure override returns (int256 next, uint256 record) {
        record = 0;
        if (InstructionLib.among(instruction.opcode(), InstructionLib.REDUCTIONS)) {
            next = Reduction.accumulate(instruction, element, segment, accumulator, spaces, witness);
        } else {
            next = Movement.evaluate(instruction, element, spaces, witness);
        }
    }

    function _settled(
        bytes calldata instruction,
        uint256,
        int256 accumulator,
        uint256
    ) internal pure override returns (int256 settled) {
        settled = instruction.opcode() == InstructionLib.ARGMAX ? Reduction.indexOf(accumulator) : accumulator;
    }
}
