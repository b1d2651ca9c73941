// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice Assertions and helpers that all contract tests share.
abstract contract Test {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    error AssertionFailed(string what);
    error NotEqual(string what, uint256 expected, uint256 actual);
    error NotEqualBytes32(string what, bytes32 expected, bytes32 actual);
    error NotEqualAddress(string what, address expected, address actual);
    error TooLarge(string what, uint256 actual, uint256 maximum);

    function check(bool condition, string memory what) internal pure {
        if (!condition) revert AssertionFailed(what);
    }

    function checkEqual(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(what, expected, actual);
    }

    function checkEqual(bytes32 actual, bytes32 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqualBytes32(what, expected, actual);
    }

    function checkEqual(address actual, address expected, string memory what) internal pure {
        if (actual != expected) revert NotEqualAddress(what, expected, actual);
    }

    function checkAtMost(uint256 actual, uint256 maximum, string memory what) internal pure {
        if (actual > maximum) revert TooLarge(what, actual, maximum);
    }

    /// @dev Maps any fuzzed number into `[low, high]`.
    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256 bounded) {
        if (high - low == type(uint256).max) return value;
        return low + (value % (high - low + 1));
    }

    /// @dev A labelled account.
    function account(string memory name) internal returns (address made) {
        made = address(uint160(uint256(keccak256(bytes(name)))));
        vm.label(made, name);
    }

    /// @dev Deploys the verifier with its parts.
    function createVerifier() internal returns (address deployed) {
        address validation = create("Validation.sol:Validation", "");
        address windows = create("WindowSteps.sol:WindowSteps", "");
        address elements = create("ElementSteps.sol:ElementSteps", "");
        address tensors = create("TensorSteps.sol:TensorSteps", "");
        bytes memory parts = abi.encode(validation, windows, elements, tensors);
        deployed = create("OneStepVerifier.sol:OneStepVerifier", parts);
    }

    /// @dev Deploys a contract from its artifact: a test contract with a `new` in it would compile all of that contract's code again.
    function create(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = abi.encodePacked(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
            if iszero(deployed) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }
}
