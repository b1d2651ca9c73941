// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OneStepVerifier} from "../../../contracts/proof/OneStepVerifier.sol";
import {ElementSteps} from "../../../contracts/proof/parts/ElementSteps.sol";
import {TensorSteps} from "../../../contracts/proof/parts/TensorSteps.sol";
import {Validation} from "../../../contracts/proof/parts/Validation.sol";
import {WindowSteps} from "../../../contracts/proof/parts/WindowSteps.sol";

/// @notice Deploys the verifier with its parts.
library Verifiers {
    function deploy() internal returns (OneStepVerifier verifier) {
        verifier = new OneStepVerifier(
            address(new Validation()),
            address(new WindowSteps()),
            address(new ElementSteps()),
            address(new TensorSteps())
        );
    }
}
