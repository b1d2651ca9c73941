// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGuarded} from "../../../contracts/interfaces/IGuarded.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {PagedTree} from "../../../contracts/libraries/PagedTree.sol";
import {IOneStepVerifier} from "../../../contracts/interfaces/IOneStepVerifier.sol";
import {ModelDescription, ModelRecord, ModelState} from "../../../contracts/types/ModelRecord.sol";
import {NoCoins} from "../support/NoCoins.sol";
import {SmallProgram} from "../support/SmallProgram.sol";
import {Test} from "../support/Test.sol";

/// @notice Registration, its bond, and proofs of invalidity against the real verifier.
contract ModelRegistryTest is Test {
    using SmallProgram for SmallProgram.Program;

    uint256 private constant BOND = 1 ether + 1;
    uint64 private constant WINDOW = 2 days;

    IModelRegistry private registry;
    IOneStepVerifier private verifier;
    address private guardian;
    address private publisher;
    address private prover;

    function setUp() public {
        vm.warp(1_700_000_000);
        guardian = account("guardian");
        publisher = account("publisher");
        prover = account("prover");
        verifier = IOneStepVerifier(createVerifier());
        registry = IModelRegistry(
            create("ModelRegistry.sol:ModelRegistry", abi.encode(address(verifier), guardian, BOND, WINDOW))
        );
        vm.deal(publisher, 100 ether);
    }

    function test_constructor_refusesNoVerifierAndNoWindow() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NoVerifier.selector, prover));
        create("ModelRegistry.sol:ModelRegistry", abi.encode(prover, guardian, BOND, WINDOW));
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_InvalidWindow.selector, 0, 365 days));
        create("ModelRegistry.sol:ModelRegistry", abi.encode(address(verifier), guardian, BOND, 0));
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_InvalidWindow.selector, 365 days + 1, 365 days)
        );
        create("ModelRegistry.sol:ModelRegistry", abi.encode(address(verifier), guardian, BOND, 365 days + 1));
    }

    function test_register_recordsTheModelByContent() public {
        ModelDescription memory description = SmallProgram.valid().describe();
        bytes32 expected = keccak256(
            abi.encode(
                keccak256("Assay model 1"),
                uint16(1),
                description.programRoot,
                uint32(3),
                description.constantsRoot,
                uint32(1),
                uint32(0),
                uint32(2),
                uint32(1),
                description.interfaceHash
            )
        );
        vm.expectEmit(true, true, true, true, address(registry));
        emit IModelRegistry.ModelRegistered(
            expected,
            publisher,
            description,
            BOND,
            block.timestamp + WINDOW,
            "ipfs://model"
        );
        vm.prank(publisher);
        bytes32 modelId = registry.register{value: BOND}(description, "ipfs://model");
        checkEqual(modelId, expected, "model id");
        ModelRecord memory record = registry.modelOf(modelId);
        checkEqual(keccak256(abi.encode(record.description)), keccak256(abi.encode(description)), "description");
        checkEqual(record.publisher, publisher, "publisher");
        checkEqual(record.bond, BOND, "bond");
        checkEqual(record.activeAt, block.timestamp + WINDOW, "active at");
        checkEqual(uint256(record.state), uint256(ModelState.Pending), "pending");
    }

    function test_register_refusesWhatCannotBeAModel() public {
        ModelDescription memory description = SmallProgram.valid().describe();
        refused(
            description,
            BOND - 1,
            "u",
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_WrongBond.selector, BOND, BOND - 1)
        );
        refused(
            description,
            BOND + 1,
            "u",
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_WrongBond.selector, BOND, BOND + 1)
        );
        refused(
            description,
            BOND,
            "",
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_InvalidUriLength.selector, 0, 2048)
        );
        description.outputPages = 0;
        refused(description, BOND, "u", abi.encodeWithSelector(IModelRegistry.ModelRegistry_NoOutput.selector));
        description.instructionCount = 0;
        refused(description, BOND, "u", abi.encodeWithSelector(IModelRegistry.ModelRegistry_NoInstructions.selector));
    }

    function test_H9_register_refusesAnotherProfileThanTheVerifiers() public {
        ModelDescription memory description = SmallProgram.valid().describe();
        description.profileVersion = 2;
        refused(
            description,
            BOND,
            "u",
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_WrongProfile.selector, 1, 2)
        );
    }

    function test_register_refusesTheSameContentTwice() public {
        bytes32 modelId = register(SmallProgram.valid());
        refused(
            SmallProgram.valid().describe(),
            BOND,
            "u",
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_AlreadyRegistered.selector, modelId)
        );
    }

    function test_M3_pause_stopsRegistrationsAndNothingElse() public {
        bytes32 good = register(SmallProgram.valid());
        (SmallProgram.Program memory program, bytes32 bad) = registerWith(1, 1, 0x00);
        vm.prank(guardian);
        IGuarded(address(registry)).setPaused(true);
        refused(program.describe(), BOND, "u", abi.encodeWithSelector(IGuarded.Guarded_Paused.selector));
        registry.addUri(good, "https://model.example");
        vm.prank(prover);
        registry.proveInvalidInstruction(bad, program.open(1));
        vm.warp(block.timestamp + WINDOW);
        registry.releaseBond(good);
        vm.prank(publisher);
        checkEqual(registry.withdraw(payable(publisher)), BOND, "withdrawn");
    }

    function test_M8_addUri_isAnybodysForEveryRegisteredModel() public {
        bytes32 modelId = register(SmallProgram.valid());
        vm.expectEmit(true, true, true, true, address(registry));
        emit IModelRegistry.ModelUriAdded(modelId, prover, "https://mirror.example");
        vm.prank(prover);
        registry.addUri(modelId, "https://mirror.example");
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_UnknownModel.selector, bytes32(uint256(1)))
        );
        registry.addUri(bytes32(uint256(1)), "u");
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_InvalidUriLength.selector, 2049, 2048));
        registry.addUri(modelId, string(new bytes(2049)));
    }

    function test_C9_isActive_onlyAfterTheWindow() public {
        bytes32 modelId = register(SmallProgram.valid());
        uint256 activeAt = block.timestamp + WINDOW;
        vm.warp(activeAt - 1);
        check(!registry.isActive(modelId), "pending");
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NotActive.selector, modelId));
        registry.releaseBond(modelId);
        vm.warp(activeAt);
        check(registry.isActive(modelId), "active");
        checkEqual(uint256(registry.modelOf(modelId).state), uint256(ModelState.Active), "state");
        check(!registry.isActive(bytes32(uint256(1))), "an unknown model is not");
    }

    function test_releaseBond_creditsThePublisherOnce() public {
        bytes32 modelId = register(SmallProgram.valid());
        vm.warp(block.timestamp + WINDOW);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IModelRegistry.BondReleased(modelId, publisher, BOND);
        vm.prank(prover);
        registry.releaseBond(modelId);
        checkEqual(registry.creditOf(publisher), BOND, "credit");
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NothingToWithdraw.selector, publisher));
        registry.releaseBond(modelId);
        vm.prank(publisher);
        registry.withdraw(payable(prover));
        checkEqual(prover.balance, BOND, "paid to the account that it named");
    }

    function test_withdraw_refusesNothingNobodyAndThoseWhoRefuse() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NothingToWithdraw.selector, address(this)));
        registry.withdraw(payable(address(this)));
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_ZeroAddress.selector));
        registry.withdraw(payable(address(0)));

        (SmallProgram.Program memory program, bytes32 modelId) = registerWith(1, 1, 0x00);
        NoCoins refuser = new NoCoins(registry);
        refuser.prove(abi.encodeCall(IModelRegistry.proveInvalidInstruction, (modelId, program.open(1))));
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_TransferFailed.selector, address(refuser), BOND / 2)
        );
        refuser.withdraw(payable(address(refuser)));
        refuser.withdraw(payable(prover));
        checkEqual(prover.balance, BOND / 2, "another account can be named");
    }

    function test_reentrancy_withdrawInsideWithdrawIsRefused() public {
        register(SmallProgram.valid());
        (SmallProgram.Program memory program, bytes32 modelId) = registerWith(1, 1, 0x00);
        NoCoins caller = new NoCoins(registry);
        caller.prove(abi.encodeCall(IModelRegistry.proveInvalidInstruction, (modelId, program.open(1))));
        caller.withdrawReentering();
        check(!caller.reentered(), "the inner withdrawal failed");
        checkEqual(address(caller).balance, BOND / 2, "paid once");
    }

    function test_C9_proveInvalidInstruction_paysHalfAndBurnsTheRest() public {
        (SmallProgram.Program memory program, bytes32 modelId) = registerWith(1, 1, 0x00);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IModelRegistry.ModelProvenInvalid(
            modelId,
            prover,
            IModelRegistry.InvalidityKind.Instruction,
            1,
            3,
            BOND / 2,
            BOND - BOND / 2
        );
        vm.prank(prover);
        registry.proveInvalidInstruction(modelId, program.open(1));
        checkEqual(registry.creditOf(prover), BOND / 2, "reward, rounded down");
        checkEqual(registry.burned(), BOND - BOND / 2, "burned");
        checkEqual(registry.modelOf(modelId).bond, 0, "bond");
        vm.warp(block.timestamp + WINDOW);
        check(!registry.isActive(modelId), "never active");
        checkEqual(uint256(registry.modelOf(modelId).state), uint256(ModelState.Invalid), "invalid");
        refused(
            program.describe(),
            BOND,
            "u",
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_AlreadyRegistered.selector, modelId)
        );
    }

    function test_C9_proveInvalidInstruction_acceptsInstructionsOfAnyLength() public {
        SmallProgram.Program memory program = SmallProgram.valid();
        program.instructions[2] = "short";
        bytes32 modelId = register(program);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_WrongInstructionLength.selector, 224, 5));
        registry.proveInvalidTotals(modelId, program.open(2));
        registry.proveInvalidInstruction(modelId, program.open(2));
        checkEqual(uint256(registry.modelOf(modelId).state), uint256(ModelState.Invalid), "invalid");
    }

    function test_C9_aValidProgramCannotBeProvenInvalid() public {
        SmallProgram.Program memory program = SmallProgram.valid();
        bytes32 modelId = register(program);
        bytes memory refusal = abi.encodeWithSelector(IModelRegistry.ModelRegistry_InstructionIsValid.selector);
        for (uint32 i = 0; i < 3; ++i) {
            vm.expectRevert(refusal);
            registry.proveInvalidInstruction(modelId, program.open(i));
        }
        vm.expectRevert(refusal);
        registry.proveInvalidLink(modelId, 0, program.open(1), program.open(0));
        vm.expectRevert(refusal);
        registry.proveInvalidLink(modelId, 0, program.open(2), program.open(1));
        vm.expectRevert(refusal);
        registry.proveInvalidLink(modelId, 1, program.open(1), program.open(0));
        vm.expectRevert(refusal);
        registry.proveInvalidOrder(modelId, program.open(0), program.open(1));
        vm.expectRevert(refusal);
        registry.proveInvalidOrder(modelId, program.open(1), program.open(2));
        vm.expectRevert(refusal);
        registry.proveInvalidStart(modelId, program.open(0));
        vm.expectRevert(refusal);
        registry.proveInvalidTotals(modelId, program.open(2));
    }

    function test_C9_proveInvalidLink_whenAnOperandIsNotWhatItsProducerWrites() public {
        SmallProgram.Program memory program = SmallProgram.valid();
        program.instructions[2] = SmallProgram.copy(2, 0, 1, 3, 0, 2, 1);
        bytes32 modelId = register(program);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NotTheProducer.selector, 1, 0));
        registry.proveInvalidLink(modelId, 0, program.open(2), program.open(0));
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NoLink.selector, 2, 3));
        registry.proveInvalidLink(modelId, 3, program.open(2), program.open(1));
        expectInvalid(modelId, IModelRegistry.InvalidityKind.Link, 2, 20);
        registry.proveInvalidLink(modelId, 0, program.open(2), program.open(1));
    }

    function test_C9_proveInvalidOrder_whenCountersDoNotFollow() public {
        SmallProgram.Program memory program = SmallProgram.valid();
        program.instructions[0] = SmallProgram.copy(0, 0, type(uint32).max, 2, 1, 2, 0);
        bytes32 modelId = register(program);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NotAdjacent.selector, 0, 2));
        registry.proveInvalidOrder(modelId, program.open(0), program.open(2));
        expectInvalid(modelId, IModelRegistry.InvalidityKind.Order, 1, 21);
        registry.proveInvalidOrder(modelId, program.open(0), program.open(1));
    }

    function test_C9_proveInvalidStart_whenTheFirstDoesNotStartAtZero() public {
        SmallProgram.Program memory program = SmallProgram.valid();
        program.instructions[0] = SmallProgram.copy(0, 0, type(uint32).max, 2, 1, 2, 0);
        bytes32 modelId = register(program);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NotTheFirst.selector, 1));
        registry.proveInvalidStart(modelId, program.open(1));
        expectInvalid(modelId, IModelRegistry.InvalidityKind.Order, 0, 21);
        registry.proveInvalidStart(modelId, program.open(0));
    }

    function test_C9_proveInvalidTotals_whenTheLastDoesNotEndAtTheModelsPages() public {
        SmallProgram.Program memory program = SmallProgram.valid();
        ModelDescription memory description = program.describe();
        description.bodyPages = 3;
        vm.prank(publisher);
        bytes32 modelId = registry.register{value: BOND}(description, "u");
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NotTheLast.selector, 2, 1));
        registry.proveInvalidTotals(modelId, program.open(1));
        expectInvalid(modelId, IModelRegistry.InvalidityKind.Totals, 2, 22);
        registry.proveInvalidTotals(modelId, program.open(2));
    }

    function test_C9_proofs_endWithTheWindow() public {
        (SmallProgram.Program memory program, bytes32 modelId) = registerWith(1, 1, 0x00);
        vm.warp(block.timestamp + WINDOW);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NotPending.selector, modelId));
        registry.proveInvalidInstruction(modelId, program.open(1));
    }

    function test_C10_proofs_refuseForgedOpenings() public {
        (SmallProgram.Program memory program, bytes32 modelId) = registerWith(1, 1, 0x00);
        IModelRegistry.InstructionProof memory proof = program.open(1);
        proof.index = 3;
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_IndexOutOfRange.selector, 3, 3));
        registry.proveInvalidInstruction(modelId, proof);

        proof = program.open(1);
        proof.siblings = new bytes32[](1);
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_WrongSiblingCount.selector, 2, 1));
        registry.proveInvalidInstruction(modelId, proof);

        proof = program.open(2);
        proof.siblings[0] = bytes32(uint256(1));
        vm.expectRevert(abi.encodeWithSelector(PagedTree.PagedTree_PaddingNotZero.selector, bytes32(uint256(1))));
        registry.proveInvalidInstruction(modelId, proof);

        bytes32 root = program.describe().programRoot;
        proof = program.open(0);
        proof.instruction[223] = 0x01;
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_WrongProgramProof.selector, root, forgedRoot(proof))
        );
        registry.proveInvalidInstruction(modelId, proof);
    }

    /// @dev Whatever bit of whatever instruction is changed: what the verifier refuses can be proven, nothing else can.
    function testFuzz_C9_proveInvalidInstruction_agreesWithTheVerifier(
        uint32 which,
        uint8 position,
        uint8 flip
    ) public {
        uint32 index = uint32(bound(which, 0, 2));
        uint256 offset = bound(position, 0, 223);
        SmallProgram.Program memory program = SmallProgram.valid();
        program.instructions[index][offset] ^= bytes1(flip);
        bytes32 modelId = register(program);
        try registry.proveInvalidInstruction(modelId, program.open(index)) {
            check(flip != 0, "the unchanged program is valid");
            checkEqual(registry.creditOf(address(this)), BOND / 2, "reward");
        } catch (bytes memory reason) {
            checkEqual(
                bytes32(reason),
                bytes32(IModelRegistry.ModelRegistry_InstructionIsValid.selector),
                "only valid instructions are refused"
            );
        }
    }

    function forgedRoot(IModelRegistry.InstructionProof memory proof) private pure returns (bytes32 root) {
        root = keccak256(abi.encodePacked(bytes1(0x00), proof.instruction));
        root = keccak256(abi.encodePacked(bytes1(0x01), root, proof.siblings[0]));
        root = keccak256(abi.encodePacked(bytes1(0x01), root, proof.siblings[1]));
    }

    function expectInvalid(bytes32 modelId, IModelRegistry.InvalidityKind kind, uint256 index, uint256 code) private {
        vm.expectEmit(true, true, true, true, address(registry));
        emit IModelRegistry.ModelProvenInvalid(modelId, address(this), kind, index, code, BOND / 2, BOND - BOND / 2);
    }

    function register(SmallProgram.Program memory program) private returns (bytes32 modelId) {
        vm.prank(publisher);
        return registry.register{value: BOND}(program.describe(), "ipfs://model");
    }

    function registerWith(
        uint32 index,
        uint256 offset,
        bytes1 value
    ) private returns (SmallProgram.Program memory program, bytes32 modelId) {
        program = SmallProgram.valid();
        program.instructions[index][offset] = value;
        modelId = register(program);
    }

    function refused(
        ModelDescription memory description,
        uint256 value,
        string memory uri,
        bytes memory reason
    ) private {
        vm.prank(publisher);
        vm.expectRevert(reason);
        registry.register{value: value}(description, uri);
    }
}
