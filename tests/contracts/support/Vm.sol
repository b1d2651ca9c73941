// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The cheatcodes that the tests use.
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function warp(uint256 timestamp) external;

    function roll(uint256 blockNumber) external;

    function deal(address account, uint256 balance) external;

    function txGasPrice(uint256 price) external;

    function prank(address sender) external;

    function startPrank(address sender) external;

    function stopPrank() external;

    function addr(uint256 privateKey) external pure returns (address account);

    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    function label(address account, string calldata name) external;

    function assume(bool condition) external pure;

    function expectRevert(bytes calldata revertData) external;

    function expectEmit(bool topic1, bool topic2, bool topic3, bool data, address emitter) external;

    function recordLogs() external;

    function getRecordedLogs() external returns (Log[] memory logs);

    function readFile(string calldata path) external view returns (string memory content);

    function parseBytes(string calldata value) external pure returns (bytes memory parsed);

    function parseJsonBytes(string calldata json, string calldata key) external pure returns (bytes memory parsed);

    function getCode(string calldata artifact) external view returns (bytes memory creationCode);

    function toString(uint256 value) external pure returns (string memory text);
}
