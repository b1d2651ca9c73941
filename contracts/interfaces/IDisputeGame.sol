// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ModelDescription} from "../types/ModelRecord.sol";

/// @title The dispute game
/// @notice Finds the first number of a computation about which an asserter and a challenger disagree, and computes it.
/// docs/protocol.md, section 4, is normative. Every move names the state that it answers and reverts on another; an invalid
/// move reverts and never loses. Amounts are in wei, times in seconds, gas prices in wei per gas.
///
/// Every move takes `stateHash`, the hash of the last move's state (from its event), and `bodyRoot`, the root of the body
/// that the asserter revealed (zero before). The next state is
/// `keccak256(abi.encode(stateHash, selector of the move, keccak256(abi.encode(arguments without the first three))))`;
/// the first one is `keccak256(abi.encode(block.chainid, game contract, gameId))`.
interface IDisputeGame {
    /// @notice Whose move it is, and which.
    enum Phase {
        /// There is no such game.
        None,
        /// Waits for a free slot with stopped clocks: anybody may `activate`.
        Waiting,
        /// Asserter: `revealNodes`.
        Reveal,
        /// Challenger: `pick`, in the first pick also `pickOutput`.
        Pick,
        /// Asserter: `revealPage`.
        Page,
        /// Challenger: `proveElement`, `provePadding` or `selectElement`.
        Proof,
        /// Asserter: `revealAccumulators`.
        Accumulators,
        /// Challenger: `proveSegment` or `proveFinish`.
        SegmentProof,
        /// Over; `Outcome` says how.
        Closed
    }

    /// @notice How a game ended.
    enum Outcome {
        /// Not yet.
        None,
        /// The chain computed another value than the asserter claimed.
        FaultProven,
        /// The asserter gave up.
        Conceded,
        /// The asserter was silent.
        AsserterTimedOut,
        /// The challenger was silent: its bond is lost.
        ChallengerTimedOut,
        /// The challenger gave up: its bond is lost.
        Resigned,
        /// A move met an invalid instruction: nobody is at fault.
        Voided,
        /// The claim was decided by a game registered earlier, or voided: the bond is returned.
        Released
    }

    /// @notice What a verdict was about.
    enum Fault {
        /// A whole element.
        Element,
        /// A byte after the end of a tensor that is not zero.
        Padding,
        /// One accumulator of an element's fold.
        Segment,
        /// An element, from its last accumulator.
        Finish
    }

    /// @notice Parameters, fixed at deployment.
    struct Parameters {
        /// Each side's chess clock, in seconds.
        uint32 clock;
        /// The least time that a side has after a move of the other, in seconds; at most `clock`.
        uint32 extension;
        /// Seconds between an accusation and the first second in which silence loses: at least the chain's forced-inclusion delay.
        uint32 grace;
        /// Levels of the tree that one move reveals at most: 1 to 6.
        uint8 levelsPerMove;
        /// Games that run at a time against one operator: 1 to 255.
        uint8 runningGames;
        /// Gas of all moves of an asserter in the worst game.
        uint32 asserterGas;
        /// Gas of a transaction's calldata per byte, as reimbursed (16 on Ethereum, 68 on chains without EIP-2028).
        uint16 gasPerByte;
        /// Gas per calldata byte that a transaction costs at least (40 under EIP-7623, otherwise 0).
        uint16 floorGasPerByte;
        /// The highest gas price that is reimbursed.
        uint64 gasPriceCap;
        /// Added to 1.5 × `asserterGas` × `gasPriceCap`, this is the smallest bond.
        uint96 bondFloor;
    }

