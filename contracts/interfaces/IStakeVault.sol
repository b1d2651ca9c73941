// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITokenCredits} from "./ITokenCredits.sol";

/// @title Operators' stake
/// @notice Holds operators' stake in one ERC-20, locks it as collateral for open claims, slashes it, and lets everybody
/// withdraw what is theirs. The escrow locks and slashes and says what a client is covered for; the game only says who earned a bounty.
interface IStakeVault is ITokenCredits {
    /// @notice Parameters, fixed at deployment.
    struct Parameters {
        /// Seconds between a request to unbond and its completion.
        uint64 unbondingDelay;
        /// Seconds for which a slash is held before any of it becomes final.
        uint64 slashHold;
        /// Shares in basis points of a slash. Together at most 9,000, so that slashing oneself always costs.
        uint16 bountyShare;
        uint16 clientShare;
        /// Basis points of an operator's stake that may become finally slashed per day.
        uint16 dailySlashShare;
    }

    /// @notice An operator's stake, in the token's smallest unit.
    struct Stake {
        uint128 bonded;
        uint128 unbonding;
        /// Sum of the open locks.
        uint128 locked;
        /// The first second in which unbonding may complete; zero if nothing is unbonding.
        uint64 unbondableAt;
        /// Locks with ids up to this one must close before unbonding completes.
        uint64 unbondingAfterLock;
        /// Ends of the list of open locks, oldest first; zero if there are none.
        uint64 oldestLock;
        uint64 newestLock;
    }

    /// @notice Collateral for one open claim, a node of its operator's list.
    struct Lock {
        address operator;
        uint128 amount;
        uint64 previous;
        uint64 next;
    }

    /// @notice A slash. `bounty + compensation ≤ 90 %` of `amount`; the rest is burned.
    struct Slash {
        address operator;
        /// The first second in which a part may become final.
        uint64 heldUntil;
        bool voided;
        /// Whether the beneficiary of the bounty is written down.
        bool assigned;
        /// The escrow's claim whose collateral this was, and who is compensated.
        uint256 claimId;
        address client;
        /// Who gets the bounty; zero until it is assigned.
        address beneficiary;
        uint128 amount;
        uint128 bounty;
        uint128 compensation;
        /// The part of `amount` that is final.
        uint128 settled;
        /// The parts of `bounty` and `compensation` that are final. A final bounty waits for its beneficiary.
        uint128 bountySettled;
        uint128 compensationSettled;
    }

    event Initialized(address indexed escrow, address indexed game);
    event Deposited(address indexed operator, address indexed payer, uint256 amount, uint256 bonded);
    event WorkerAuthorized(address indexed operator, address indexed worker, bool authorized);
    event UnbondRequested(address indexed operator, uint256 amount, uint256 unbonding, uint256 unbondableAt);
    event UnbondCancelled(address indexed operator, uint256 amount);
    event UnbondCompleted(address indexed operator, uint256 amount);
    event Locked(uint256 indexed lockId, address indexed operator, uint256 amount);
    event Unlocked(uint256 indexed lockId, address indexed operator, uint256 amount);
    event Forfeited(uint256 indexed lockId, address indexed operator, address indexed beneficiary, uint256 amount);
    event Slashed(
        uint256 indexed slashId,
        address indexed operator,
        uint256 indexed claimId,
        uint256 amount,
        uint256 heldUntil
    );
    event BountyAssigned(uint256 indexed slashId, address indexed beneficiary);
    event SlashSettled(uint256 indexed slashId, uint256 amount, uint256 remaining);
    event SlashVoided(uint256 indexed slashId, address indexed operator, uint256 returned);
    event Burned(uint256 amount);

