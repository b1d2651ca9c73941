// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {console} from "hardhat/console.sol";
import {StepTest} from "./StepTest.sol";

/// @notice Steps of random programs, as a challenger proves them: the answers are those of the reference interpreter.
/// @dev Each case of vectors/steps.hex has a call that judges the instruction, one that proves the step, and what the latter answers.
contract StepVectorsTest is StepTest {
    error WrongAnswer(uint256 index, bytes32 expected, bytes answer);

    function test_steps_of_random_programs() external view {
        bytes[][] memory cases = _cases();
        check(cases.length > 50, "cases");
        uint256[32] memory dearest;
        for (uint256 i = 0; i < cases.length; ++i) {
            _expect(i, cases[i][0], bytes32(0));
            uint256 used = _expect(i, cases[i][1], bytes32(cases[i][2]));
            uint256 operation = _opcode(cases[i][0]);
            if (used > dearest[operation]) dearest[operation] = used;
        }
        for (uint256 i = 0; i < 32; ++i) if (dearest[i] != 0) console.log("opcode %d: execution %d", i, dearest[i]);
    }

    /// @dev A step whose witness is another's is refused.
    function test_steps_with_a_changed_byte_are_refused() external view {
        bytes[][] memory cases = _cases();
        for (uint256 i = 0; i < cases.length; ++i) {
            bytes memory call = cases[i][1];
            // The last byte is a sibling's.
            call[call.length - 1] ^= 0x01;
            (bool done, ) = address(verifier).staticcall(call);
            check(!done, "refused");
        }
    }

    function _cases() private view returns (bytes[][] memory cases) {
        bytes memory raw = bytes(vm.readFile("tests/contracts/proof/vectors/steps.hex"));
        assembly ("memory-safe") {
            // Without the end of the line.
            mstore(raw, sub(mload(raw), 1))
        }
        cases = abi.decode(vm.parseBytes(string(raw)), (bytes[][]));
    }

    function _expect(uint256 index, bytes memory call, bytes32 expected) private view returns (uint256 used) {
        used = gasleft();
        (bool done, bytes memory answer) = address(verifier).staticcall(call);
        used -= gasleft();
        if (!done || answer.length != 32 || bytes32(answer) != expected) revert WrongAnswer(index, expected, answer);
    }

    /// @dev The instruction is the call's first argument: its second byte.
    function _opcode(bytes memory encoded) private pure returns (uint256 operation) {
        uint256 offset = 0;
        assembly ("memory-safe") {
            offset := mload(add(encoded, 36))
        }
        operation = uint8(encoded[4 + offset + 32 + 1]);
    }
}
