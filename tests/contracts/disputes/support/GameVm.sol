// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Cheatcodes that only the game's tests use.
interface GameVm {
    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }

    function lastCallGas() external view returns (Gas memory gas);

    function snapshotValue(string calldata group, string calldata name, uint256 value) external;

    function expectPartialRevert(bytes4 selector) external;
}
