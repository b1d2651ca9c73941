// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimSource} from "../../../../contracts/interfaces/IClaimSource.sol";
import {Claim, ClaimState} from "../../../../contracts/types/Claim.sol";

/// @notice A source and a vault that hold the game to the order of calls which the interfaces demand.
contract ClaimBook is IClaimSource {
    mapping(uint256 claimId => Claim claim) private _claims;
    mapping(uint256 claimId => uint256 count) public openGames;
    mapping(uint256 claimId => uint256 count) public faults;
    mapping(address operator => mapping(address worker => bool authorized)) public mayActFor;
    address public game;

    function setGame(address game_) external {
        game = game_;
    }

    function setWorker(address operator, address worker) external {
        mayActFor[operator][worker] = true;
    }

    function setClaim(uint256 claimId, Claim calldata claim) external {
        _claims[claimId] = claim;
    }

    /// @dev As the escrow settles: only when the window has passed and no game is open.
    function settle(uint256 claimId) external {
        Claim storage claim = _claims[claimId];
        require(claim.state == ClaimState.Open, "claim not open");
        require(block.timestamp > claim.challengeDeadline, "window open");
        require(openGames[claimId] == 0, "games open");
        claim.state = ClaimState.Final;
    }

    function claimOf(uint256 claimId) external view returns (Claim memory claim) {
        claim = _claims[claimId];
    }

    function coverOf(uint256 claimId) external view returns (address client, uint256 cover) {
        return (_claims[claimId].client, 0);
    }

    function onGameOpened(uint256 claimId) external {
        require(msg.sender == game, "not the game");
        Claim storage claim = _claims[claimId];
        require(claim.state == ClaimState.Open, "claim not open");
        require(block.timestamp <= claim.challengeDeadline, "window passed");
        emit ClaimGameOpened(claimId, ++openGames[claimId]);
    }

    function onGameClosed(uint256 claimId) external {
        require(msg.sender == game, "not the game");
        emit ClaimGameClosed(claimId, --openGames[claimId]);
    }

    function onFaultProven(uint256 claimId) external returns (uint256 slashId) {
        require(msg.sender == game, "not the game");
        require(_claims[claimId].state == ClaimState.Open, "claim not open");
        _claims[claimId].state = ClaimState.Faulted;
        ++faults[claimId];
        slashId = 1000 + claimId;
    }

    function onVoided(uint256 claimId) external {
        require(msg.sender == game, "not the game");
        require(_claims[claimId].state == ClaimState.Open, "claim not open");
        _claims[claimId].state = ClaimState.Voided;
    }
}
