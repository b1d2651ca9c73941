// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Guarded} from "../access/Guarded.sol";
import {TokenCredits} from "../access/TokenCredits.sol";
import {IDisputeGame} from "../interfaces/IDisputeGame.sol";
import {IClaimSource} from "../interfaces/IClaimSource.sol";
import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";
import {OutputRoot} from "../libraries/OutputRoot.sol";
import {Claim, ClaimState} from "../types/Claim.sol";
import {Job, JobRequest, JobState} from "../types/Job.sol";

/// @title Single jobs
/// @dev The token balance is the sum of the payments of jobs that have not ended, and of credits.
contract JobEscrow is IJobEscrow, TokenCredits, Guarded {
    using SafeCast for uint256;

    uint256 private constant BASIS_POINTS = 10_000;
    uint256 private constant MAXIMUM_URI_LENGTH = 2048;
    /// @dev Outputs of at most this many pages (4,096 bytes) are delivered on chain.
    uint256 private constant PUBLISHED_PAGES = 8;
    uint256 private constant PAGE_BYTES = 512;
    uint32 private constant MAXIMUM_TIME = 365 days;

    /// @inheritdoc IJobEscrow
    address public immutable vault;
    /// @inheritdoc IJobEscrow
    address public immutable registry;
    /// @inheritdoc IJobEscrow
    address public immutable game;

    uint256 private immutable _clientShare;
    uint32 private immutable _challengeWindow;
    uint32 private immutable _minimumExecutionTime;
    uint32 private immutable _maximumExecutionTime;
    uint32 private immutable _maximumOpenTime;
    uint128 private immutable _minimumCollateral;
    uint128 private immutable _collateralPerPayment;
    uint128 private immutable _acceptBond;

    /// @inheritdoc IJobEscrow
    uint256 public jobCount;

    mapping(uint256 jobId => Job job) private _jobs;

    modifier onlyGame() {
        if (msg.sender != game) revert JobEscrow_NotGame(msg.sender, game);
        _;
    }

    constructor(
        address token_,
        address vault_,
        address registry_,
        address game_,
        address guardian_,
        Parameters memory values
    ) TokenCredits(token_) Guarded(guardian_) {
        if (registry_.code.length == 0) revert JobEscrow_NotAContract(registry_);
        if (game_.code.length == 0) revert JobEscrow_NotAContract(game_);
        bool timesValid =
            values.challengeWindow > 0 &&
                values.challengeWindow <= MAXIMUM_TIME &&
                values.minimumExecutionTime > 0 &&
                values.minimumExecutionTime <= values.maximumExecutionTime &&
                values.maximumExecutionTime <= MAXIMUM_TIME &&
                values.maximumOpenTime > 0 &&
                values.maximumOpenTime <= MAXIMUM_TIME;
        // INVARIANT: an accept bond is never more than the lock that it is taken from.
        if (!timesValid || values.minimumCollateral == 0 || values.acceptBond > values.minimumCollateral)
            revert JobEscrow_InvalidParameters(values);
        // INVARIANT: a censored challenger has at least the game's grace, which covers the chain's forced inclusion, to open a game (rule H3).
        uint32 grace = IDisputeGame(game_).parameters().grace;
        if (values.challengeWindow < grace) revert JobEscrow_WindowTooShort(values.challengeWindow, grace);
        vault = vault_;
        registry = registry_;
        game = game_;
        _clientShare = IStakeVault(vault_).parameters().clientShare;
        _challengeWindow = values.challengeWindow;
        _minimumExecutionTime = values.minimumExecutionTime;
        _maximumExecutionTime = values.maximumExecutionTime;
        _maximumOpenTime = values.maximumOpenTime;
        _minimumCollateral = values.minimumCollateral;
        _collateralPerPayment = values.collateralPerPayment;
        _acceptBond = values.acceptBond;
    }

    /// @inheritdoc IJobEscrow
    function post(
        JobRequest calldata request,
        string calldata inputUri
    ) external nonReentrant whenNotPaused returns (uint256 jobId) {
        return _post(request, inputUri);
    }

    /// @inheritdoc IJobEscrow
    function postWithPermit(
        JobRequest calldata request,
        string calldata inputUri,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant whenNotPaused returns (uint256 jobId) {
        _tryPermit(request.payment, deadline, v, r, s);
        return _post(request, inputUri);
    }

    /// @inheritdoc IJobEscrow
    function cancel(uint256 jobId) external {
        Job storage job = _inState(jobId, JobState.Open);
        if (msg.sender != job.client) revert JobEscrow_NotClient(msg.sender, job.client);
        _end(jobId, job, JobState.Cancelled, job.client);
    }

    /// @inheritdoc IJobEscrow
    function expire(uint256 jobId) external {
        Job storage job = _inState(jobId, JobState.Open);
        _checkAfter(job.acceptBy);
        _end(jobId, job, JobState.Expired, job.client);
    }

    /// @inheritdoc IJobEscrow
    function accept(uint256 jobId, address operator, bytes32 jobHash) external {
        Job storage job = _inState(jobId, JobState.Open);
        // INVARIANT: collateral is only ever locked for the job that its worker has checked.
        bytes32 actual = jobHashOf(jobId);
        if (jobHash != actual) revert JobEscrow_WrongJob(jobId, jobHash, actual);
        _checkNotAfter(job.acceptBy);
        address named = job.operator;
        if (named != address(0) && operator != named) revert JobEscrow_WrongOperator(operator, named);
        _checkActor(operator);
        uint256 submitBy = block.timestamp + job.executionTime;
        job.state = JobState.Accepted;
        job.operator = operator;
        job.submitBy = uint48(submitBy);
        emit JobAccepted(jobId, operator, msg.sender, submitBy);
        job.lockId = IStakeVault(vault).lock(operator, job.collateral, jobId).toUint64();
    }

    /// @inheritdoc IJobEscrow
    function submitOutput(uint256 jobId, bytes calldata output) external {
        Job storage job = _submittable(jobId);
        uint256 pages = _outputPages(job.modelId);
        if (pages > PUBLISHED_PAGES) revert JobEscrow_OutputMustBeLocated(pages, PUBLISHED_PAGES);
        uint256 maximum = pages * PAGE_BYTES;
        if (output.length > maximum) revert JobEscrow_OutputTooLarge(output.length, maximum);
        emit OutputPublished(jobId, output);
        _submit(jobId, job, OutputRoot.rootOf(output, pages));
    }

    /// @inheritdoc IJobEscrow
    function submitRoot(uint256 jobId, bytes32 outputRoot, string calldata outputUri) external {
        Job storage job = _submittable(jobId);
        uint256 pages = _outputPages(job.modelId);
        // INVARIANT: a small result is delivered by its submission; it cannot be withheld.
        if (pages <= PUBLISHED_PAGES) revert JobEscrow_OutputMustBePublished(pages, PUBLISHED_PAGES);
        _checkUri(outputUri);
        emit OutputLocated(jobId, outputUri);
        _submit(jobId, job, outputRoot);
    }

    /// @inheritdoc IJobEscrow
    function miss(uint256 jobId) external {
        Job storage job = _inState(jobId, JobState.Accepted);
        _checkAfter(job.submitBy);
        _end(jobId, job, JobState.Missed, job.client);
        IStakeVault(vault).forfeit(job.lockId, job.acceptBond, job.client);
    }

    /// @inheritdoc IJobEscrow
    function settle(uint256 jobId) external {
        Job storage job = _inState(jobId, JobState.Submitted);
        _checkAfter(job.challengeDeadline);
        // INVARIANT: a claim is final only when its window has passed and no game is open on it.
        if (job.openGames != 0) revert JobEscrow_GamesOpen(jobId, job.openGames);
        _end(jobId, job, JobState.Settled, job.operator);
        IStakeVault(vault).unlock(job.lockId);
    }

    /// @inheritdoc IClaimSource
    function onGameOpened(uint256 claimId) external onlyGame {
        Job storage job = _inState(claimId, JobState.Submitted);
        _checkNotAfter(job.challengeDeadline);
        emit ClaimGameOpened(claimId, ++job.openGames);
    }

    /// @inheritdoc IClaimSource
    function onGameClosed(uint256 claimId) external onlyGame {
        Job storage job = _jobs[claimId];
        if (job.openGames == 0) revert JobEscrow_NoGameOpen(claimId);
        emit ClaimGameClosed(claimId, --job.openGames);
    }

    /// @inheritdoc IClaimSource
    function onFaultProven(uint256 claimId) external onlyGame returns (uint256 slashId) {
        Job storage job = _disputed(claimId);
        _end(claimId, job, JobState.Faulted, job.client);
        slashId = IStakeVault(vault).slash(job.lockId);
        job.slashId = slashId.toUint64();
    }

    /// @inheritdoc IClaimSource
    function onVoided(uint256 claimId) external onlyGame {
        Job storage job = _disputed(claimId);
        _end(claimId, job, JobState.Voided, job.client);
        IStakeVault(vault).unlock(job.lockId);
    }

    /// @inheritdoc IClaimSource
    function claimOf(uint256 claimId) external view returns (Claim memory claim) {
        Job storage job = _jobs[claimId];
        claim.state = _claimState(job.state);
        if (claim.state == ClaimState.None) return claim;
        claim.asserter = job.operator;
        claim.challengeDeadline = job.challengeDeadline;
        claim.client = job.client;
        claim.modelId = job.modelId;
        claim.inputRoot = job.inputRoot;
        claim.outputRoot = job.outputRoot;
    }

    /// @inheritdoc IClaimSource
    function coverOf(uint256 claimId) external view returns (address client, uint256 cover) {
        Job storage job = _jobs[claimId];
        return (job.client, job.cover);
    }

    /// @inheritdoc IJobEscrow
    function parameters() external view returns (Parameters memory values) {
        return
            Parameters({
                challengeWindow: _challengeWindow,
                minimumExecutionTime: _minimumExecutionTime,
                maximumExecutionTime: _maximumExecutionTime,
                maximumOpenTime: _maximumOpenTime,
                minimumCollateral: _minimumCollateral,
                collateralPerPayment: _collateralPerPayment,
                acceptBond: _acceptBond
            });
    }

    /// @inheritdoc IJobEscrow
    function jobOf(uint256 jobId) external view returns (Job memory job) {
        return _jobs[jobId];
    }

    /// @inheritdoc IJobEscrow
    function jobHashOf(uint256 jobId) public view returns (bytes32 jobHash) {
        Job storage job = _jobs[jobId];
        if (job.state != JobState.Open) return 0;
        JobRequest memory request = JobRequest({
            modelId: job.modelId,
            inputRoot: job.inputRoot,
            operator: job.operator,
            acceptBy: job.acceptBy,
            executionTime: job.executionTime,
            payment: job.payment,
            cover: job.cover
        });
        return keccak256(abi.encode(job.client, request));
    }

    /// @inheritdoc IJobEscrow
    function collateralFor(uint128 payment, uint128 cover) public view returns (uint128 collateral) {
        // Both rounded up: the client's share of the collateral, rounded down, is then never below the cover.
        uint256 byCover = (uint256(cover) * BASIS_POINTS + _clientShare - 1) / _clientShare;
        uint256 byPayment = (uint256(payment) * _collateralPerPayment + 1 ether - 1) / 1 ether;
        uint256 largest = _minimumCollateral;
        if (byCover > largest) largest = byCover;
        if (byPayment > largest) largest = byPayment;
        return largest.toUint128();
    }

    function _post(JobRequest calldata request, string calldata inputUri) private returns (uint256 jobId) {
        if (request.payment == 0) revert JobEscrow_ZeroPayment();
        _checkTimes(request);
        _checkUri(inputUri);
        if (!IModelRegistry(registry).isActive(request.modelId)) revert JobEscrow_ModelNotActive(request.modelId);
        jobId = ++jobCount;
        Job storage job = _jobs[jobId];
        job.client = msg.sender;
        job.acceptBy = uint48(request.acceptBy);
        job.executionTime = request.executionTime;
        job.state = JobState.Open;
        job.operator = request.operator;
        job.payment = request.payment;
        job.cover = request.cover;
        job.collateral = collateralFor(request.payment, request.cover);
        job.acceptBond = _acceptBond;
        job.challengeWindow = _challengeWindow;
        job.modelId = request.modelId;
        job.inputRoot = request.inputRoot;
        emit JobPosted(jobId, msg.sender, request.modelId, request, job.collateral, inputUri);
        _take(request.payment);
    }

    function _submit(uint256 jobId, Job storage job, bytes32 outputRoot) private {
        uint256 deadline = block.timestamp + job.challengeWindow;
        job.state = JobState.Submitted;
        job.outputRoot = outputRoot;
        job.challengeDeadline = uint48(deadline);
        emit JobSubmitted(jobId, job.operator, msg.sender, outputRoot, deadline);
    }

    /// @dev Ends a job: its payment goes to `paid`. The only way in which a payment leaves a job.
    function _end(uint256 jobId, Job storage job, JobState state, address paid) private {
        job.state = state;
        emit JobEnded(jobId, state, paid, job.payment);
        _credit(paid, job.payment);
    }

    function _inState(uint256 jobId, JobState expected) private view returns (Job storage job) {
        job = _jobs[jobId];
        if (job.state != expected) revert JobEscrow_WrongState(jobId, expected, job.state);
    }

    function _submittable(uint256 jobId) private view returns (Job storage job) {
        job = _inState(jobId, JobState.Accepted);
        _checkNotAfter(job.submitBy);
        _checkActor(job.operator);
    }

    /// @dev INVARIANT: only a claim with an open game can be decided.
    function _disputed(uint256 claimId) private view returns (Job storage job) {
        job = _inState(claimId, JobState.Submitted);
        if (job.openGames == 0) revert JobEscrow_NoGameOpen(claimId);
    }

    function _outputPages(bytes32 modelId) private view returns (uint256 pages) {
        return IModelRegistry(registry).modelOf(modelId).description.outputPages;
    }

    function _checkActor(address operator) private view {
        if (!IStakeVault(vault).mayActFor(operator, msg.sender)) revert JobEscrow_NotAuthorized(msg.sender, operator);
    }

    function _checkTimes(JobRequest calldata request) private view {
        uint256 latest = block.timestamp + _maximumOpenTime;
        if (request.acceptBy < block.timestamp || request.acceptBy > latest)
            revert JobEscrow_InvalidAcceptBy(request.acceptBy, block.timestamp, latest);
        if (request.executionTime < _minimumExecutionTime || request.executionTime > _maximumExecutionTime)
            revert JobEscrow_InvalidExecutionTime(request.executionTime, _minimumExecutionTime, _maximumExecutionTime);
    }

    function _checkAfter(uint256 deadline) private view {
        if (block.timestamp <= deadline) revert JobEscrow_DeadlineNotPassed(deadline, block.timestamp);
    }

    function _checkNotAfter(uint256 deadline) private view {
        if (block.timestamp > deadline) revert JobEscrow_DeadlinePassed(deadline, block.timestamp);
    }

    function _claimState(JobState state) private pure returns (ClaimState claimState) {
        if (state == JobState.Submitted) return ClaimState.Open;
        if (state == JobState.Settled) return ClaimState.Final;
        if (state == JobState.Faulted) return ClaimState.Faulted;
        if (state == JobState.Voided) return ClaimState.Voided;
        return ClaimState.None;
    }

    function _checkUri(string calldata uri) private pure {
        uint256 length = bytes(uri).length;
        if (length == 0 || length > MAXIMUM_URI_LENGTH) revert JobEscrow_InvalidUriLength(length, MAXIMUM_URI_LENGTH);
    }
}