    error StakeVault_InvalidParameters(Parameters parameters);
    error StakeVault_ZeroAddress();
    error StakeVault_ZeroAmount();
    error StakeVault_NotDeployer(address caller, address deployer);
    error StakeVault_AlreadyInitialized();
    error StakeVault_NotInitialized();
    error StakeVault_NotAContract(address account);
    error StakeVault_NotEscrow(address caller, address escrow);
    error StakeVault_InsufficientBonded(address operator, uint256 requested, uint256 bonded);
    error StakeVault_InsufficientAvailable(address operator, uint256 requested, uint256 available);
    error StakeVault_NothingUnbonding(address operator);
    error StakeVault_UnbondingNotReady(uint256 unbondableAt, uint256 time);
    error StakeVault_OlderLockOpen(uint256 lockId);
    error StakeVault_UnknownLock(uint256 lockId);
    error StakeVault_ForfeitTooLarge(uint256 requested, uint256 locked);
    error StakeVault_UnknownSlash(uint256 slashId);
    error StakeVault_SlashVoided(uint256 slashId);
    error StakeVault_SlashSettled(uint256 slashId);
    error StakeVault_SlashHeld(uint256 heldUntil, uint256 time);
    error StakeVault_DailyLimitReached(address operator, uint256 limit);
    error StakeVault_BountyAssigned(uint256 slashId, address beneficiary);
    error StakeVault_BountyUndecided(uint256 slashId);

    /// @notice Names the escrow and the game. Once, by the deployer; nothing can be locked before.
    function initialize(address escrow, address game) external;

    /// @notice Adds stake for `operator`, paid by the caller. Refused unless exactly `amount` arrives, and if the operator's stake and
    /// held slashes would together exceed 2^96 − 1.
    function deposit(address operator, uint256 amount) external;

    /// @notice `deposit` with an EIP-2612 permit of the caller. A permit that somebody else already submitted does no
    /// harm: what counts is the allowance.
    function depositWithPermit(
        address operator,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Lets `worker` act for the caller: accept and submit jobs and move in games. It can never take stake out.
    function setWorker(address worker, bool authorized) external;

    /// @notice Moves `amount` from bonded to unbonding. Stake that is locked may be requested too: it leaves only when
    /// its locks are closed. A second request joins the first and restarts its delay.
    function requestUnbond(uint256 amount) external;

    /// @notice Moves everything that is unbonding back to bonded.
    function cancelUnbond() external;

    /// @notice Credits what is unbonding, once the delay has passed and no lock is open that is older than the request.
    function completeUnbond() external returns (uint256 amount);

    /// @notice Locks collateral for one of the escrow's claims. Escrow only. Reverts if less than `amount` is available.
    function lock(address operator, uint256 amount, uint256 claimId) external returns (uint256 lockId);

    /// @notice Frees collateral. Escrow only.
    function unlock(uint256 lockId) external;

    /// @notice Credits `amount` of the lock to `beneficiary` and frees the rest. Escrow only.
    function forfeit(uint256 lockId, uint256 amount, address beneficiary) external;

    /// @notice Takes the whole lock from bonded, then unbonding stake, and holds it. Escrow only, when a fault is proven.
    /// The slash keeps the lock's id.
    function slash(uint256 lockId) external returns (uint256 slashId);

    /// @notice Writes down who earned the bounty, as the game decided, and credits what is already final of it. Anybody, once per slash;
    /// needed only where the game decided after the last settlement.
    function assignBounty(uint256 slashId) external returns (address beneficiary);

    /// @notice Makes as much of a slash final as its hold and the operator's daily limit allow: the client gets its cover, at most its
    /// share of the lock, the winner of the game its bounty (as soon as the game has decided), the rest is burned. Anybody.
    /// @return amount What became final in this call.
    function settleSlash(uint256 slashId) external returns (uint256 amount);

    /// @notice Returns to the operator what is not yet final. Guardian only.
    function voidSlash(uint256 slashId) external;

    /// @notice The only contract that locks and slashes; zero before `initialize`.
    function escrow() external view returns (address account);

    /// @notice The contract that decides who earned a bounty; zero before `initialize`.
    function game() external view returns (address account);

    function parameters() external view returns (Parameters memory values);

    function stakeOf(address operator) external view returns (Stake memory stake);

    /// @notice Stake that can still be locked: bonded less locked, or zero.
    function availableOf(address operator) external view returns (uint256 amount);

    /// @notice Whether `account` is the operator itself or a worker that it authorised.
    function mayActFor(address operator, address account) external view returns (bool authorized);

    function lockOf(uint256 lockId) external view returns (Lock memory record);

    function slashOf(uint256 slashId) external view returns (Slash memory record);

    /// @notice What has been burned: it stays in the vault, owned by nobody.
    function burned() external view returns (uint256 amount);
}
