// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountySource} from "../../../contracts/interfaces/IBountySource.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {TestToken} from "../../../contracts/mocks/TestToken.sol";
import {Test} from "../support/Test.sol";
import {VaultFixture} from "../support/VaultFixture.sol";

/// @notice Drives the vault as its operators, escrow, game and guardian, in any order and with any amounts.
contract VaultHandler is Test, IBountySource {
    IStakeVault public vault;
    TestToken public immutable token;
    address public immutable guardian;
    address[] public actors;
    uint256[] public locks;
    uint256[] public slashes;
    /// @dev What actors paid in and took out.
    uint256 public deposited;
    uint256 public withdrawn;
    /// @dev How often an exit completed over a lock that was older than its request.
    uint256 public escapes;
    /// @dev How often each kind of step succeeded, so that a test can tell that the machine moved.
    mapping(bytes32 step => uint256 count) public steps;

    mapping(address operator => uint256 requestedAfterLock) private _requestedAfterLock;
    mapping(uint256 claimId => address client) private _clients;
    mapping(uint256 claimId => uint256 cover) private _covers;
    mapping(uint256 claimId => address winner) private _winners;
    uint256 private _lastClaim;

    constructor(TestToken token_, address guardian_) {
        (token, guardian) = (token_, guardian_);
        for (uint256 i = 0; i < 4; ++i) actors.push(account(string.concat("actor ", vm.toString(i))));
    }

    /// @dev Once: the fuzzer calls it too.
    function connect(IStakeVault vault_) external {
        if (address(vault) != address(0)) return;
        vault = vault_;
    }

    function coverOf(uint256 claimId) external view returns (address client, uint256 cover) {
        return (_clients[claimId], _covers[claimId]);
    }

    function bountyOf(address, uint256 claimId) external view returns (bool isDecided, address beneficiary) {
        return (_winners[claimId] != address(0), _winners[claimId]);
    }

    function actorCount() external view returns (uint256 count) {
        return actors.length;
    }

    function slashCount() external view returns (uint256 count) {
        return slashes.length;
    }

    function deposit(uint256 who, uint256 amount) external {
        amount = bound(amount, 1, 1e24);
        token.mint(address(this), amount);
        token.approve(address(vault), amount);
        vault.deposit(actor(who), amount);
        deposited += amount;
        ++steps["deposit"];
    }

    function lock(uint256 who, uint256 amount) external {
        uint256 available = vault.availableOf(actor(who));
        if (available == 0) return;
        locks.push(vault.lock(actor(who), bound(amount, 1, available), ++_lastClaim));
        ++steps["lock"];
    }

    function unlock(uint256 which) external {
        if (locks.length == 0) return;
        vault.unlock(takeLock(which));
        ++steps["unlock"];
    }

    function forfeit(uint256 which, uint256 amount, uint256 to) external {
        if (locks.length == 0) return;
        uint256 lockId = takeLock(which);
        vault.forfeit(lockId, bound(amount, 0, vault.lockOf(lockId).amount), actor(to));
        ++steps["forfeit"];
    }

    function slash(uint256 which, uint256 to, uint256 cover) external {
        if (locks.length == 0) return;
        uint256 slashId = vault.slash(takeLock(which));
        slashes.push(slashId);
        uint256 claimId = vault.slashOf(slashId).claimId;
        (_clients[claimId], _covers[claimId]) = (actor(to), cover);
        ++steps["slash"];
    }

    function assignBounty(uint256 which, uint256 to) external {
        uint256 slashId = pickSlash(which);
        if (slashId == 0 || vault.slashOf(slashId).assigned) return;
        // Decided, and only sometimes written down before the next settlement does it.
        _winners[vault.slashOf(slashId).claimId] = actor(to);
        if (to % 3 != 0) vault.assignBounty(slashId);
        ++steps["assign"];
    }

    function settleSlash(uint256 which, uint256 wait) external {
        uint256 slashId = pickSlash(which);
        if (slashId == 0) return;
        vm.warp(block.timestamp + bound(wait, 0, 2 days));
        try vault.settleSlash(slashId) {
            ++steps["settle"];
        } catch {
            return;
        }
    }

    function voidSlash(uint256 which) external {
        uint256 slashId = pickSlash(which);
        if (slashId == 0) return;
        vm.prank(guardian);
        try vault.voidSlash(slashId) {
            ++steps["void"];
        } catch {
            return;
        }
    }

    function requestUnbond(uint256 who, uint256 amount) external {
        uint256 bonded = vault.stakeOf(actor(who)).bonded;
        if (bonded == 0) return;
        vm.prank(actor(who));
        vault.requestUnbond(bound(amount, 1, bonded));
        _requestedAfterLock[actor(who)] = vault.stakeOf(actor(who)).unbondingAfterLock;
        ++steps["request"];
    }

    function completeUnbond(uint256 who, uint256 wait) external {
        vm.warp(block.timestamp + bound(wait, 0, 10 days));
        vm.prank(actor(who));
        try vault.completeUnbond() {
            ++steps["complete"];
        } catch {
            return;
        }
        // What the vault knows by its list, checked by a search.
        for (uint256 i = 0; i < locks.length; ++i) {
            bool own = vault.lockOf(locks[i]).operator == actor(who);
            if (own && locks[i] <= _requestedAfterLock[actor(who)]) ++escapes;
        }
    }

    function withdraw(uint256 who) external {
        if (vault.creditOf(actor(who)) == 0) return;
        vm.prank(actor(who));
        withdrawn += vault.withdraw(actor(who));
        ++steps["withdraw"];
    }

    function lockedOf(address operator) external view returns (uint256 sum) {
        for (uint256 i = 0; i < locks.length; ++i) {
            IStakeVault.Lock memory record = vault.lockOf(locks[i]);
            if (record.operator == operator) sum += record.amount;
        }
    }

    function actor(uint256 who) private view returns (address chosen) {
        return actors[who % actors.length];
    }

    function pickSlash(uint256 which) private view returns (uint256 slashId) {
        return slashes.length == 0 ? 0 : slashes[which % slashes.length];
    }

    function takeLock(uint256 which) private returns (uint256 lockId) {
        uint256 index = which % locks.length;
        lockId = locks[index];
        locks[index] = locks[locks.length - 1];
        locks.pop();
    }
}

