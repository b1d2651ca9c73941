// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InstructionLib} from "../../libraries/InstructionLib.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Segments} from "../Segments.sol";
import {Witness} from "../Witness.sol";
import {Reduction} from "../ops/Reduction.sol";
import {StepPart} from "./StepPart.sol";
import {VerifierParts} from "./VerifierParts.sol";

/// @title Steps of reductions
contract TensorSteps is StepPart {
    using InstructionLib for bytes;

    /// @inheritdoc StepPart
    function role() external pure override returns (bytes32 id) {
        id = VerifierParts.TENSORS;
    }

    function _segments(bytes calldata instruction) internal pure override returns (uint256 count) {
        count = Segments.ofReduction(instruction);
    }

    function _initial(bytes calldata instruction) internal pure override returns (int256 accumulator) {
        if (instruction.opcode() == InstructionLib.REDUCE_MAX) accumulator = type(int32).min;
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
        next = Reduction.accumulate(instruction, element, segment, accumulator, spaces, witness);
    }
}
