// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGame} from "../../../../contracts/interfaces/IDisputeGame.sol";
import {IDisputeGameTypes} from "../../../../contracts/interfaces/IDisputeGameTypes.sol";
import {IGameVerdicts} from "../../../../contracts/interfaces/IGameVerdicts.sol";
import {Claim, ClaimState} from "../../../../contracts/types/Claim.sol";
import {ModelDescription} from "../../../../contracts/types/ModelRecord.sol";
import {Test} from "../../support/Test.sol";
import {ClaimBook} from "./ClaimBook.sol";
import {GameVm} from "./GameVm.sol";
import {Run, TestProgram} from "./TestProgram.sol";
import {TestTree, Tree} from "./TestTree.sol";

/// @notice Deploys the game with the real verifier and plays both sides.
abstract contract GameTest is Test, IDisputeGameTypes {
    using TestTree for Tree;

    /// @dev Where a game stands, as a player computes it from the moves alone.
    struct Play {
        uint64 id;
        bytes32 stateHash;
        bytes32 bodyRoot;
        uint8 space;
        uint256 level;
        uint256 index;
    }

    GameVm internal constant gvm = GameVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    uint256 internal constant GAS_PRICE = 10 gwei;
    uint256 internal constant CLAIM = 7;
    uint32 internal constant CLOCK = 3600;
    uint32 internal constant EXTENSION = 900;
    uint32 internal constant GRACE = 1800;

    IDisputeGame internal game;
    address internal verifier;
    address internal verdicts;
    ClaimBook internal book;
    address internal asserter;
    address internal challenger;
    uint8 internal levelsPerMove = 3;
    uint256 internal bond;
    TestProgram.Shape internal shape;
    /// @dev Gas of the last move, both parts: used in execution and of calldata.
    string internal gasGroup;

    function setUp() public virtual {
        asserter = account("asserter");
        challenger = account("challenger");
        shape = TestProgram.Shape({rows: 2, columns: 4100, reserved: 0});
        vm.warp(1_800_000_000);
        vm.txGasPrice(GAS_PRICE);
        book = new ClaimBook();
        verifier = createVerifier();
        deploy(defaults());
    }

    function defaults() internal view returns (Parameters memory p) {
        p = Parameters({
            clock: CLOCK,
            extension: EXTENSION,
            grace: GRACE,
            levelsPerMove: levelsPerMove,
            runningGames: 2,
            asserterGas: 600_000,
            gasPerByte: 16,
            floorGasPerByte: 40,
            gasPriceCap: 20 gwei,
            bondFloor: 0.001 ether
        });
    }

    function deploy(Parameters memory p) internal {
        verdicts = create("GameVerdicts.sol:GameVerdicts", abi.encode(verifier, book, p));
        game = IDisputeGame(create("DisputeGame.sol:DisputeGame", abi.encode(verifier, book, verdicts, p)));
        address[] memory sources = new address[](1);
        sources[0] = address(book);
        game.initialize(sources);
        book.setGame(address(game));
        bond = game.minimumBond();
    }

    // ---- Runs and claims -------------------------------------------------------------------------------------------

    function honestRun(uint256 seed) internal view returns (Run memory run) {
        bytes memory data = TestProgram.input(shape, seed);
        (bytes memory body, bytes memory output) = TestProgram.execute(shape, data);
        run = Run({input: TestTree.build(data), body: TestTree.build(body), output: TestTree.build(output)});
    }

    /// @dev The same run with one byte of the body changed.
    function wrongBody(Run memory run, uint256 offset) internal pure returns (Run memory wrong) {
        bytes memory body = TestTree.copy(run.body.data);
        body[offset] = bytes1(uint8(body[offset]) ^ 0x21);
        wrong = Run({input: run.input, body: TestTree.build(body), output: run.output});
    }

    function wrongOutput(Run memory run, uint256 offset) internal pure returns (Run memory wrong) {
        bytes memory output = TestTree.copy(run.output.data);
        output[offset] = bytes1(uint8(output[offset]) ^ 0x21);
        wrong = Run({input: run.input, body: run.body, output: TestTree.build(output)});
    }

    function claim(uint256 claimId, Run memory run) internal {
        book.setClaim(
            claimId,
            Claim({
                asserter: asserter,
                challengeDeadline: uint64(block.timestamp + 1 days),
                state: ClaimState.Open,
                client: account("client"),
                modelId: TestProgram.modelId(TestProgram.model(shape)),
                inputRoot: run.input.root(),
                outputRoot: run.output.root()
            })
        );
    }

    // ---- Moves -----------------------------------------------------------------------------------------------------

    function challengeAs(address who, uint256 claimId, uint256 value, uint64 hint) internal returns (Play memory play) {
        vm.deal(who, value);
        ModelDescription memory model = TestProgram.model(shape);
        vm.prank(who);
        play.id = game.challenge{value: value}(address(book), claimId, model, hint);
        measured("challenge");
        play.stateHash = keccak256(abi.encode(block.chainid, address(game), play.id));
        play.level = depthOf(TestProgram.bodyPages(shape));
    }

    function open() internal returns (Play memory play) {
        play = challengeAs(challenger, CLAIM, bond, 0);
    }

    function treeOf(Run memory run, uint256 space) internal pure returns (Tree memory tree) {
        tree = space == 3 ? run.output : run.body;
    }

    function levelsOf(uint256 level) internal view returns (uint256 levels) {
        if (level == 0) return 0;
        uint256 rounds = (level + levelsPerMove - 1) / levelsPerMove;
        levels = (level + rounds - 1) / rounds;
        if (level - levels == 1) ++levels;
    }

    function nodesOf(Play memory play, Run memory run) internal view returns (bytes32[] memory nodes) {
        Tree memory tree = treeOf(run, play.space);
        uint256 k = levelsOf(play.level);
        uint256 first = play.index << k;
        uint256 count = tree.levels[play.level - k].length - first;
        if (count > uint256(1) << k) count = uint256(1) << k;
        nodes = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) nodes[i] = tree.node(play.level - k, first + i);
    }

    function reveal(Play memory play, Run memory run) internal {
        bytes32[] memory nodes = nodesOf(play, run);
        if (play.space == 0) play.bodyRoot = run.body.root();
        vm.prank(asserter);
        game.revealNodes(play.id, play.stateHash, play.bodyRoot, nodes);
        measured("revealNodes");
        advance(play, IDisputeGame.revealNodes.selector, keccak256(abi.encodePacked(nodes)));
    }

    function pickPage(Play memory play, Run memory run, uint256 page) internal {
        uint256 k = levelsOf(play.level);
        uint256 index = page >> (play.level - k);
        uint32 child = uint32(index - (play.index << k));
        Tree memory tree = treeOf(run, play.space);
        bytes32 node = tree.node(play.level - k, index);
        bytes32[] memory siblings = tree.path(play.level - k, index, k);
        vm.prank(challenger);
        game.pick(play.id, play.stateHash, play.bodyRoot, child, node, siblings);
        measured("pick");
        advance(play, IDisputeGame.pick.selector, keccak256(abi.encode(child, node)));
        if (play.space == 0) play.space = 2;
        (play.level, play.index) = (play.level - k, index);
    }

    function pickOutput(Play memory play, Run memory run) internal {
        vm.prank(challenger);
        game.pickOutput(play.id, play.stateHash, play.bodyRoot);
        measured("pickOutput");
        advance(play, IDisputeGame.pickOutput.selector, run.output.root());
        (play.space, play.level, play.index) = (3, run.output.levels.length - 1, 0);
    }

    function revealPage(Play memory play, Run memory run) internal {
        Tree memory tree = treeOf(run, play.space);
        bytes memory page = TestTree.slice(tree.data, play.index * 512, 512);
        vm.prank(asserter);
        game.revealPage(play.id, play.stateHash, play.bodyRoot, page);
        measured("revealPage");
        advance(play, IDisputeGame.revealPage.selector, tree.node(0, play.index));
    }

    /// @dev From the challenge to the revealed page, over the asserter's run.
    function descend(Play memory play, Run memory run, uint8 space, uint256 page) internal {
        reveal(play, run);
        if (space == 3) {
            pickOutput(play, run);
            if (play.level != 0) reveal(play, run);
        }
        while (play.space == 0 || play.level != 0) {
            pickPage(play, run, page);
            if (play.level != 0) reveal(play, run);
        }
        revealPage(play, run);
    }

    /// @dev The first page that differs, in the body or else in the output.
    function difference(Run memory a, Run memory b) internal pure returns (uint8 space, uint256 page) {
        for (page = 0; page < a.body.pages; ++page) if (a.body.node(0, page) != b.body.node(0, page)) return (2, page);
        for (page = 0; page < a.output.pages; ++page)
            if (a.output.node(0, page) != b.output.node(0, page)) return (3, page);
        revert("no difference");
    }

    function opening(
        Play memory play,
        Run memory run,
        uint256 instructionIndex,
        uint32 element,
        uint256 offset
    ) internal view returns (Opening memory o) {
        Tree memory tree = treeOf(run, play.space);
        o.model = TestProgram.model(shape);
        o.instructionIndex = uint32(instructionIndex);
        o.element = element;
        o.instruction = TestProgram.instruction(shape, instructionIndex);
        o.instructionSiblings = TestProgram.instructionSiblings(shape, instructionIndex);
        uint256 chunk = play.index * 4 + offset / 128;
        o.chunk = TestTree.slice(tree.data, chunk * 128, 128);
        uint256 next = 0;
        for (uint256 i = play.index * 4; i < play.index * 4 + 4; ++i)
            if (i != chunk) o.otherLeaves[next++] = TestTree.leaf(tree.data, i * 128);
    }

    /// @dev The instruction, element and page offset of a byte of the trace.
    function locate(Play memory play, uint256 byteInPage) internal view returns (uint256 index, uint32 element) {
        uint256 split = TestProgram.copyPages(shape);
        bool isCopy = play.index < split;
        if (play.space == 2) index = isCopy ? 0 : 1;
        else index = isCopy ? 2 : 3;
        uint256 offset = (isCopy ? play.index : play.index - split) * 512 + byteInPage;
        element = uint32(index == 1 ? offset / 4 : offset);
    }

    function proveWhole(Play memory play, Run memory run, uint256 byteInPage) internal {
        (uint256 index, uint32 element) = locate(play, byteInPage);
        Opening memory o = opening(play, run, index, element, byteInPage);
        uint256 position = index == 3 ? TestProgram.copyPages(shape) * 512 + 4 * uint256(element) : element;
        (bytes memory chunks, bytes32[] memory siblings) = (index == 0 ? run.input : run.body).run(
            position,
            position + (index == 3 ? 4 : 1)
        );
        vm.prank(challenger);
        game.proveElement(play.id, play.stateHash, play.bodyRoot, o, chunks, siblings);
        measured("proveElement");
    }

    function provePadding(Play memory play, Run memory run, uint256 byteInPage) internal {
        (uint256 index, ) = locate(play, byteInPage);
        Opening memory o = opening(play, run, index, uint32(byteInPage), byteInPage);
        vm.prank(challenger);
        game.provePadding(play.id, play.stateHash, play.bodyRoot, o);
        measured("provePadding");
    }

    function selectElement(
        Play memory play,
        Run memory run,
        uint32 row
    ) internal returns (Selection memory selection, bytes32 selectionHash) {
        uint256 offset = (4 * uint256(row)) % 512;
        Opening memory o = opening(play, run, 1, row, offset);
        selection.model = o.model;
        selection.instruction = o.instruction;
        selection.instructionIndex = 1;
        selection.element = row;
        selection.claimed = littleEndian(o.chunk, offset % 128);
        selectionHash = keccak256(abi.encodePacked(keccak256(o.instruction), uint32(1), row, selection.claimed));
        vm.prank(challenger);
        game.selectElement(play.id, play.stateHash, play.bodyRoot, o);
        measured("selectElement");
        advance(play, IGameVerdicts.selectElement.selector, selectionHash);
    }

    function revealAccumulators(
        Play memory play,
        Selection memory selection,
        bytes32 selectionHash,
        bytes memory accumulators
    ) internal {
        vm.prank(asserter);
        game.revealAccumulators(play.id, play.stateHash, play.bodyRoot, selectionHash, accumulators);
        measured("revealAccumulators");
        advance(play, IGameVerdicts.revealAccumulators.selector, keccak256(accumulators));
        selection.accumulators = accumulators;
    }

    function proveSegment(Play memory play, Run memory run, Selection memory selection, uint32 segment) internal {
        uint256 first = uint256(selection.element) * shape.columns + 2048 * uint256(segment);
        uint256 end = uint256(selection.element + 1) * shape.columns;
        if (first + 2048 < end) end = first + 2048;
        (bytes memory chunks, bytes32[] memory siblings) = run.body.run(first, end);
        vm.prank(challenger);
        game.proveSegment(play.id, play.stateHash, play.bodyRoot, selection, segment, chunks, siblings);
        measured("proveSegment");
    }

    function proveFinish(Play memory play, Selection memory selection) internal {
        vm.prank(challenger);
        game.proveFinish(play.id, play.stateHash, play.bodyRoot, selection, "", new bytes32[](0));
        measured("proveFinish");
    }

    // ---- Small things ----------------------------------------------------------------------------------------------

    function advance(Play memory play, bytes4 selector, bytes32 moveHash) internal pure {
        play.stateHash = keccak256(abi.encode(play.stateHash, selector, moveHash));
    }

    function depthOf(uint256 pages) internal pure returns (uint256 depth) {
        while ((uint256(1) << depth) < pages) ++depth;
        if (depth == 1) depth = 2;
    }

    function littleEndian(bytes memory data, uint256 offset) internal pure returns (int32 value) {
        uint32 bits = 0;
        for (uint256 i = 4; i > 0; --i) bits = (bits << 8) | uint8(data[offset + i - 1]);
        value = int32(bits);
    }

    /// @dev Overridden by the test that measures gas.
    function measured(string memory move) internal virtual {}

    function outcomeOf(uint64 id) internal view returns (Outcome outcome) {
        outcome = game.gameOf(id).outcome;
    }

    /// @dev Who earned the bounty; zero while that is open.
    function bountyOf(uint256 claimId) internal view returns (address beneficiary) {
        (, beneficiary) = game.bountyOf(address(book), claimId);
    }

    function checkOutcome(uint64 id, Outcome expected) internal view {
        checkEqual(uint256(outcomeOf(id)), uint256(expected), "outcome");
        checkEqual(uint256(game.gameOf(id).phase), uint256(Phase.Closed), "phase");
    }

    function checkPhase(uint64 id, Phase expected) internal view {
        checkEqual(uint256(game.gameOf(id).phase), uint256(expected), "phase");
    }

    function expect(bytes memory data) internal {
        vm.expectRevert(data);
    }
}
