// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {Arithmetic} from "../Arithmetic.sol";
import {Witness} from "../Witness.sol";
import {ElementWise} from "../ops/ElementWise.sol";
import {StepPart} from "./StepPart.sol";
import {VerifierParts} from "./VerifierParts.sol";

/// @title Steps of element-wise operators
contract ElementSteps is StepPart {
    /// @inheritdoc StepPart
    function role() external pure override returns (bytes32 id) {
        id = VerifierParts.ELEMENTS;
    }

    function _segments(bytes calldata) internal pure override returns (uint256 count) {
        count = 1;
    }

    function _initial(bytes calldata) internal pure override returns (int256 accumulator) {
        accumulator = 0;
    }

    function _accumulate(
        bytes calldata instruction,
        uint256 element,
        uint256,
        bool,
        int256,
        SpaceRoots calldata spaces,
        Witness memory witness
    ) internal pure override returns (int256 next, uint256 record) {
        (next, record) = ElementWise.evaluate(instruction, element, spaces, witness);
        // The bias of a channel record is added to the wrapped accumulator; wrapping once gives the same bits.
        if (record != 0) next += Arithmetic.read(record, 2);
    }
}
