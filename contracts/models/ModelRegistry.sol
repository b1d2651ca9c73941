// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Guarded} from "../access/Guarded.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IOneStepVerifier} from "../interfaces/IOneStepVerifier.sol";
import {PagedTree} from "../libraries/PagedTree.sol";
import {ModelDescription, ModelRecord, ModelState} from "../types/ModelRecord.sol";
import {SpaceRoots} from "../types/SpaceRoots.sol";

/// @title Models, by content
/// @dev The balance in the native coin is the sum of held bonds, credits and what was burned.
contract ModelRegistry is IModelRegistry, Guarded, ReentrancyGuard {
    bytes32 private constant MODEL_TAG = keccak256("Assay model 1");
    uint256 private constant INSTRUCTION_LENGTH = 224;
    uint256 private constant MAXIMUM_URI_LENGTH = 2048;
    uint64 private constant MAXIMUM_WINDOW = 365 days;
    /// @dev Offset of operand A's producer index in an instruction, and the distance to those of B and C.
    uint256 private constant PRODUCER_OFFSET = 64;
    uint256 private constant OPERAND_LENGTH = 40;

    /// @inheritdoc IModelRegistry
    address public immutable verifier;
    /// @inheritdoc IModelRegistry
    uint256 public immutable registrationBond;
    /// @inheritdoc IModelRegistry
    uint64 public immutable validityWindow;

    /// @inheritdoc IModelRegistry
    uint256 public burned;

    mapping(bytes32 modelId => ModelRecord record) private _models;
    mapping(address account => uint256 amount) private _credits;

    constructor(address verifier_, address guardian_, uint256 bond, uint64 window) Guarded(guardian_) {
        if (verifier_.code.length == 0) revert ModelRegistry_NoVerifier(verifier_);
        if (window == 0 || window > MAXIMUM_WINDOW) revert ModelRegistry_InvalidWindow(window, MAXIMUM_WINDOW);
        verifier = verifier_;
        registrationBond = bond;
        validityWindow = window;
    }

    /// @inheritdoc IModelRegistry
    function register(
        ModelDescription calldata description,
        string calldata uri
    ) external payable whenNotPaused returns (bytes32 modelId) {
        if (msg.value != registrationBond) revert ModelRegistry_WrongBond(registrationBond, msg.value);
        uint16 profile = IOneStepVerifier(verifier).profileVersion();
        // INVARIANT: a verifier only ever judges programs of its own profile.
        if (description.profileVersion != profile)
            revert ModelRegistry_WrongProfile(profile, description.profileVersion);
        if (description.instructionCount == 0) revert ModelRegistry_NoInstructions();
        if (description.outputPages == 0) revert ModelRegistry_NoOutput();
        _checkUri(uri);
        modelId = modelIdOf(description);
        ModelRecord storage record = _models[modelId];
        // INVARIANT: an id is registered once, so that an invalid model stays invalid.
        if (record.state != ModelState.Unknown) revert ModelRegistry_AlreadyRegistered(modelId);
        record.description = description;
        record.publisher = msg.sender;
        record.activeAt = uint64(block.timestamp) + validityWindow;
        record.state = ModelState.Pending;
        record.bond = msg.value;
        emit ModelRegistered(modelId, msg.sender, description, msg.value, record.activeAt, uri);
    }

    /// @inheritdoc IModelRegistry
    function addUri(bytes32 modelId, string calldata uri) external {
        if (_models[modelId].state == ModelState.Unknown) revert ModelRegistry_UnknownModel(modelId);
        _checkUri(uri);
        emit ModelUriAdded(modelId, msg.sender, uri);
    }

    /// @inheritdoc IModelRegistry
    function proveInvalidInstruction(bytes32 modelId, InstructionProof calldata proof) external {
        ModelRecord storage record = _open(modelId, proof);
        uint8 code = IOneStepVerifier(verifier).validateInstruction(proof.instruction, proof.index, _spaces(record));
        _invalidate(modelId, InvalidityKind.Instruction, proof.index, code);
    }

    /// @inheritdoc IModelRegistry
    function proveInvalidLink(
        bytes32 modelId,
        uint256 slot,
        InstructionProof calldata consumer,
        InstructionProof calldata producer
    ) external {
        _openWhole(modelId, consumer);
        _openWhole(modelId, producer);
        if (slot > 2) revert ModelRegistry_NoLink(consumer.index, slot);
        uint256 offset = PRODUCER_OFFSET + slot * OPERAND_LENGTH;
        uint32 named = uint32(bytes4(consumer.instruction[offset:offset + 4]));
        if (named != producer.index) revert ModelRegistry_NotTheProducer(named, producer.index);
        uint8 code = IOneStepVerifier(verifier).validateLink(consumer.instruction, slot, producer.instruction);
        _invalidate(modelId, InvalidityKind.Link, consumer.index, code);
    }

    /// @inheritdoc IModelRegistry
    function proveInvalidOrder(
        bytes32 modelId,
        InstructionProof calldata previous,
        InstructionProof calldata next
    ) external {
        _openWhole(modelId, previous);
        _openWhole(modelId, next);
        if (uint256(previous.index) + 1 != next.index) revert ModelRegistry_NotAdjacent(previous.index, next.index);
        uint8 code = IOneStepVerifier(verifier).validateOrder(previous.instruction, next.instruction);
        _invalidate(modelId, InvalidityKind.Order, next.index, code);
    }

    /// @inheritdoc IModelRegistry
    function proveInvalidStart(bytes32 modelId, InstructionProof calldata first) external {
        _openWhole(modelId, first);
        if (first.index != 0) revert ModelRegistry_NotTheFirst(first.index);
        uint8 code = IOneStepVerifier(verifier).validateOrder(first.instruction[:0], first.instruction);
        _invalidate(modelId, InvalidityKind.Order, 0, code);
    }

    /// @inheritdoc IModelRegistry
    function proveInvalidTotals(bytes32 modelId, InstructionProof calldata last) external {
        ModelRecord storage record = _openWhole(modelId, last);
        uint256 lastIndex = record.description.instructionCount - 1;
        if (last.index != lastIndex) revert ModelRegistry_NotTheLast(lastIndex, last.index);
        uint8 code = IOneStepVerifier(verifier).validateTotal(last.instruction, _spaces(record));
        _invalidate(modelId, InvalidityKind.Totals, last.index, code);
    }

    /// @inheritdoc IModelRegistry
    function releaseBond(bytes32 modelId) external {
        if (!isActive(modelId)) revert ModelRegistry_NotActive(modelId);
        ModelRecord storage record = _models[modelId];
        uint256 amount = record.bond;
        if (amount == 0) revert ModelRegistry_NothingToWithdraw(record.publisher);
        record.bond = 0;
        _credits[record.publisher] += amount;
        emit BondReleased(modelId, record.publisher, amount);
    }

    /// @inheritdoc IModelRegistry
    function withdraw(address payable to) external nonReentrant returns (uint256 amount) {
        if (to == address(0)) revert ModelRegistry_ZeroAddress();
        amount = _credits[msg.sender];
        if (amount == 0) revert ModelRegistry_NothingToWithdraw(msg.sender);
        _credits[msg.sender] = 0;
        emit Withdrawn(msg.sender, to, amount);
        // The way to send coins with all gas: transfer's 2,300 lock out smart accounts. The effects are done, and a failure reverts them.
        // solhint-disable-next-line avoid-low-level-calls
        (bool sent, ) = to.call{value: amount}("");
        if (!sent) revert ModelRegistry_TransferFailed(to, amount);
    }

    /// @inheritdoc IModelRegistry
    function modelOf(bytes32 modelId) external view returns (ModelRecord memory record) {
        record = _models[modelId];
        if (isActive(modelId)) record.state = ModelState.Active;
    }

    /// @inheritdoc IModelRegistry
    function creditOf(address account) external view returns (uint256 amount) {
        return _credits[account];
    }

    /// @inheritdoc IModelRegistry
    function isActive(bytes32 modelId) public view returns (bool active) {
        ModelRecord storage record = _models[modelId];
        return record.state == ModelState.Pending && block.timestamp >= record.activeAt;
    }

    /// @inheritdoc IModelRegistry
    function modelIdOf(ModelDescription calldata description) public pure returns (bytes32 modelId) {
        return
            keccak256(
                abi.encode(
                    MODEL_TAG,
                    description.profileVersion,
                    description.programRoot,
                    description.instructionCount,
                    description.constantsRoot,
                    description.inputPages,
                    description.constantPages,
                    description.bodyPages,
                    description.outputPages,
                    description.interfaceHash
                )
            );
    }

    /// @dev Marks a pending model invalid and pays half of its bond, rounded down, to the caller.
    function _invalidate(bytes32 modelId, InvalidityKind kind, uint256 index, uint8 code) private {
        if (code == 0) revert ModelRegistry_InstructionIsValid();
        ModelRecord storage record = _models[modelId];
        uint256 bond = record.bond;
        uint256 reward = bond / 2;
        record.state = ModelState.Invalid;
        record.bond = 0;
        burned += bond - reward;
        _credits[msg.sender] += reward;
        emit ModelProvenInvalid(modelId, msg.sender, kind, index, code, reward, bond - reward);
    }

    /// @dev The rules between instructions are defined for whole ones; another length is itself a fault of the instruction.
    function _openWhole(
        bytes32 modelId,
        InstructionProof calldata proof
    ) private view returns (ModelRecord storage record) {
        if (proof.instruction.length != INSTRUCTION_LENGTH)
            revert ModelRegistry_WrongInstructionLength(INSTRUCTION_LENGTH, proof.instruction.length);
        return _open(modelId, proof);
    }

    function _open(bytes32 modelId, InstructionProof calldata proof) private view returns (ModelRecord storage record) {
        record = _models[modelId];
        // INVARIANT: once a model can carry collateral, its validity is settled.
        if (record.state != ModelState.Pending || block.timestamp >= record.activeAt)
            revert ModelRegistry_NotPending(modelId);
        bytes32 root = PagedTree.programRoot(
            proof.instruction,
            proof.index,
            record.description.instructionCount,
            proof.siblings
        );
        if (root != record.description.programRoot)
            revert ModelRegistry_WrongProgramProof(record.description.programRoot, root);
    }

    function _spaces(ModelRecord storage record) private view returns (SpaceRoots memory spaces) {
        ModelDescription storage description = record.description;
        spaces.constants = description.constantsRoot;
        spaces.inputPages = description.inputPages;
        spaces.constantPages = description.constantPages;
        spaces.bodyPages = description.bodyPages;
        spaces.outputPages = description.outputPages;
    }

    function _checkUri(string calldata uri) private pure {
        uint256 length = bytes(uri).length;
        if (length == 0 || length > MAXIMUM_URI_LENGTH)
            revert ModelRegistry_InvalidUriLength(length, MAXIMUM_URI_LENGTH);
    }
}
