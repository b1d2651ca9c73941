// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDisputeGameTypes} from "../../../contracts/interfaces/IDisputeGameTypes.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {TestToken} from "../../../contracts/mocks/TestToken.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {Job, JobRequest, JobState} from "../../../contracts/types/Job.sol";
import {Test} from "../support/Test.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Drives jobs as clients, operators and the game, in any order, and watches every transition.
contract JobHandler is Test {
    IJobEscrow public escrow;
    IStakeVault public vault;
    TestToken public immutable token;
    bytes32 public immutable modelId;
    address[] public actors;
    /// @dev Transitions that the protocol's table does not have.
    uint256 public forbidden;
    /// @dev How often each transition was seen.
    mapping(uint256 from => mapping(uint256 to => uint256 count)) public transitions;

    mapping(uint256 jobId => JobState state) private _last;

    constructor(TestToken token_, bytes32 modelId_) {
        (token, modelId) = (token_, modelId_);
        for (uint256 i = 0; i < 3; ++i) actors.push(account(string.concat("actor ", vm.toString(i))));
    }

    /// @dev Once: the fuzzer calls it too.
    function connect(IJobEscrow escrow_, IStakeVault vault_) external {
        if (address(escrow) != address(0)) return;
        (escrow, vault) = (escrow_, vault_);
        for (uint256 i = 0; i < actors.length; ++i) {
            token.mint(address(this), 1_000 ether);
            token.approve(address(vault), 1_000 ether);
            vault.deposit(actors[i], 1_000 ether);
        }
    }

    /// @dev Of the game, the escrow reads only the grace.
    function parameters() external pure returns (IDisputeGameTypes.Parameters memory values) {
        values.grace = 1;
    }

    function actorCount() external view returns (uint256 count) {
        return actors.length;
    }

    function post(uint256 who, uint256 named, uint128 payment, uint128 cover) external {
        address client = actor(who);
        JobRequest memory request = JobRequest({
            modelId: modelId,
            inputRoot: bytes32(named),
            operator: named % 4 == 3 ? address(0) : actor(named),
            acceptBy: uint64(block.timestamp + (named % 1 days)),
            executionTime: 1 hours,
            payment: uint128(bound(payment, 1, 10 ether)),
            cover: uint128(bound(cover, 0, 50 ether))
        });
        token.mint(client, request.payment);
        vm.startPrank(client);
        token.approve(address(escrow), request.payment);
        uint256 jobId = escrow.post(request, "u");
        vm.stopPrank();
        observe(jobId);
    }

    /// @dev One call of any kind on any job; what is refused changes nothing.
    function move(uint256 which, uint256 who, uint8 kind) external {
        uint256 count = escrow.jobCount();
        if (count == 0) return;
        uint256 jobId = 1 + (which % count);
        Job memory job = escrow.jobOf(jobId);
        address operator = job.operator == address(0) ? actor(who) : job.operator;
        bytes memory call;
        if (kind % 10 == 0) call = abi.encodeCall(escrow.accept, (jobId, operator, escrow.jobHashOf(jobId)));
        else if (kind % 10 == 1) call = abi.encodeCall(escrow.submitOutput, (jobId, abi.encode(who)));
        else if (kind % 10 == 2) call = abi.encodeCall(escrow.cancel, (jobId));
        else if (kind % 10 == 3) call = abi.encodeCall(escrow.expire, (jobId));
        else if (kind % 10 == 4) call = abi.encodeCall(escrow.miss, (jobId));
        else if (kind % 10 == 5) call = abi.encodeCall(escrow.settle, (jobId));
        else if (kind % 10 == 6) call = abi.encodeCall(escrow.onGameOpened, (jobId));
        else if (kind % 10 == 7) call = abi.encodeCall(escrow.onGameClosed, (jobId));
        else if (kind % 10 == 8) call = abi.encodeCall(escrow.onFaultProven, (jobId));
        else call = abi.encodeCall(escrow.onVoided, (jobId));
        if (kind % 10 < 2) vm.prank(operator);
        else if (kind % 10 == 2) vm.prank(job.client);
        // One of ten calls, chosen at random; that most are refused is part of the walk.
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, ) = address(escrow).call(call);
        if (done) observe(jobId);
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 12 hours));
    }

    function withdraw(uint256 who) external {
        vm.startPrank(actor(who));
        if (escrow.creditOf(actor(who)) != 0) escrow.withdraw(actor(who));
        if (vault.creditOf(actor(who)) != 0) vault.withdraw(actor(who));
        vm.stopPrank();
    }

    function observe(uint256 jobId) private {
        JobState from = _last[jobId];
        JobState to = escrow.jobOf(jobId).state;
        if (from == to) return;
        _last[jobId] = to;
        ++transitions[uint256(from)][uint256(to)];
        if (!allowed(from, to)) ++forbidden;
    }

    /// @dev The table of docs/protocol.md, section 3.
    function allowed(JobState from, JobState to) private pure returns (bool known) {
        if (from == JobState.None) return to == JobState.Open;
        if (from == JobState.Open) return to == JobState.Accepted || to == JobState.Cancelled || to == JobState.Expired;
        if (from == JobState.Accepted) return to == JobState.Submitted || to == JobState.Missed;
        if (from == JobState.Submitted)
            return to == JobState.Settled || to == JobState.Faulted || to == JobState.Voided;
        return false;
    }

    function actor(uint256 who) private view returns (address chosen) {
        return actors[who % actors.length];
    }
}

