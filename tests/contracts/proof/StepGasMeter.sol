// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {console} from "hardhat/console.sol";
import {StepTest} from "./StepTest.sol";
import {Step} from "./Step.sol";
import {Space} from "./TreeBuilder.sol";

/// @notice Measures steps in spaces of 4 MB each.
/// @dev A transaction costs 21,000 + max(execution + 16 per byte, 40 per byte) (EIP-7623; a zero byte counts a quarter).
abstract contract StepGasMeter is StepTest {
    uint256 internal constant PAGES = 8192;
    uint256 internal constant BASE = 4093;

    function filledSpaces(uint256 bodyBytes) internal pure returns (Space[4] memory spaces) {
        spaces[2] = Space(randomBytes(1, (bodyBytes + 511) & ~uint256(511)), BASE, PAGES);
        spaces[1] = Space(randomBytes(2, 512 * 9), BASE, PAGES);
    }

    function tableEpilogue(Step memory step) internal pure {
        step.kind = 2;
        step.tablePage = uint32(BASE);
        step.first = identity(type(int16).min, type(int16).max);
        step.second = identity(-128, 127);
    }

    function measure(
        string memory name,
        bytes memory call,
        uint256 executionCeiling,
        uint256 transactionCeiling
    ) internal view returns (bytes memory result) {
        bool success;
        address target = address(verifier);
        uint256 before = gasleft();
        (success, result) = target.staticcall(call);
        uint256 execution = before - gasleft();
        check(success, "call");
        uint256 tokens = 0;
        for (uint256 i = 0; i < call.length; ++i) tokens += call[i] == 0 ? 1 : 4;
        uint256 standard = 4 * tokens + execution;
        uint256 total = 21_000 + (standard > 10 * tokens ? standard : 10 * tokens);
        console.log(name);
        console.log("  %d bytes, execution %d, transaction %d", call.length, execution, total);
        checkAtMost(execution, executionCeiling, "execution");
        checkAtMost(total, transactionCeiling, "transaction");
    }
}
