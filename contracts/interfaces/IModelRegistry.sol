// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ModelDescription, ModelRecord} from "../types/ModelRecord.sol";

/// @title Models, by content
/// @notice Records what a program is. A registration is bonded and open for a time to a one-transaction proof that one of
/// its instructions is invalid; only then may jobs name it.
interface IModelRegistry {
    /// @notice Which rule an instruction was proven to break.
    enum InvalidityKind {
        Instruction,
        Link,
        Order,
        Totals
    }

    /// @notice An instruction, opened in the program tree: its bytes and one sibling per level, leaves first.
    struct InstructionProof {
        uint32 index;
        bytes instruction;
        bytes32[] siblings;
    }

    event ModelRegistered(
        bytes32 indexed modelId,
        address indexed publisher,
        ModelDescription description,
        uint256 bond,
        uint256 activeAt,
        string uri
    );
    event ModelUriAdded(bytes32 indexed modelId, address indexed account, string uri);
    event ModelProvenInvalid(
        bytes32 indexed modelId,
        address indexed prover,
        InvalidityKind kind,
        uint256 index,
        uint256 code,
        uint256 reward,
        uint256 burned
    );
    event BondReleased(bytes32 indexed modelId, address indexed publisher, uint256 amount);
    event Withdrawn(address indexed account, address indexed to, uint256 amount);

    error ModelRegistry_ZeroAddress();
    error ModelRegistry_NoVerifier(address verifier);
    error ModelRegistry_InvalidWindow(uint256 window, uint256 maximum);
    error ModelRegistry_WrongBond(uint256 expected, uint256 sent);
    error ModelRegistry_WrongProfile(uint256 expected, uint256 actual);
    error ModelRegistry_NoInstructions();
    error ModelRegistry_NoOutput();
    error ModelRegistry_InvalidUriLength(uint256 length, uint256 maximum);
    error ModelRegistry_AlreadyRegistered(bytes32 modelId);
    error ModelRegistry_NotPending(bytes32 modelId);
    error ModelRegistry_NotActive(bytes32 modelId);
    error ModelRegistry_UnknownModel(bytes32 modelId);
    error ModelRegistry_WrongInstructionLength(uint256 expected, uint256 actual);
    error ModelRegistry_WrongProgramProof(bytes32 expected, bytes32 actual);
    error ModelRegistry_NotAdjacent(uint256 previous, uint256 next);
    error ModelRegistry_NoLink(uint256 consumer, uint256 slot);
    error ModelRegistry_NotTheProducer(uint256 expected, uint256 actual);
    error ModelRegistry_NotTheFirst(uint256 actual);
    error ModelRegistry_NotTheLast(uint256 expected, uint256 actual);
    error ModelRegistry_InstructionIsValid();
    error ModelRegistry_NotPublisher(address caller, address publisher);
    error ModelRegistry_NothingToWithdraw(address account);
    error ModelRegistry_TransferFailed(address to, uint256 amount);

    /// @notice Registers a model. The value sent must be exactly `registrationBond()`.
    /// @param uri Where the model's file can be had; 1 to 2,048 bytes.
    function register(
        ModelDescription calldata description,
        string calldata uri
    ) external payable returns (bytes32 modelId);

    /// @notice Announces another place for the model's file. Anybody, for any registered model.
    function addUri(bytes32 modelId, string calldata uri) external;

    /// @notice Proves that `validate` refuses an instruction of a pending model. Half of the bond goes to the caller.
    function proveInvalidInstruction(bytes32 modelId, InstructionProof calldata proof) external;

    /// @notice Proves that operand `slot` (0: A, 1: B, 2: C) of `consumer` differs from what its producer writes.
    function proveInvalidLink(
        bytes32 modelId,
        uint256 slot,
        InstructionProof calldata consumer,
        InstructionProof calldata producer
    ) external;

    /// @notice Proves that two adjacent instructions do not follow each other.
    function proveInvalidOrder(
        bytes32 modelId,
        InstructionProof calldata previous,
        InstructionProof calldata next
    ) external;

    /// @notice Proves that the first instruction does not start at pages (0, 0).
    function proveInvalidStart(bytes32 modelId, InstructionProof calldata first) external;

    /// @notice Proves that the last instruction's counters differ from the model's page counts.
    function proveInvalidTotals(bytes32 modelId, InstructionProof calldata last) external;

    /// @notice Credits the bond to the publisher once the model is active. Anybody may call it.
    function releaseBond(bytes32 modelId) external;

    /// @notice Pays out the caller's whole credit, in the native coin.
    function withdraw(address payable to) external returns (uint256 amount);

    /// @notice Whether jobs may name the model.
    function isActive(bytes32 modelId) external view returns (bool active);

    /// @notice The record of a model; a zero record in state `Unknown` if there is none.
    function modelOf(bytes32 modelId) external view returns (ModelRecord memory record);

    /// @notice The id that a description has, registered or not.
    function modelIdOf(ModelDescription calldata description) external pure returns (bytes32 modelId);

    /// @notice The contract that judges instructions.
    function verifier() external view returns (address account);

    /// @notice What a registration must bring, in wei.
    function registrationBond() external view returns (uint256 amount);

    /// @notice Seconds from registration until a model is active.
    function validityWindow() external view returns (uint64 window);

    function creditOf(address account) external view returns (uint256 amount);

    /// @notice What has been burned: it stays in the registry, owned by nobody.
    function burned() external view returns (uint256 amount);
}
