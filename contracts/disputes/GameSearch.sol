// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimSource} from "../interfaces/IClaimSource.sol";
import {IDisputeGame} from "../interfaces/IDisputeGame.sol";
import {Claim} from "../types/Claim.sol";
import {PagedTree} from "../libraries/PagedTree.sol";
import {ModelDescription} from "../types/ModelRecord.sol";
import {GameEnds} from "./GameEnds.sol";
import {ModelIdentity} from "./ModelIdentity.sol";

/// @title From a challenge to the page
/// @notice The asserter opens a few levels of the tree over its trace at a time; the challenger goes on below the first node that
/// differs from its own, down to one page.
abstract contract GameSearch is GameEnds {
    uint8 internal constant BODY = 2;
    uint8 internal constant OUTPUT = 3;

    /// @inheritdoc IDisputeGame
    function challenge(
        address source,
        uint256 claimId,
        ModelDescription calldata model,
        uint64 hint
    ) external payable returns (uint64 gameId) {
        uint8 sourceNumber = _sourceNumbers[source];
        if (sourceNumber == 0) revert DisputeGame_UnknownSource(source);
        if (claimId > type(uint32).max) revert DisputeGame_ClaimIdTooLarge(claimId);
        if (msg.value < MINIMUM_BOND) revert DisputeGame_BondTooSmall(msg.value, MINIMUM_BOND);
        if (msg.value > type(uint72).max) revert DisputeGame_BondTooLarge(msg.value, type(uint72).max);
        Claim memory claim = IClaimSource(source).claimOf(claimId);
        ModelIdentity.check(model, claim.modelId);
        if (model.profileVersion != PROFILE_VERSION)
            revert DisputeGame_WrongProfile(PROFILE_VERSION, model.profileVersion);

        gameId = ++_gameCount;
        State storage state = _games[gameId];
        (state.challenger, state.bond, state.sourceNumber) = (msg.sender, uint72(msg.value), sourceNumber);
        state.asserter = claim.asserter;
        (state.bodyPages, state.outputPages, state.claimId) = (model.bodyPages, model.outputPages, uint32(claimId));
        _register(_claims[sourceNumber][claimId], gameId, state);
        emit GameOpened(gameId, claim.asserter, claimId, source, msg.sender, msg.value, _firstStateHash(gameId));

        Turn memory turn;
        turn.level = uint8(PagedTree.pageDepth(model.bodyPages));
        OperatorGames storage operator = _operators[claim.asserter];
        ++operator.opened;
        if (operator.waiting == 0 && operator.running < RUNNING_GAMES) {
            ++operator.running;
            _start(gameId, state, turn);
        } else {
            turn.phase = Phase.Waiting;
            state.turn = turn;
            _enqueue(operator, gameId, state, hint);
        }
        IClaimSource(source).onGameOpened(claimId);
    }

    /// @inheritdoc IDisputeGame
    function revealNodes(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, bytes32[] calldata nodes) external {
        uint256 gasBefore = gasleft();
        (State storage state, Turn memory turn) = _asserterMove(gameId, Phase.Reveal);
        (uint256 levels, uint256 first, uint256 count) = _revealed(state, turn);
        // Invariant: only nodes above real pages are shown; padding is never the mover's to choose.
        bytes32 node = PagedTree.rootOfNodes(nodes, levels, levels == turn.level, count);
        if (turn.space == 0) {
            // The first reveal fixes the body's root: it answers the first state and is about nothing yet.
            bytes32 initial = _firstStateHash(gameId);
            if (stateHash != initial) revert DisputeGame_PositionMismatch(gameId, initial, stateHash);
            if (node != bodyRoot) revert DisputeGame_PositionMismatch(gameId, bodyRoot, node);
        } else {
            _checkPosition(gameId, state, stateHash, bodyRoot, node);
        }
        bytes32 next = _nextStateHash(stateHash, _hashOf(nodes));
        state.position = _position(next, bodyRoot, node);
        _pass(turn, Phase.Pick);
        emit NodesRevealed(
            gameId,
            next,
            turn.deadline,
            bodyRoot,
            turn.space == OUTPUT ? OUTPUT : BODY,
            uint8(turn.level - levels),
            uint32(first),
            nodes
        );
        _reimburse(state, turn, gasBefore, 5 + count);
        state.turn = turn;
    }

    /// @inheritdoc IDisputeGame
    function pick(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        uint32 child,
        bytes32 node,
        bytes32[] calldata siblings
    ) external {
        (State storage state, Turn memory turn) = _challengerMove(gameId, Phase.Pick);
        (uint256 levels, uint256 first, uint256 count) = _revealed(state, turn);
        if (child >= count) revert DisputeGame_NodeOutOfRange(child, count);
        bool isPage = levels == turn.level;
        uint256 expected = PagedTree.siblingCount(levels, isPage);
        if (siblings.length != expected) revert DisputeGame_WrongSiblingCount(expected, siblings.length);
        bytes32 current = PagedTree.rootFromPagedNode(node, child, siblings, isPage);
        _checkPosition(gameId, state, stateHash, bodyRoot, current);
        if (turn.space == 0) turn.space = BODY;
        turn.level -= uint8(levels);
        turn.index = uint32(first + child);
        _goOn(gameId, state, turn, _nextStateHash(stateHash, keccak256(abi.encode(child, node))), bodyRoot, node);
    }

    /// @inheritdoc IDisputeGame
    function pickOutput(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot) external {
        (State storage state, Turn memory turn) = _challengerMove(gameId, Phase.Pick);
        if (turn.space != 0) revert DisputeGame_NotFirstPick(gameId);
        _checkPosition(gameId, state, stateHash, bodyRoot, bodyRoot);
        turn.space = OUTPUT;
        turn.level = uint8(PagedTree.pageDepth(state.outputPages));
        turn.index = 0;
        // Invariant: the output that is searched is the claimed one; the asserter cannot show another.
        bytes32 root = IClaimSource(_sources[state.sourceNumber]).claimOf(state.claimId).outputRoot;
        _goOn(gameId, state, turn, _nextStateHash(stateHash, root), bodyRoot, root);
    }

    /// @inheritdoc IDisputeGame
    function revealPage(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, bytes calldata page) external {
        uint256 gasBefore = gasleft();
        (State storage state, Turn memory turn) = _asserterMove(gameId, Phase.Page);
        bytes32 node = PagedTree.pageNode(page);
        _checkPosition(gameId, state, stateHash, bodyRoot, node);
        bytes32 next = _nextStateHash(stateHash, node);
        state.position = _position(next, bodyRoot, node);
        _pass(turn, Phase.Proof);
        emit PageRevealed(gameId, next, turn.deadline, page);
        _reimburse(state, turn, gasBefore, 5 + PagedTree.PAGE_BYTES / 32);
        state.turn = turn;
    }

    function _goOn(
        uint64 gameId,
        State storage state,
        Turn memory turn,
        bytes32 next,
        bytes32 bodyRoot,
        bytes32 node
    ) private {
        state.position = _position(next, bodyRoot, node);
        _pass(turn, turn.level == 0 ? Phase.Page : Phase.Reveal);
        emit NodePicked(gameId, next, turn.deadline, turn.space, turn.level, turn.index, node);
        state.turn = turn;
    }

    /// @dev keccak256(abi.encodePacked(nodes)), without its loop.
    function _hashOf(bytes32[] calldata nodes) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, nodes.offset, shl(5, nodes.length))
            hash := keccak256(free, shl(5, nodes.length))
        }
    }

    /// @dev What a reveal at the current node opens: how many levels, and the real nodes there.
    function _revealed(
        State storage state,
        Turn memory turn
    ) private view returns (uint256 levels, uint256 first, uint256 count) {
        levels = _levelsAt(turn.level);
        first = uint256(turn.index) << levels;
        uint256 pages = turn.space == OUTPUT ? state.outputPages : state.bodyPages;
        count = PagedTree.realNodesBelow(pages, turn.level, turn.index, levels);
    }
}
