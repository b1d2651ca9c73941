// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVerifierPart} from "../../interfaces/IVerifierPart.sol";
import {SpaceRoots} from "../../types/SpaceRoots.sol";
import {InstructionValidator} from "../InstructionValidator.sol";
import {VerifierParts} from "./VerifierParts.sol";

/// @title The verifier's judgement of instructions
/// @notice Stateless. `OneStepVerifier` forwards to it.
contract Validation is IVerifierPart {
    /// @inheritdoc IVerifierPart
    function profileVersion() external pure returns (uint16 version) {
        version = VerifierParts.PROFILE;
    }

    /// @inheritdoc IVerifierPart
    function role() external pure returns (bytes32 id) {
        id = VerifierParts.VALIDATION;
    }

    /// @notice The first rule of docs/arithmetic.md, section 6, that the instruction breaks, or 0 if it is valid.
    /// @param instruction Canonical encoding; any length is accepted and judged.
    /// @param index Position in the program.
    /// @param spaces Only the page counts are read.
    function validateInstruction(
        bytes calldata instruction,
        uint256 index,
        SpaceRoots calldata spaces
    ) external pure returns (uint8 reason) {
        reason = InstructionValidator.validate(instruction, index, spaces);
    }
}
