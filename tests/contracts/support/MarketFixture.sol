// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGameTypes} from "../../../contracts/interfaces/IDisputeGameTypes.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IOneStepVerifier} from "../../../contracts/interfaces/IOneStepVerifier.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {JobRequest, JobState} from "../../../contracts/types/Job.sol";
import {ModelDescription} from "../../../contracts/types/ModelRecord.sol";
import {VaultFixture} from "./VaultFixture.sol";

/// @notice Vault, registry and escrow wired together; the game is the test itself.
abstract contract MarketFixture is VaultFixture {
    uint256 internal constant REGISTRATION_BOND = 1 ether;
    uint64 internal constant VALIDITY_WINDOW = 2 days;
    uint128 internal constant STAKE = 1_000 ether;
    uint128 internal constant PAYMENT = 1 ether;
    uint128 internal constant COVER = 20 ether;
    uint32 internal constant EXECUTION_TIME = 1 hours;
    uint32 internal constant GRACE = 1 hours;
    bytes32 internal constant INPUT_ROOT = keccak256("input");
    string internal constant INPUT_URI = "https://client.example/input";

    IOneStepVerifier internal verifier;
    IModelRegistry internal registry;
    IJobEscrow internal escrow;
    /// @dev A model whose output is one page, and one whose output is too large to be published.
    bytes32 internal smallModel;
    bytes32 internal largeModel;

    function setUp() public virtual override {
        super.setUp();
        verifier = IOneStepVerifier(createVerifier());
        registry = IModelRegistry(
            create(
                "ModelRegistry.sol:ModelRegistry",
                abi.encode(address(verifier), guardian, REGISTRATION_BOND, VALIDITY_WINDOW)
            )
        );
        wire(address(token), address(token), address(this));
        smallModel = registerModel(1);
        largeModel = registerModel(9);
        vm.warp(block.timestamp + VALIDITY_WINDOW);
        deposit(operator, STAKE);
    }

    /// @dev Of the game, the escrow reads only the grace.
    function parameters() external pure returns (IDisputeGameTypes.Parameters memory values) {
        values.grace = GRACE;
    }

    /// @dev Deploys vault and escrow for these tokens, with this game.
    function wire(address paymentToken, address stakeToken, address game) internal {
        vault = IStakeVault(create("StakeVault.sol:StakeVault", abi.encode(stakeToken, guardian, vaultParameters())));
        escrow = IJobEscrow(
            create(
                "JobEscrow.sol:JobEscrow",
                abi.encode(paymentToken, address(vault), address(registry), game, guardian, escrowParameters())
            )
        );
        vault.initialize(address(escrow), game);
    }

    function escrowParameters() internal pure returns (IJobEscrow.Parameters memory values) {
        values = IJobEscrow.Parameters({
            challengeWindow: 6 hours,
            minimumExecutionTime: 1 minutes,
            maximumExecutionTime: 1 days,
            maximumOpenTime: 30 days,
            minimumCollateral: 10 ether,
            collateralPerPayment: 5 ether,
            acceptBond: 1 ether
        });
    }

    function describe(uint32 outputPages) internal pure returns (ModelDescription memory description) {
        description = ModelDescription({
            profileVersion: 1,
            instructionCount: 3,
            inputPages: 1,
            constantPages: 2,
            bodyPages: 4,
            outputPages: outputPages,
            programRoot: keccak256("program"),
            constantsRoot: keccak256("constants"),
            interfaceHash: keccak256("interface")
        });
    }

    function registerModel(uint32 outputPages) internal returns (bytes32 modelId) {
        vm.deal(address(this), REGISTRATION_BOND);
        return registry.register{value: REGISTRATION_BOND}(describe(outputPages), "ipfs://model");
    }

    function request() internal view returns (JobRequest memory made) {
        made = JobRequest({
            modelId: smallModel,
            inputRoot: INPUT_ROOT,
            operator: address(0),
            acceptBy: uint64(block.timestamp + 1 days),
            executionTime: EXECUTION_TIME,
            payment: PAYMENT,
            cover: COVER
        });
    }

    function post(JobRequest memory made) internal returns (uint256 jobId) {
        token.mint(client, made.payment);
        vm.startPrank(client);
        token.approve(address(escrow), made.payment);
        jobId = escrow.post(made, INPUT_URI);
        vm.stopPrank();
    }

    function posted() internal returns (uint256 jobId) {
        return post(request());
    }

    function accept(uint256 jobId) internal {
        bytes32 jobHash = escrow.jobHashOf(jobId);
        vm.prank(operator);
        escrow.accept(jobId, operator, jobHash);
    }

    function accepted() internal returns (uint256 jobId) {
        jobId = posted();
        accept(jobId);
    }

    function submitted() internal returns (uint256 jobId) {
        jobId = accepted();
        vm.prank(operator);
        escrow.submitOutput(jobId, "output");
    }

    function pastWindow(uint256 jobId) internal {
        vm.warp(escrow.jobOf(jobId).challengeDeadline + 1);
    }

    function checkState(uint256 jobId, JobState expected) internal view {
        checkEqual(uint256(escrow.jobOf(jobId).state), uint256(expected), "state");
    }
}
