// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A small contract for the chain client's tests. RegisterDefinition.cs holds its bytecode:
/// solc 0.8.37, paris, optimiser with 200 runs, no metadata hash.
contract Register {
    error Register_TooLarge(address sender, uint256 value, uint256 limit);

    event Recorded(address indexed sender, uint256 indexed key, string note, uint256 value);

    uint256 public immutable LIMIT;
    uint256 public count;
    mapping(uint256 key => uint256 value) public values;

    constructor(uint256 limit) {
        LIMIT = limit;
    }

    function record(uint256 key, uint256 value, string calldata note) external payable returns (uint256 position) {
        if (value > LIMIT) revert Register_TooLarge(msg.sender, value, LIMIT);
        require(bytes(note).length > 0, "note is empty");
        values[key] = value;
        position = ++count;
        emit Recorded(msg.sender, key, note, value);
    }

    function divide(uint256 dividend, uint256 divisor) external pure returns (uint256 quotient) {
        return dividend / divisor;
    }

    function describe() external view returns (uint256 limit, uint256 entries) {
        return (LIMIT, count);
    }
}