/// @notice What must hold after every sequence of calls.
contract StakeVaultInvariantTest is VaultFixture {
    VaultHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new VaultHandler(token, guardian);
        vault = IStakeVault(
            create("StakeVault.sol:StakeVault", abi.encode(address(token), guardian, vaultParameters()))
        );
        vault.initialize(address(handler), address(handler));
        handler.connect(vault);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev balance = bonded + unbonding + credits + held slashes + unassigned bounties + burned.
    function invariant_tokenBalanceIsTheSumOfAllClaims() public view {
        uint256 sum = vault.burned();
        for (uint256 i = 0; i < handler.actorCount(); ++i) {
            IStakeVault.Stake memory stake = vault.stakeOf(handler.actors(i));
            sum += uint256(stake.bonded) + stake.unbonding + vault.creditOf(handler.actors(i));
        }
        for (uint256 i = 0; i < handler.slashCount(); ++i) {
            IStakeVault.Slash memory record = vault.slashOf(handler.slashes(i));
            if (!record.voided) sum += record.amount - record.settled;
            if (!record.assigned) sum += record.bountySettled;
        }
        checkEqual(token.balanceOf(address(vault)), sum, "balance");
        checkEqual(sum, handler.deposited() - handler.withdrawn(), "nothing appears or disappears");
    }

    function invariant_lockedStakeIsCovered() public view {
        for (uint256 i = 0; i < handler.actorCount(); ++i) {
            address actor = handler.actors(i);
            IStakeVault.Stake memory stake = vault.stakeOf(actor);
            checkEqual(stake.locked, handler.lockedOf(actor), "locked is the sum of the open locks");
            checkAtMost(stake.locked, uint256(stake.bonded) + stake.unbonding, "nothing withdrawable while locked");
        }
    }

    function invariant_H7_noExitOverAnOlderLock() public view {
        checkEqual(handler.escapes(), 0, "exits over older locks");
    }

    function invariant_C2_aSlashPaysAtMostNineTenths() public view {
        for (uint256 i = 0; i < handler.slashCount(); ++i) {
            IStakeVault.Slash memory record = vault.slashOf(handler.slashes(i));
            uint256 paid = uint256(record.bounty) + record.compensation;
            checkAtMost(paid * 10, uint256(record.amount) * 9, "bounty and compensation");
            checkAtMost(record.bountySettled + record.compensationSettled, record.settled, "parts of what is final");
        }
    }

    /// @dev The machine reaches every kind of step; otherwise the invariants above would say little.
    function test_handler_reachesEveryStep() public {
        for (uint256 round = 0; round < 400; ++round) {
            uint256 random = uint256(keccak256(abi.encode(round)));
            uint256 which = random >> 16;
            uint256 amount = random >> 64;
            if (random % 11 == 0) handler.deposit(which, amount);
            else if (random % 11 == 1) handler.lock(which, amount);
            else if (random % 11 == 2) handler.unlock(which);
            else if (random % 11 == 3) handler.forfeit(which, amount, which >> 8);
            else if (random % 11 == 4) handler.slash(which, amount, amount);
            else if (random % 11 == 5) handler.assignBounty(which, amount);
            else if (random % 11 == 6) handler.settleSlash(which, amount);
            else if (random % 11 == 7) handler.voidSlash(which);
            else if (random % 11 == 8) handler.requestUnbond(which, amount);
            else if (random % 11 == 9) handler.completeUnbond(which, amount);
            else handler.withdraw(which);
            if (round % 20 != 0) continue;
            invariant_tokenBalanceIsTheSumOfAllClaims();
            invariant_lockedStakeIsCovered();
        }
        bytes32[11] memory names = [
            bytes32("deposit"),
            "lock",
            "unlock",
            "forfeit",
            "slash",
            "assign",
            "settle",
            "void",
            "request",
            "complete",
            "withdraw"
        ];
        for (uint256 i = 0; i < names.length; ++i) check(handler.steps(names[i]) > 0, string(abi.encode(names[i])));
    }
}
