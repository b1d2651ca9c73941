// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGameTypes} from "../interfaces/IDisputeGameTypes.sol";
import {ModelDescription} from "../types/ModelRecord.sol";

/// @title A model's description by its hash
/// @notice docs/protocol.md, section 1. A description in calldata is cheaper than reading the registry's record.
library ModelIdentity {
    bytes32 private constant DOMAIN = keccak256("Assay model 1");

    /// @notice Reverts unless `model` is the description whose hash is `modelId`.
    function check(ModelDescription calldata model, bytes32 modelId) internal pure {
        bytes32 actual = keccak256(
            abi.encode(
                DOMAIN,
                model.profileVersion,
                model.programRoot,
                model.instructionCount,
                model.constantsRoot,
                model.inputPages,
                model.constantPages,
                model.bodyPages,
                model.outputPages,
                model.interfaceHash
            )
        );
        if (actual != modelId) revert IDisputeGameTypes.DisputeGame_WrongModel(modelId, actual);
    }
}
