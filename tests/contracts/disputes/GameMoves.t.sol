// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGame} from "../../../contracts/interfaces/IDisputeGame.sol";
import {PagedTree} from "../../../contracts/libraries/PagedTree.sol";
import {ModelDescription} from "../../../contracts/types/ModelRecord.sol";
import {GameTest} from "./support/GameTest.sol";
import {Run, TestProgram} from "./support/TestProgram.sol";
import {TestTree, Tree} from "./support/TestTree.sol";

/// @notice Every move's refusals. An invalid move reverts and changes nothing.
contract GameMovesTest is GameTest {
    using TestTree for Tree;

    uint256 private constant SUM_BYTE = 4;

    // ---- challenge -------------------------------------------------------------------------------------------------

    function test_challenge_refusals() external {
        claim(CLAIM, honestRun(1));
        ModelDescription memory model = TestProgram.model(shape);
        vm.deal(address(this), 100_000 ether);

        expect(abi.encodeWithSelector(DisputeGame_UnknownSource.selector, address(this)));
        game.challenge{value: bond}(address(this), CLAIM, model, 0);
        expect(abi.encodeWithSelector(DisputeGame_ClaimIdTooLarge.selector, uint256(1) << 32));
        game.challenge{value: bond}(address(book), 1 << 32, model, 0);
        expect(abi.encodeWithSelector(DisputeGame_BondTooSmall.selector, bond - 1, bond));
        game.challenge{value: bond - 1}(address(book), CLAIM, model, 0);
        expect(abi.encodeWithSelector(DisputeGame_BondTooLarge.selector, uint256(1) << 72, type(uint72).max));
        game.challenge{value: 1 << 72}(address(book), CLAIM, model, 0);
        bytes32 id = TestProgram.modelId(model);
        model.outputPages += 1;
        expect(abi.encodeWithSelector(DisputeGame_WrongModel.selector, id, TestProgram.modelId(model)));
        game.challenge{value: bond}(address(book), CLAIM, model, 0);
        vm.warp(block.timestamp + 1 days + 1);
        expect(abi.encodeWithSignature("Error(string)", "window passed"));
        game.challenge{value: bond}(address(book), CLAIM, TestProgram.model(shape), 0);
        checkEqual(game.gameCount(), 0, "games");
    }

    // ---- revealNodes and pick --------------------------------------------------------------------------------------

    function test_H4_staleOrReplayedReveal_reverts() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        bytes32[] memory nodes = nodesOf(play, run);
        bytes32 root = run.body.root();
        expect(
            abi.encodeWithSelector(DisputeGame_PositionMismatch.selector, play.id, play.stateHash, bytes32(uint256(1)))
        );
        vm.prank(asserter);
        game.revealNodes(play.id, bytes32(uint256(1)), root, nodes);
        bytes32 first = play.stateHash;
        reveal(play, run);
        pickPage(play, run, 17);
        // The same nodes again, on the state that they answered before.
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(asserter);
        game.revealNodes(play.id, first, root, nodesOf(play, run));
        // The right state, but another body.
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(asserter);
        game.revealNodes(play.id, play.stateHash, bytes32(uint256(5)), nodesOf(play, run));
        reveal(play, run);
        checkPhase(play.id, Phase.Pick);
    }

    function test_H4_reorgedReveal_invalidatesThePick() external {
        Run memory run = honestRun(1);
        Run memory other = wrongBody(run, 0);
        claim(CLAIM, run);
        Play memory play = open();
        Play memory seen = Play(play.id, play.stateHash, 0, 0, play.level, 0);
        reveal(play, run);
        // The chain reorganises: the asserter's reveal is now another one, the challenger's signed pick is the same.
        seen.bodyRoot = other.body.root();
        advance(seen, IDisputeGame.revealNodes.selector, keccak256(abi.encodePacked(nodesOf(seen, other))));
        bytes32 node = other.body.node(2, 3);
        bytes32[] memory siblings = other.body.path(2, 3, 3);
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(challenger);
        game.pick(seen.id, seen.stateHash, seen.bodyRoot, 3, node, siblings);
    }

    function test_C10_paddingNodes_areRefused() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        bytes32[] memory nodes = nodesOf(play, run);
        // 18 pages: 5 real nodes two levels up, not 8.
        checkEqual(nodes.length, 5, "real nodes");
        bytes32[] memory more = new bytes32[](8);
        for (uint256 i = 0; i < 8; ++i) more[i] = i < 5 ? nodes[i] : bytes32(i);
        bytes32 garbage = TestTree.pair(
            TestTree.pair(TestTree.pair(more[0], more[1]), TestTree.pair(more[2], more[3])),
            TestTree.pair(TestTree.pair(more[4], more[5]), TestTree.pair(more[6], more[7]))
        );
        expect(abi.encodeWithSelector(PagedTree.PagedTree_WrongNodeCount.selector, 5, 8));
        vm.prank(asserter);
        game.revealNodes(play.id, play.stateHash, garbage, more);
        // The real nodes alone do not hash to a root that has garbage as padding.
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(asserter);
        game.revealNodes(play.id, play.stateHash, garbage, nodes);
        bytes32[] memory fewer = new bytes32[](4);
        expect(abi.encodeWithSelector(PagedTree.PagedTree_WrongNodeCount.selector, 5, 4));
        vm.prank(asserter);
        game.revealNodes(play.id, play.stateHash, garbage, fewer);
    }

    function test_movesOutOfTurn_revert() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        expect(abi.encodeWithSelector(DisputeGame_NotAsserter.selector, challenger, asserter));
        vm.prank(challenger);
        game.revealNodes(play.id, play.stateHash, 0, new bytes32[](0));
        expect(
            abi.encodeWithSelector(DisputeGame_WrongPhase.selector, play.id, uint256(Phase.Pick), uint256(Phase.Reveal))
        );
        vm.prank(challenger);
        game.pickOutput(play.id, play.stateHash, 0);
        expect(abi.encodeWithSelector(DisputeGame_WrongPhase.selector, 9, uint256(Phase.Page), uint256(Phase.None)));
        vm.prank(asserter);
        game.revealPage(9, 0, 0, "");
        reveal(play, run);
        expect(abi.encodeWithSelector(DisputeGame_NotChallenger.selector, asserter, challenger));
        vm.prank(asserter);
        game.pickOutput(play.id, play.stateHash, play.bodyRoot);
    }

    function test_workersOfTheOperator_mayMove() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        bytes32[] memory nodes = nodesOf(play, run);
        address worker = account("worker");
        expect(abi.encodeWithSelector(DisputeGame_NotAsserter.selector, worker, asserter));
        vm.prank(worker);
        game.revealNodes(play.id, play.stateHash, run.body.root(), nodes);
        book.setWorker(asserter, worker);
        vm.prank(worker);
        game.revealNodes(play.id, play.stateHash, run.body.root(), nodes);
        checkPhase(play.id, Phase.Pick);
    }

    function test_pick_refusals() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        reveal(play, run);
        bytes32[] memory siblings = run.body.path(2, 0, 3);
        bytes32 node = run.body.node(2, 0);
        expect(abi.encodeWithSelector(DisputeGame_NodeOutOfRange.selector, 5, 5));
        vm.prank(challenger);
        game.pick(play.id, play.stateHash, play.bodyRoot, 5, node, siblings);
        expect(abi.encodeWithSelector(DisputeGame_WrongSiblingCount.selector, 3, 2));
        vm.prank(challenger);
        game.pick(play.id, play.stateHash, play.bodyRoot, 0, node, new bytes32[](2));
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(challenger);
        game.pick(play.id, play.stateHash, play.bodyRoot, 1, node, siblings);
        pickPage(play, run, 0);
        reveal(play, run);
        expect(abi.encodeWithSelector(DisputeGame_NotFirstPick.selector, play.id));
        vm.prank(challenger);
        game.pickOutput(play.id, play.stateHash, play.bodyRoot);
    }

    // ---- revealPage ------------------------------------------------------------------------------------------------

    function test_revealPage_refusals() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        reveal(play, run);
        pickPage(play, run, 3);
        reveal(play, run);
        pickPage(play, run, 3);
        bytes memory page = TestTree.slice(run.body.data, 3 * 512, 512);
        expect(abi.encodeWithSelector(PagedTree.PagedTree_WrongLength.selector, 512, 511));
        vm.prank(asserter);
        game.revealPage(play.id, play.stateHash, play.bodyRoot, TestTree.slice(page, 0, 511));
        page[9] ^= 0x01;
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(asserter);
        game.revealPage(play.id, play.stateHash, play.bodyRoot, page);
        revealPage(play, run);
        checkPhase(play.id, Phase.Proof);
    }

    // ---- Verdict moves ---------------------------------------------------------------------------------------------

    function test_proveElement_refusals() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        descend(play, run, 2, 5);
        (bytes memory chunks, bytes32[] memory siblings) = run.input.run(5 * 512 + 300, 5 * 512 + 301);
        Opening memory o = opening(play, run, 0, 5 * 512 + 300, 300);
        int32 value = int8(uint8(run.body.data[5 * 512 + 300]));
        expect(abi.encodeWithSelector(DisputeGame_ElementIsRight.selector, o.element, value));
        prove(play, o, chunks, siblings);

        o.element = 5 * 512 + 100;
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        prove(play, o, chunks, siblings);

        o = opening(play, run, 0, 6 * 512 + 300, 300);
        expect(abi.encodeWithSelector(DisputeGame_ElementNotOnPage.selector, o.element, 5));
        prove(play, o, chunks, siblings);

        o = opening(play, run, 2, 5 * 512 + 300, 300);
        expect(abi.encodeWithSelector(DisputeGame_PageNotOfInstruction.selector, 2, 5));
        prove(play, o, chunks, siblings);

        o = opening(play, run, 0, 5 * 512 + 300, 300);
        o.instructionIndex = 1;
        gvm.expectPartialRevert(DisputeGame_WrongProgramProof.selector);
        prove(play, o, chunks, siblings);

        o = opening(play, run, 0, 5 * 512 + 300, 300);
        o.model.instructionCount = 5;
        gvm.expectPartialRevert(DisputeGame_WrongModel.selector);
        prove(play, o, chunks, siblings);

        o = opening(play, run, 0, 5 * 512 + 300, 300);
        o.chunk = TestTree.slice(o.chunk, 0, 127);
        expect(abi.encodeWithSelector(DisputeGame_WrongChunkLength.selector, 128, 127));
        prove(play, o, chunks, siblings);
        checkPhase(play.id, Phase.Proof);
    }

    function test_elementWithSegments_isNotProvenWhole() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        descend(play, run, 2, TestProgram.copyPages(shape));
        (bytes memory chunks, bytes32[] memory siblings) = run.body.run(0, 1);
        Opening memory o = opening(play, run, 1, 1, SUM_BYTE);
        vm.prank(challenger);
        (bool done, ) = address(game).call(
            abi.encodeCall(game.proveElement, (play.id, play.stateHash, play.bodyRoot, o, chunks, siblings))
        );
        check(!done, "a fold of several segments was proven whole");
        checkPhase(play.id, Phase.Proof);
    }

    function test_wholeElement_isNotSelected() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        descend(play, run, 2, 5);
        Opening memory o = opening(play, run, 0, 5 * 512, 0);
        expect(abi.encodeWithSelector(DisputeGame_ElementIsWhole.selector));
        vm.prank(challenger);
        game.selectElement(play.id, play.stateHash, play.bodyRoot, o);
    }

    function test_provePadding_refusals() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        descend(play, run, 2, 16);
        Opening memory o = opening(play, run, 0, 8, 8);
        expect(abi.encodeWithSelector(DisputeGame_PaddingIsRight.selector, 8));
        pad(play, o);
        o = opening(play, run, 0, 7, 7);
        expect(abi.encodeWithSelector(DisputeGame_NotPadding.selector, 7, 8));
        pad(play, o);
        o = opening(play, run, 0, 512, 0);
        expect(abi.encodeWithSelector(DisputeGame_NotPadding.selector, 512, 8));
        pad(play, o);
    }

    function test_segments_refusals() external {
        Run memory run = honestRun(1);
        claim(CLAIM, run);
        Play memory play = open();
        descend(play, run, 2, TestProgram.copyPages(shape));
        (Selection memory selection, bytes32 hash) = selectElement(play, run, 1);
        bytes memory accumulators = TestProgram.accumulators(shape, run.input.data, 1);
        expect(abi.encodeWithSelector(DisputeGame_WrongAccumulatorsLength.selector, 12, 8));
        vm.prank(asserter);
        game.revealAccumulators(play.id, play.stateHash, play.bodyRoot, hash, TestTree.slice(accumulators, 0, 8));
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(asserter);
        game.revealAccumulators(play.id, play.stateHash, play.bodyRoot, bytes32(uint256(1)), accumulators);
        revealAccumulators(play, selection, hash, accumulators);

        for (uint32 s = 0; s < 3; ++s) {
            (bytes memory chunks, bytes32[] memory siblings) = segmentWitness(run, s);
            int32 value = int32(uint32(bytes4(TestTree.slice(accumulators, 4 * s, 4))));
            expect(abi.encodeWithSelector(DisputeGame_SegmentIsRight.selector, s, value));
            vm.prank(challenger);
            game.proveSegment(play.id, play.stateHash, play.bodyRoot, selection, s, chunks, siblings);
        }
        expect(abi.encodeWithSelector(DisputeGame_SegmentOutOfRange.selector, 3, 3));
        vm.prank(challenger);
        game.proveSegment(play.id, play.stateHash, play.bodyRoot, selection, 3, "", new bytes32[](0));
        expect(abi.encodeWithSelector(DisputeGame_ElementIsRight.selector, 1, selection.claimed));
        vm.prank(challenger);
        game.proveFinish(play.id, play.stateHash, play.bodyRoot, selection, "", new bytes32[](0));
        // Another claimed value, other accumulators: not what was selected and revealed.
        selection.claimed += 1;
        gvm.expectPartialRevert(DisputeGame_PositionMismatch.selector);
        vm.prank(challenger);
        game.proveFinish(play.id, play.stateHash, play.bodyRoot, selection, "", new bytes32[](0));
        checkPhase(play.id, Phase.SegmentProof);
    }

    // ---- Deployment ------------------------------------------------------------------------------------------------

    function test_parameters_areValidated() external {
        for (uint256 i = 0; i < 9; ++i) {
            Parameters memory p = defaults();
            if (i == 0) p.extension = 0;
            if (i == 1) p.clock = p.extension - 1;
            if (i == 2) p.grace = 0;
            if (i == 3) p.levelsPerMove = 0;
            if (i == 4) p.levelsPerMove = 7;
            if (i == 5) p.runningGames = 0;
            if (i == 6) p.gasPriceCap = 0;
            if (i == 7) p.clock = 1 << 24;
            if (i == 8) p.bondFloor = type(uint96).max;
            (bool made, bytes memory reason) = address(this).call(abi.encodeCall(this.deployWith, (p)));
            check(!made, "deployed");
            checkEqual(
                keccak256(reason),
                keccak256(abi.encodeWithSelector(DisputeGame_InvalidParameters.selector, p)),
                "reason"
            );
        }
    }

    function test_otherVerdicts_areRefused() external {
        Parameters memory p = defaults();
        p.clock += 1;
        (bool made, bytes memory reason) = address(this).call(abi.encodeCall(this.deployWithOldVerdicts, (p)));
        check(!made, "deployed");
        checkEqual(
            keccak256(reason),
            keccak256(abi.encodeWithSelector(DisputeGame_VerdictsMismatch.selector, verdicts)),
            "reason"
        );
    }

    function test_initialize_onceByTheDeployer() external {
        address[] memory sources = new address[](1);
        sources[0] = address(book);
        expect(abi.encodeWithSelector(DisputeGame_AlreadyInitialized.selector));
        game.initialize(sources);
        expect(abi.encodeWithSelector(DisputeGame_NotDeployer.selector, challenger, address(this)));
        vm.prank(challenger);
        game.initialize(sources);
        check(game.isSource(address(book)) && !game.isSource(address(this)), "sources");
    }

    function deployWith(Parameters memory p) external {
        create("GameVerdicts.sol:GameVerdicts", abi.encode(verifier, book, p));
    }

    function deployWithOldVerdicts(Parameters memory p) external {
        create("DisputeGame.sol:DisputeGame", abi.encode(verifier, book, verdicts, p));
    }

    function prove(Play memory play, Opening memory o, bytes memory chunks, bytes32[] memory siblings) private {
        vm.prank(challenger);
        game.proveElement(play.id, play.stateHash, play.bodyRoot, o, chunks, siblings);
    }

    function pad(Play memory play, Opening memory o) private {
        vm.prank(challenger);
        game.provePadding(play.id, play.stateHash, play.bodyRoot, o);
    }

    function segmentWitness(
        Run memory run,
        uint256 segment
    ) private view returns (bytes memory chunks, bytes32[] memory siblings) {
        uint256 first = shape.columns + 2048 * segment;
        uint256 end = first + 2048 < 2 * shape.columns ? first + 2048 : 2 * shape.columns;
        (chunks, siblings) = run.body.run(first, end);
    }
}
