// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimSource} from "./IClaimSource.sol";
import {ITokenCredits} from "./ITokenCredits.sol";
import {Job, JobRequest, JobState} from "../types/Job.sol";

/// @title Single jobs
/// @notice Post, accept, submit, then settle or refund. Every state has a deadline after which anybody can end it.
/// A job's id is the id of its claim.
interface IJobEscrow is IClaimSource, ITokenCredits {
    /// @notice Parameters, fixed at deployment.
    struct Parameters {
        /// Seconds between submission and the last second in which a game may be opened; at least the game's grace.
        uint32 challengeWindow;
        /// Bounds on a request's execution time, in seconds.
        uint32 minimumExecutionTime;
        uint32 maximumExecutionTime;
        /// The longest time for which a job may stay open, in seconds.
        uint32 maximumOpenTime;
        /// The least collateral of a job, in the vault's token: at least three disputes' gas at the price cap.
        uint128 minimumCollateral;
        /// Collateral per payment, in the vault's token per 10^18 of the escrow's token.
        uint128 collateralPerPayment;
        /// What a missed deadline costs, in the vault's token; at most `minimumCollateral`.
        uint128 acceptBond;
    }

    event JobPosted(
        uint256 indexed jobId,
        address indexed client,
        bytes32 indexed modelId,
        JobRequest request,
        uint256 collateral,
        string inputUri
    );
    event JobAccepted(uint256 indexed jobId, address indexed operator, address indexed worker, uint256 submitBy);
    /// @notice A result whose bytes are published here.
    event OutputPublished(uint256 indexed jobId, bytes output);
    /// @notice A result whose bytes are elsewhere.
    event OutputLocated(uint256 indexed jobId, string outputUri);
    event JobSubmitted(
        uint256 indexed jobId,
        address indexed operator,
        address indexed worker,
        bytes32 outputRoot,
        uint256 challengeDeadline
    );
    /// @notice A job has reached one of its ends.
    event JobEnded(uint256 indexed jobId, JobState indexed state, address indexed paid, uint256 amount);

    error JobEscrow_InvalidParameters(Parameters parameters);
    /// @notice The challenge window would be shorter than the game's grace period.
    error JobEscrow_WindowTooShort(uint256 challengeWindow, uint256 grace);
    error JobEscrow_NotAContract(address account);
    error JobEscrow_ZeroPayment();
    error JobEscrow_ModelNotActive(bytes32 modelId);
    error JobEscrow_InvalidAcceptBy(uint256 acceptBy, uint256 earliest, uint256 latest);
    error JobEscrow_InvalidExecutionTime(uint256 executionTime, uint256 minimum, uint256 maximum);
    error JobEscrow_InvalidUriLength(uint256 length, uint256 maximum);
    error JobEscrow_WrongState(uint256 jobId, JobState expected, JobState actual);
    error JobEscrow_WrongJob(uint256 jobId, bytes32 expected, bytes32 actual);
    error JobEscrow_NotClient(address caller, address client);
    error JobEscrow_NotAuthorized(address caller, address operator);
    error JobEscrow_WrongOperator(address operator, address named);
    error JobEscrow_DeadlinePassed(uint256 deadline, uint256 time);
    error JobEscrow_DeadlineNotPassed(uint256 deadline, uint256 time);
    error JobEscrow_OutputTooLarge(uint256 length, uint256 maximum);
    error JobEscrow_OutputMustBePublished(uint256 pages, uint256 publishedPages);
    error JobEscrow_OutputMustBeLocated(uint256 pages, uint256 publishedPages);
    error JobEscrow_GamesOpen(uint256 jobId, uint256 openGames);
    error JobEscrow_NoGameOpen(uint256 jobId);
    error JobEscrow_NotGame(address caller, address game);

    /// @notice Posts a job and takes its payment from the caller. Refused unless exactly the payment arrives.
    /// @param inputUri Where the named operator or any worker gets the input bytes; 1 to 2,048 bytes. It may be a
    /// reference that only they can resolve, but a dispute publishes the pages it needs.
    function post(JobRequest calldata request, string calldata inputUri) external returns (uint256 jobId);

    /// @notice `post` with an EIP-2612 permit of the caller for the payment. A permit that somebody else already
    /// submitted does no harm: what counts is the allowance.
    function postWithPermit(
        JobRequest calldata request,
        string calldata inputUri,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 jobId);

    /// @notice Takes an open job back. Client only.
    function cancel(uint256 jobId) external;

    /// @notice Ends a job that nobody accepted in time. Anybody.
    function expire(uint256 jobId) external;

    /// @notice Accepts a job for `operator` and locks its collateral. The operator or a worker that it authorised,
    /// after checking the input bytes against the input root.
    /// @param jobHash What `jobHashOf` says of the job that was checked: after a reorganisation another job may have its id.
    function accept(uint256 jobId, address operator, bytes32 jobHash) external;

    /// @notice Submits the bytes of the output space, from its first page; what is missing at the end is zero. The
    /// contract computes the root. Required if the model's output has at most eight pages (4,096 bytes), refused otherwise.
    function submitOutput(uint256 jobId, bytes calldata output) external;

    /// @notice Submits the root of an output of more than eight pages and says where its bytes are.
    function submitRoot(uint256 jobId, bytes32 outputRoot, string calldata outputUri) external;

    /// @notice Ends a job whose result did not come in time: payment and accept bond go to the client. Anybody.
    function miss(uint256 jobId) external;

    /// @notice Pays the operator and frees the collateral, when the window has passed and no game is open. Anybody.
    function settle(uint256 jobId) external;

    /// @notice Where collateral is locked.
    function vault() external view returns (address stakeVault);

    /// @notice Where models are registered.
    function registry() external view returns (address modelRegistry);

    /// @notice The only contract that decides claims.
    function game() external view returns (address disputeGame);

    function parameters() external view returns (Parameters memory values);

    function jobOf(uint256 jobId) external view returns (Job memory job);

    /// @notice keccak256(abi.encode(client, request)) of an open job; zero in any other state.
    function jobHashOf(uint256 jobId) external view returns (bytes32 jobHash);

    /// @notice Jobs posted so far; ids run from 1 to this number.
    function jobCount() external view returns (uint256 count);

    /// @notice The collateral that a job with this payment and cover locks. Rounded up.
    function collateralFor(uint128 payment, uint128 cover) external view returns (uint128 collateral);
}
