// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGameTypes} from "../interfaces/IDisputeGameTypes.sol";
import {IOneStepVerifier} from "../interfaces/IOneStepVerifier.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";

/// @title State and parameters of the dispute game
abstract contract GameStorage is IDisputeGameTypes {
    /// @dev What changes with every move: one slot.
    struct Turn {
        uint40 deadline;
        uint24 asserterTime;
        uint24 challengerTime;
        Phase phase;
        Outcome outcome;
        bool accused;
        uint8 space;
        uint8 level;
        uint32 index;
        uint72 reimbursed;
    }

    /// @dev A game: five slots (the last one only beside other games), of which a move writes two.
    struct State {
        Turn turn;
        bytes32 position;
        address challenger;
        /// The bond, with what was reimbursed from it, as far as neither is collected.
        uint72 bond;
        /// The claim's source, by its number.
        uint8 sourceNumber;
        address asserter;
        uint32 bodyPages;
        uint32 outputPages;
        uint32 claimId;
        /// Neighbours among the claim's open games (in the order of registration) and the operator's waiting ones (by bond).
        uint64 claimPrevious;
        uint64 claimNext;
        uint64 queuePrevious;
        uint64 queueNext;
    }

    /// @dev A claim's games.
    struct ClaimGames {
        /// The open games' list, earliest registered first.
        uint64 first;
        uint64 last;
        /// The earliest registered game that succeeded so far.
        uint64 winner;
        uint32 open;
        bool voided;
    }

    /// @dev An operator's games.
    struct OperatorGames {
        /// The waiting game with the largest bond.
        uint64 first;
        uint32 waiting;
        uint32 running;
        /// Games ever opened; it keeps the slot from being cleared and paid for again.
        uint64 opened;
    }

    uint256 internal constant MAXIMUM_SOURCES = 8;

    IOneStepVerifier internal immutable VERIFIER;
    IStakeVault internal immutable VAULT;
    address internal immutable DEPLOYER;
    uint16 internal immutable PROFILE_VERSION;

    uint24 internal immutable CLOCK;
    uint24 internal immutable EXTENSION;
    uint24 internal immutable GRACE;
    uint8 internal immutable LEVELS_PER_MOVE;
    uint8 internal immutable RUNNING_GAMES;
    uint32 internal immutable ASSERTER_GAS;
    uint16 internal immutable GAS_PER_BYTE;
    uint16 internal immutable FLOOR_GAS_PER_BYTE;
    uint64 internal immutable GAS_PRICE_CAP;
    uint96 internal immutable BOND_FLOOR;
    uint256 internal immutable MINIMUM_BOND;

    uint64 internal _gameCount;
    bool internal _initialized;
    uint256 internal _burned;
    mapping(uint64 gameId => State state) internal _games;
    mapping(uint8 sourceNumber => mapping(uint256 claimId => ClaimGames games)) internal _claims;
    mapping(address asserter => OperatorGames games) internal _operators;
    /// @dev Sources are numbered from 1.
    mapping(address source => uint8 number) internal _sourceNumbers;
    mapping(uint8 number => address source) internal _sources;
    mapping(address account => uint256 amount) internal _credits;

    constructor(IOneStepVerifier verifier_, IStakeVault vault_, Parameters memory p) {
        if (address(verifier_) == address(0) || address(vault_) == address(0)) revert DisputeGame_ZeroAddress();
        uint256 bond = (uint256(p.asserterGas) * p.gasPriceCap * 3 + 1) / 2 + p.bondFloor;
        if (
            p.extension == 0 ||
            p.clock < p.extension ||
            p.clock > type(uint24).max ||
            p.grace == 0 ||
            p.grace > type(uint24).max ||
            p.levelsPerMove == 0 ||
            p.levelsPerMove > 6 ||
            p.runningGames == 0 ||
            p.asserterGas == 0 ||
            p.gasPerByte == 0 ||
            p.gasPriceCap == 0 ||
            bond > type(uint72).max
        ) revert DisputeGame_InvalidParameters(p);
        VERIFIER = verifier_;
        VAULT = vault_;
        DEPLOYER = msg.sender;
        PROFILE_VERSION = verifier_.profileVersion();
        CLOCK = uint24(p.clock);
        EXTENSION = uint24(p.extension);
        GRACE = uint24(p.grace);
        LEVELS_PER_MOVE = p.levelsPerMove;
        RUNNING_GAMES = p.runningGames;
        ASSERTER_GAS = p.asserterGas;
        GAS_PER_BYTE = p.gasPerByte;
        FLOOR_GAS_PER_BYTE = p.floorGasPerByte;
        GAS_PRICE_CAP = p.gasPriceCap;
        BOND_FLOOR = p.bondFloor;
        MINIMUM_BOND = bond;
    }

    /// @notice What two parts of one game must have in common.
    function configuration() external view returns (bytes32 hash) {
        hash = _configuration();
    }

    function _configuration() internal view returns (bytes32 hash) {
        hash = keccak256(abi.encode(VERIFIER, VAULT, _parameters()));
    }

    function _parameters() internal view returns (Parameters memory values) {
        values = Parameters({
            clock: CLOCK,
            extension: EXTENSION,
            grace: GRACE,
            levelsPerMove: LEVELS_PER_MOVE,
            runningGames: RUNNING_GAMES,
            asserterGas: ASSERTER_GAS,
            gasPerByte: GAS_PER_BYTE,
            floorGasPerByte: FLOOR_GAS_PER_BYTE,
            gasPriceCap: GAS_PRICE_CAP,
            bondFloor: BOND_FLOOR
        });
    }
}
