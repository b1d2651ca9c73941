// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVerifierPart} from "../../../contracts/interfaces/IVerifierPart.sol";
import {OneStepVerifier} from "../../../contracts/proof/OneStepVerifier.sol";
import {Test} from "../support/Test.sol";

/// @notice A part of another profile.
contract OtherProfile {
    bytes32 public immutable role;

    constructor(bytes32 role_) {
        role = role_;
    }

    function profileVersion() external pure returns (uint16 version) {
        version = 2;
    }
}

/// @notice The verifier is only ever deployed with the parts that it needs, each in its place.
contract VerifierPartsTest is Test {
    function test_parts_in_their_places() external {
        OneStepVerifier verifier = OneStepVerifier(createVerifier());
        address[4] memory parts = _partsOf(verifier);
        bytes32[4] memory roles = [bytes32("validation"), "window steps", "element steps", "tensor steps"];
        for (uint256 i = 0; i < 4; ++i) {
            checkEqual(IVerifierPart(parts[i]).role(), roles[i], "role");
            checkEqual(IVerifierPart(parts[i]).profileVersion(), verifier.profileVersion(), "profile");
        }
    }

    function test_wrong_parts_are_refused() external {
        address[4] memory parts = _partsOf(OneStepVerifier(createVerifier()));
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 role = IVerifierPart(parts[i]).role();
            address right = parts[i];
            parts[i] = address(0xdead);
            _expectRefusal(parts, role, parts[i]);
            parts[i] = parts[(i + 1) % 4];
            _expectRefusal(parts, role, parts[i]);
            parts[i] = address(new OtherProfile(role));
            _expectRefusal(parts, role, parts[i]);
            parts[i] = right;
        }
        create("OneStepVerifier.sol:OneStepVerifier", abi.encode(parts));
    }

    function _expectRefusal(address[4] memory parts, bytes32 role, address wrong) private {
        vm.expectRevert(abi.encodeWithSelector(OneStepVerifier.OneStepVerifier_WrongPart.selector, role, wrong));
        create("OneStepVerifier.sol:OneStepVerifier", abi.encode(parts));
    }

    function _partsOf(OneStepVerifier verifier) private view returns (address[4] memory parts) {
        parts = [verifier.validation(), verifier.windowSteps(), verifier.elementSteps(), verifier.tensorSteps()];
    }
}