    /// @notice A game, as stored. A closed game keeps its parties, claim and outcome.
    struct Game {
        Phase phase;
        Outcome outcome;
        /// Whether the side to move has been accused of silence.
        bool accused;
        /// 2 or 3: the space in which the game searches; 0 before the first pick.
        uint8 space;
        /// Level of the current node above the pages, and its index on that level. In the phases Accumulators and SegmentProof
        /// `index` is the number of segments.
        uint8 level;
        uint32 index;
        /// Pages of the body and the output of the claim's model.
        uint32 bodyPages;
        uint32 outputPages;
        /// The time after which the side to move may be accused; once accused, after which silence loses.
        uint64 deadline;
        /// Seconds left on the clocks, at the last move.
        uint32 asserterTime;
        uint32 challengerTime;
        address challenger;
        address asserter;
        address source;
        uint256 claimId;
        /// The bond, less what was reimbursed to the asserter.
        uint256 bond;
        /// Reimbursed to the asserter and not yet collected into its credit.
        uint256 reimbursed;
        /// keccak256(stateHash ‖ bodyRoot ‖ focus): `focus` is the current node; zero before the body's root is revealed;
        /// in the last two phases the hash of the selected element (and its accumulators). Zero before the first reveal.
        bytes32 position;
    }

    /// @notice An element of the revealed page and the instruction that wrote it.
    struct Opening {
        /// The description whose hash is the claim's model id.
        ModelDescription model;
        /// Index of the instruction in the program.
        uint32 instructionIndex;
        /// Index of the element in the instruction's output; for `provePadding` the byte's offset in the page.
        uint32 element;
        /// The instruction's 224 bytes, and one sibling per level of the program tree, leaves first.
        bytes instruction;
        bytes32[] instructionSiblings;
        /// The 128 bytes of the page that hold the element, the sibling chunk's leaf and the sibling pair's node.
        bytes chunk;
        bytes32 leafSibling;
        bytes32 pairSibling;
    }

    /// @notice The element that `selectElement` chose, with the accumulators that answered it.
    struct Selection {
        ModelDescription model;
        bytes instruction;
        uint32 instructionIndex;
        uint32 element;
        /// The element's value in the revealed page.
        int32 claimed;
        /// As in `revealAccumulators`.
        bytes accumulators;
    }

