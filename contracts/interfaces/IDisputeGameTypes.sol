// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ModelDescription} from "../types/ModelRecord.sol";

/// @title Types, events and errors of the dispute game
interface IDisputeGameTypes {
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
        /// The challenger's part of the bond, as far as it is not collected: all of it less what is the asserter's (or burned).
        uint256 bond;
        /// The asserter's part: reimbursed, or won with the game, and not yet collected.
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
        /// The 128 bytes of the page that hold the element, and the leaves of its other three chunks, in order.
        bytes chunk;
        bytes32[3] otherLeaves;
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
        bytes32 selection,
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
    /// @notice A game is over. The parts of the bond add up to what had not been collected of it; the first two wait for `collect`.
    event GameClosed(
        uint64 indexed gameId,
        Outcome indexed outcome,
        uint256 toChallenger,
        uint256 toAsserter,
        uint256 burned
    );
    /// @notice A fault was proven for the first time on a claim: its collateral is slashed.
    event ClaimDecided(address indexed source, uint256 indexed claimId, uint64 gameId, uint256 slashId);
    event Credited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, address indexed to, uint256 amount);

    error DisputeGame_InvalidParameters(Parameters parameters);
    error DisputeGame_VerdictsMismatch(address verdicts);
    error DisputeGame_ZeroAddress();
    error DisputeGame_NotDeployer(address caller, address deployer);
    error DisputeGame_AlreadyInitialized();
    error DisputeGame_InvalidSourceCount(uint256 count, uint256 maximum);
    error DisputeGame_UnknownSource(address source);
    error DisputeGame_ClaimIdTooLarge(uint256 claimId);
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
    error DisputeGame_NodeOutOfRange(uint256 index, uint256 count);
    error DisputeGame_WrongSiblingCount(uint256 expected, uint256 actual);
    error DisputeGame_NotFirstPick(uint64 gameId);
    error DisputeGame_WrongChunkLength(uint256 expected, uint256 actual);
    error DisputeGame_WrongProgramProof(bytes32 expected, bytes32 actual);
    error DisputeGame_PageNotOfInstruction(uint256 space, uint256 page);
    error DisputeGame_ElementNotOnPage(uint256 element, uint256 page);
    error DisputeGame_NotPadding(uint256 offset, uint256 end);
    error DisputeGame_PaddingIsRight(uint256 offset);
    error DisputeGame_ElementIsRight(uint256 element, int32 value);
    error DisputeGame_SegmentIsRight(uint256 segment, int32 value);
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
}
