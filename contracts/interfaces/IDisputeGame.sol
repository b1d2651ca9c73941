// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ModelDescription} from "../types/ModelRecord.sol";
import {IBountySource} from "./IBountySource.sol";
import {IGameVerdicts} from "./IGameVerdicts.sol";

/// @title The dispute game
/// @notice Finds the first number of a computation about which an asserter and a challenger disagree, and computes it.
/// docs/protocol.md, section 4, is normative. Every move names the state that it answers and reverts on another; an invalid
/// move reverts and never loses. Amounts are in wei, times in seconds, gas prices in wei per gas.
///
/// Every move takes `stateHash`, the hash of the last move's state (from its event), and `bodyRoot`, the root of the body
/// that the asserter revealed. The next state is `keccak256(abi.encode(stateHash, selector of the move, moveHash))`; the first
/// one is `keccak256(abi.encode(block.chainid, game contract, gameId))`. `moveHash` is said at each move. Proofs of trees that
/// are wrong revert with the errors of `PagedTree`, wrong witnesses of a step with those of the verifier.
interface IDisputeGame is IGameVerdicts, IBountySource {
    /// @notice Names the contracts whose claims can be disputed. Once, by the deployer; nothing can be challenged before.
    function initialize(address[] calldata sources) external;

    /// @notice Disputes a claim with the value sent as bond. The game starts at once when a slot is free and no other game
    /// of this operator waits; otherwise it waits in a queue ordered by bond.
    /// @param model The description of the claim's model.
    /// @param hint The waiting game behind which this one belongs, or zero for the head; used only if the game must wait.
    /// It may be up to 32 places too early. `queueHint` computes it.
    function challenge(
        address source,
        uint256 claimId,
        ModelDescription calldata model,
        uint64 hint
    ) external payable returns (uint64 gameId);

    /// @notice Adds the value sent to the bond of a waiting game and moves it forward in the queue. Anybody.
    function raiseBond(uint64 gameId, uint64 hint) external payable;

    /// @notice Starts the first waiting game of an operator when a slot is free. Anybody.
    function activate(uint64 gameId) external;

    /// @notice Asserter: the real nodes `k` levels below the current node, left to right. With `L` the current level and `m`
    /// `levelsPerMove`: `rounds = ceil(L / m)`, `k = ceil(L / rounds)`, one more where `L - k` would be 1, and `k = 0` for `L = 0`.
    /// `moveHash = keccak256(abi.encodePacked(nodes))`.
    /// @param bodyRoot In the first reveal the root of the body, from now on fixed.
    function revealNodes(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, bytes32[] calldata nodes) external;

    /// @notice Challenger: goes on below the revealed node number `child`. `moveHash = keccak256(abi.encode(child, node))`.
    /// @param siblings Those from `node` up to the current node, as the tree has them (padding is zero): of a page the three others of its
    /// group in order, then one per level.
    function pick(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        uint32 child,
        bytes32 node,
        bytes32[] calldata siblings
    ) external;

    /// @notice Challenger, in the first pick: the body is right, the search goes on in the claimed output. `moveHash` is the
    /// claimed output root.
    function pickOutput(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot) external;

    /// @notice Asserter: the 512 bytes of the current page. `moveHash` is the page's node.
    function revealPage(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, bytes calldata page) external;

    /// @notice Asserter: gives up; the same slash as a proven fault. Possible in every phase, also while waiting.
    function concede(uint64 gameId) external;

    /// @notice Challenger: gives up its bond. Possible in every phase, also while waiting.
    function resign(uint64 gameId) external;

    /// @notice Announces that the side to move has used up its time. Anybody.
    function accuse(uint64 gameId) external;

    /// @notice Ends a game whose accused side stayed silent through the grace period. Anybody.
    function claimTimeout(uint64 gameId) external;

    /// @notice Ends a game whose claim was decided by a game registered earlier, or voided. Anybody.
    function release(uint64 gameId) external;

    /// @notice Moves what a game holds for its asserter (reimbursements, and its part of a lost bond) into the asserter's credit and, once the
    /// game is closed, the rest of the bond into the challenger's. Anybody, at any time.
    /// @return amount What was credited to both.
    function collect(uint64 gameId) external returns (uint256 amount);

    /// @notice Pays out the caller's whole credit.
    function withdraw(address payable to) external returns (uint256 amount);

    function gameOf(uint64 gameId) external view returns (Game memory game);

    /// @notice Games opened so far; ids run from 1 to this number.
    function gameCount() external view returns (uint64 count);

    /// @notice The smallest bond.
    function minimumBond() external view returns (uint256 amount);

    function parameters() external view returns (Parameters memory values);

    /// @notice Levels that a reveal at `level` opens.
    function levelsAt(uint8 level) external view returns (uint8 levels);

    /// @notice The operator's games: how many run, how many wait, and the first that waits (zero if none).
    function operatorOf(address asserter) external view returns (uint256 running, uint256 waiting, uint64 first);

    /// @notice The claim's games: how many are open, and the game that earned or will earn the bounty (zero if none).
    function claimStatus(
        address source,
        uint256 claimId
    ) external view returns (uint256 open, uint64 winner, bool voided);

    /// @notice Where in the operator's queue a game with this bond belongs: the hint for `challenge` and `raiseBond`.
    function queueHint(address asserter, uint256 bond) external view returns (uint64 hint);

    /// @notice The verifier that decides elements.
    function verifier() external view returns (address oneStepVerifier);

    /// @notice The vault that pays bounties and knows who may act for an operator.
    function vault() external view returns (address stakeVault);

    /// @notice Whether the contract is a source of claims.
    function isSource(address source) external view returns (bool known);

    function creditOf(address account) external view returns (uint256 amount);

    /// @notice Parts of lost bonds that have been burned: they stay in the contract, owned by nobody.
    function burned() external view returns (uint256 amount);
}