    /// @notice The sources whose claims can be disputed were named.
    event Initialized(address[] sources);
    /// @notice A challenger disputes a claim.
    event GameOpened(
        uint64 indexed gameId,
        address indexed asserter,
        uint256 indexed claimId,
        address source,
        address challenger,
        uint256 bond,
        bytes32 stateHash
    );
    /// @notice A waiting game's bond was raised.
    event BondRaised(uint64 indexed gameId, uint256 bond);
    /// @notice The clocks run: the asserter has until `deadline`.
    event GameActivated(uint64 indexed gameId, uint64 deadline);
    /// @notice The nodes some levels below the current one, from left to right, without padding.
    event NodesRevealed(
        uint64 indexed gameId,
        bytes32 stateHash,
        uint64 deadline,
        bytes32 bodyRoot,
        uint8 space,
        uint8 level,
        uint32 firstIndex,
        bytes32[] nodes
    );
    /// @notice The challenger goes on below `node`, at `index` of `level`.
    event NodePicked(
        uint64 indexed gameId,
        bytes32 stateHash,
        uint64 deadline,
        uint8 space,
        uint8 level,
        uint32 index,
        bytes32 node
    );
    /// @notice The 512 bytes of the picked page.
    event PageRevealed(uint64 indexed gameId, bytes32 stateHash, uint64 deadline, bytes page);
    /// @notice The challenger disputes an element whose fold has several segments.
    event ElementSelected(
        uint64 indexed gameId,
        bytes32 stateHash,
        uint64 deadline,
        uint32 instructionIndex,
        uint32 element,
        int32 claimed,
        uint32 segments
    );
    /// @notice The accumulator after each segment: int32, big-endian.
    event AccumulatorsRevealed(uint64 indexed gameId, bytes32 stateHash, uint64 deadline, bytes accumulators);
    /// @notice The chain computed `computed` where the asserter claimed `claimed`. `place` is the element, the byte's offset
    /// in the page, or the segment, as `fault` says.
    event FaultProven(
        uint64 indexed gameId,
        Fault fault,
        uint32 instructionIndex,
        uint32 place,
        int32 claimed,
        int32 computed
    );
    /// @notice A move met an instruction that `validate` refuses with `code`.
    event InvalidInstructionMet(uint64 indexed gameId, uint32 instructionIndex, uint256 code);
    /// @notice The side to move is silent: it loses unless it moves before `claimTimeout`, possible after `deadline`.
    event Accused(uint64 indexed gameId, address indexed accused, uint64 deadline);
    /// @notice A game is over. The parts of the bond add up to what had not been collected of it.
    event GameClosed(
        uint64 indexed gameId,
        Outcome indexed outcome,
        uint256 toChallenger,
        uint256 toAsserter,
        uint256 burned
    );
    /// @notice A fault was proven for the first time on a claim: its collateral is slashed.
    event ClaimDecided(address indexed source, uint256 indexed claimId, uint64 gameId, uint256 slashId);
    /// @notice The bounty of a slash is decided: no game is open that was registered earlier.
    event BountyEarned(address indexed source, uint256 indexed claimId, uint64 gameId, address beneficiary);
    event Credited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, address indexed to, uint256 amount);

    error DisputeGame_InvalidParameters(Parameters parameters);
    error DisputeGame_ZeroAddress();
    error DisputeGame_NotDeployer(address caller, address deployer);
    error DisputeGame_AlreadyInitialized();
    error DisputeGame_InvalidSourceCount(uint256 count, uint256 maximum);
    error DisputeGame_UnknownSource(address source);
    error DisputeGame_ClaimIdTooLarge(uint256 claimId);
    error DisputeGame_ClaimNotOpen(address source, uint256 claimId);
    error DisputeGame_ChallengeWindowPassed(uint256 deadline, uint256 time);
    error DisputeGame_WrongModel(bytes32 expected, bytes32 actual);
    error DisputeGame_WrongProfile(uint256 expected, uint256 actual);
    error DisputeGame_BondTooSmall(uint256 sent, uint256 minimum);
    error DisputeGame_BondTooLarge(uint256 bond, uint256 maximum);
    error DisputeGame_WrongHint(uint64 hint);
    error DisputeGame_NoFreeSlot(address asserter, uint256 runningGames);
    error DisputeGame_NotFirstInQueue(uint64 gameId, uint64 first);
    error DisputeGame_WrongPhase(uint64 gameId, Phase expected, Phase actual);
    error DisputeGame_NotRunning(uint64 gameId, Phase phase);
    error DisputeGame_GameOver(uint64 gameId, Outcome outcome);
    error DisputeGame_NotAsserter(address caller, address asserter);
    error DisputeGame_NotChallenger(address caller, address challenger);
    /// @notice The state answered is not the game's, or the nodes, page or element shown do not belong to its current node.
    error DisputeGame_PositionMismatch(uint64 gameId, bytes32 expected, bytes32 actual);
    error DisputeGame_WrongNodeCount(uint256 expected, uint256 actual);
    error DisputeGame_NodeOutOfRange(uint256 index, uint256 count);
    error DisputeGame_WrongSiblingCount(uint256 expected, uint256 actual);
    error DisputeGame_NotFirstPick(uint64 gameId);
    error DisputeGame_WrongPageLength(uint256 expected, uint256 actual);
    error DisputeGame_WrongChunkLength(uint256 expected, uint256 actual);
    error DisputeGame_InstructionOutOfRange(uint256 index, uint256 count);
    error DisputeGame_WrongInstructionLength(uint256 expected, uint256 actual);
    error DisputeGame_WrongProgramProof(bytes32 expected, bytes32 actual);
    error DisputeGame_PageNotOfInstruction(uint256 space, uint256 page);
    error DisputeGame_ElementNotOnPage(uint256 element, uint256 page);
    error DisputeGame_NotPadding(uint256 offset, uint256 end);
    error DisputeGame_PaddingIsRight(uint256 offset);
    error DisputeGame_ElementIsRight(uint256 element, int32 value);
    error DisputeGame_SegmentIsRight(uint256 segment, int32 value);
    error DisputeGame_ElementHasSegments(uint256 segments);
    error DisputeGame_ElementIsWhole();
    error DisputeGame_SegmentOutOfRange(uint256 segment, uint256 segments);
    error DisputeGame_WrongAccumulatorsLength(uint256 expected, uint256 actual);
    error DisputeGame_StillTime(uint256 deadline, uint256 time);
    error DisputeGame_AlreadyAccused(uint64 gameId);
    error DisputeGame_NotAccused(uint64 gameId);
    error DisputeGame_NotReleasable(uint64 gameId);
    error DisputeGame_NothingToCollect(uint64 gameId);
    error DisputeGame_NothingToWithdraw(address account);
    error DisputeGame_TransferFailed(address to, uint256 amount);

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
    /// `levelsPerMove`: `rounds = ceil(L / m)`, `k = ceil(L / rounds)`, and `k = 0` for `L = 0`.
    /// @param bodyRoot In the first reveal the root of the body, from now on fixed.
    function revealNodes(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, bytes32[] calldata nodes) external;

    /// @notice Challenger: goes on below the revealed node number `child`.
    /// @param siblings One per level from `node` up to the current node, as the tree has them (padding is zero).
    function pick(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        uint32 child,
        bytes32 node,
        bytes32[] calldata siblings
    ) external;

    /// @notice Challenger, in the first pick: the body is right, the search goes on in the claimed output.
    /// @param revealedRoot The root of the body just revealed, to which the position is bound.
    function pickOutput(uint64 gameId, bytes32 stateHash, bytes32 revealedRoot) external;

    /// @notice Asserter: the 512 bytes of the current page.
    function revealPage(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, bytes calldata page) external;

    /// @notice Challenger: the chain computes the whole element. Reverts if the asserter is right.
    /// @param chunks The chunks of the step's runs, and `siblings` their proofs (docs/arithmetic.md, sections 2.2 and 7).
    function proveElement(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Opening calldata opening,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external;

    /// @notice Challenger: a byte behind the end of the tensor is not zero. Reverts if the asserter is right.
    function provePadding(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, Opening calldata opening) external;

    /// @notice Challenger: asks for the accumulators of an element whose fold has several segments.
    function selectElement(uint64 gameId, bytes32 stateHash, bytes32 bodyRoot, Opening calldata opening) external;

    /// @notice Asserter: the accumulator after each segment of the selected element.
    /// @param selection keccak256(keccak256(instruction) ‖ u32 instructionIndex ‖ u32 element ‖ i32 claimed), packed, big-endian.
    /// @param accumulators int32, big-endian, 4 bytes for each segment.
    function revealAccumulators(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        bytes32 selection,
        bytes calldata accumulators
    ) external;

    /// @notice Challenger: the chain computes one segment from the accumulator before it. Reverts if the asserter is right.
    function proveSegment(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Selection calldata selection,
        uint32 segment,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external;

    /// @notice Challenger: the chain computes the element from its last accumulator. Reverts if the asserter is right.
    function proveFinish(
        uint64 gameId,
        bytes32 stateHash,
        bytes32 bodyRoot,
        Selection calldata selection,
        bytes calldata chunks,
        bytes32[] calldata siblings
    ) external;

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

    /// @notice Moves what a running game has reimbursed to its asserter into the asserter's credit. Anybody.
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

    /// @notice Whether the contract is a source of claims.
    function isSource(address source) external view returns (bool known);

    function creditOf(address account) external view returns (uint256 amount);

    /// @notice Parts of lost bonds that have been burned: they stay in the contract, owned by nobody.
    function burned() external view returns (uint256 amount);
}
