// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where a job stands. Settled, Faulted, Voided, Cancelled, Expired and Missed are the ends.
enum JobState {
    None,
    Open,
    Accepted,
    Submitted,
    Settled,
    Faulted,
    Voided,
    Cancelled,
    Expired,
    Missed
}

/// @notice What a client asks for.
struct JobRequest {
    bytes32 modelId;
    /// Root of the input space (docs/arithmetic.md, section 2.1).
    bytes32 inputRoot;
    /// The only operator that may accept, or zero for any.
    address operator;
    /// The last second in which the job may be accepted.
    uint64 acceptBy;
    /// Seconds between acceptance and the last second for the result.
    uint32 executionTime;
    /// Price, in the escrow's token.
    uint128 payment;
    /// The client's compensation if the result is proven wrong, in the vault's token.
    uint128 cover;
}

/// @notice A job. Parameters are copied at posting, so that none can change under a running job.
struct Job {
    address client;
    uint48 acceptBy;
    uint32 executionTime;
    JobState state;
    /// The named operator while the job is open (zero: any); afterwards the one that accepted.
    address operator;
    /// The last second for the result; zero before acceptance.
    uint48 submitBy;
    /// The last second in which a game may be opened; zero before submission.
    uint48 challengeDeadline;
    uint128 payment;
    uint128 cover;
    /// Collateral that acceptance locks, in the vault's token.
    uint128 collateral;
    /// Part of the collateral that a missed deadline costs.
    uint128 acceptBond;
    uint32 challengeWindow;
    /// Games on this job's claim that have been opened and not closed.
    uint32 openGames;
    /// The collateral's lock in the vault; zero before acceptance.
    uint64 lockId;
    /// The slash in the vault; zero unless a fault was proven.
    uint64 slashId;
    bytes32 modelId;
    bytes32 inputRoot;
    bytes32 outputRoot;
}