/// @notice What must hold after every sequence of calls.
contract JobEscrowInvariantTest is MarketFixture {
    JobHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new JobHandler(token, smallModel);
        wire(address(token), address(token), address(handler));
        handler.connect(escrow, vault);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev balance = payments of jobs that have not ended + credits.
    function invariant_escrowBalanceIsOpenPaymentsAndCredits() public view {
        uint256 sum = 0;
        for (uint256 i = 0; i < handler.actorCount(); ++i) sum += escrow.creditOf(handler.actors(i));
        for (uint256 jobId = 1; jobId <= escrow.jobCount(); ++jobId) {
            Job memory job = escrow.jobOf(jobId);
            if (job.state <= JobState.Submitted) sum += job.payment;
        }
        checkEqual(token.balanceOf(address(escrow)), sum, "balance");
    }

    function invariant_noForbiddenTransition() public view {
        checkEqual(handler.forbidden(), 0, "forbidden transitions");
    }

    /// @dev A job has an open lock exactly while it is accepted or submitted.
    function invariant_locksFollowTheJobs() public view {
        uint256 locked = 0;
        for (uint256 jobId = 1; jobId <= escrow.jobCount(); ++jobId) {
            Job memory job = escrow.jobOf(jobId);
            bool running = job.state == JobState.Accepted || job.state == JobState.Submitted;
            checkEqual(vault.lockOf(job.lockId).amount, running ? job.collateral : 0, "lock");
            if (running) locked += job.collateral;
        }
        for (uint256 i = 0; i < handler.actorCount(); ++i) locked -= vault.stakeOf(handler.actors(i)).locked;
        checkEqual(locked, 0, "all locks belong to jobs");
    }

    /// @dev The machine walks every transition of the table; otherwise the invariants above would say little.
    function test_handler_walksEveryTransition() public {
        disputed({decision: 8});
        disputed({decision: 9});
        for (uint256 round = 0; round < 900; ++round) {
            uint256 random = uint256(keccak256(abi.encode(round)));
            if (random % 8 == 0) handler.post(random >> 8, random >> 16, uint128(random >> 32), uint128(random >> 64));
            else if (random % 32 == 1) handler.wait(random >> 8);
            else if (random % 32 == 2) handler.withdraw(random >> 8);
            else handler.move(random >> 8, random >> 16, uint8(random >> 40));
        }
        invariant_escrowBalanceIsOpenPaymentsAndCredits();
        invariant_noForbiddenTransition();
        invariant_locksFollowTheJobs();
        uint8[2][9] memory table = [[0, 1], [1, 2], [1, 7], [1, 8], [2, 3], [2, 9], [3, 4], [3, 5], [3, 6]];
        for (uint256 i = 0; i < table.length; ++i)
            check(handler.transitions(table[i][0], table[i][1]) > 0, string.concat("transition ", vm.toString(i)));
    }

    /// @dev A job that is posted, accepted, submitted, challenged and decided: rare in a random walk.
    function disputed(uint8 decision) private {
        handler.post(0, 3, 1 ether, 1 ether);
        uint256 which = escrow.jobCount() - 1;
        handler.move(which, 1, 0);
        handler.move(which, 1, 1);
        handler.move(which, 1, 6);
        handler.move(which, 1, decision);
    }
}
