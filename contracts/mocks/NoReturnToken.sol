// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token whose transfers return nothing
/// @notice A test double: the oldest large tokens predate the return value.
contract NoReturnToken {
    error NoReturnToken_Insufficient(uint256 requested, uint256 held);

    mapping(address account => uint256 amount) public balanceOf;
    mapping(address owner => mapping(address spender => uint256 amount)) public allowance;

    /// @notice Creates `amount` for `account`. Anybody.
    function mint(address account, uint256 amount) external {
        balanceOf[account] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < amount) revert NoReturnToken_Insufficient(amount, allowed);
        allowance[from][msg.sender] = allowed - amount;
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        uint256 held = balanceOf[from];
        if (held < amount) revert NoReturnToken_Insufficient(amount, held);
        balanceOf[from] = held - amount;
        balanceOf[to] += amount;
    }
}
