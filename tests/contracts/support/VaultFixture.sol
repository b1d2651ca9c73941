// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountySource} from "../../../contracts/interfaces/IBountySource.sol";
import {IStakeVault} from "../../../contracts/interfaces/IStakeVault.sol";
import {TestToken} from "../../../contracts/mocks/TestToken.sol";
import {Test} from "./Test.sol";

/// @notice A vault whose escrow and game is the test itself.
abstract contract VaultFixture is Test, IBountySource {
    /// @dev What the escrow and the game say about a claim.
    struct Verdict {
        address client;
        uint256 cover;
        bool isDecided;
        address winner;
    }

    uint64 internal constant UNBONDING_DELAY = 7 days;
    uint64 internal constant SLASH_HOLD = 3 days;
    uint16 internal constant BOUNTY_SHARE = 4_000;
    uint16 internal constant CLIENT_SHARE = 5_000;
    uint16 internal constant DAILY_SLASH_SHARE = 5_000;

    TestToken internal token;
    IStakeVault internal vault;

    address internal operator;
    address internal client;
    address internal challenger;
    address internal guardian;
    address internal stranger;
    mapping(uint256 claimId => Verdict verdict) private _verdicts;
    uint256 private _lastClaim;

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        operator = account("operator");
        client = account("client");
        challenger = account("challenger");
        guardian = account("guardian");
        stranger = account("stranger");
        token = new TestToken();
        vault = IStakeVault(
            create("StakeVault.sol:StakeVault", abi.encode(address(token), guardian, vaultParameters()))
        );
        vault.initialize(address(this), address(this));
    }

    function vaultParameters() internal pure returns (IStakeVault.Parameters memory values) {
        values = IStakeVault.Parameters({
            unbondingDelay: UNBONDING_DELAY,
            slashHold: SLASH_HOLD,
            bountyShare: BOUNTY_SHARE,
            clientShare: CLIENT_SHARE,
            dailySlashShare: DAILY_SLASH_SHARE
        });
    }

    function coverOf(uint256 claimId) external view returns (address client_, uint256 cover) {
        return (_verdicts[claimId].client, _verdicts[claimId].cover);
    }

    function bountyOf(address, uint256 claimId) external view returns (bool isDecided, address beneficiary) {
        return (_verdicts[claimId].isDecided, _verdicts[claimId].winner);
    }

    /// @dev Each lock backs a claim of its own.
    function lock(address who, uint256 amount) internal returns (uint256 lockId) {
        return vault.lock(who, amount, ++_lastClaim);
    }

    function slash(uint256 lockId, address to, uint256 cover) internal returns (uint256 slashId) {
        slashId = vault.slash(lockId);
        Verdict storage verdict = _verdicts[vault.slashOf(slashId).claimId];
        (verdict.client, verdict.cover) = (to, cover);
    }

    /// @dev The game decides who earned the bounty.
    function decideBounty(uint256 slashId, address winner) internal {
        Verdict storage verdict = _verdicts[vault.slashOf(slashId).claimId];
        (verdict.isDecided, verdict.winner) = (true, winner);
    }

    function deposit(address to, uint256 amount) internal {
        token.mint(address(this), amount);
        token.approve(address(vault), amount);
        vault.deposit(to, amount);
    }

    function requestUnbond(address who, uint256 amount) internal {
        vm.prank(who);
        vault.requestUnbond(amount);
    }

    function completeUnbond(address who) internal returns (uint256 amount) {
        vm.prank(who);
        return vault.completeUnbond();
    }

    /// @dev Settles over as many days as the daily limit asks for.
    function settleFully(uint256 slashId) internal {
        vm.warp(vault.slashOf(slashId).heldUntil);
        for (uint256 day = 0; day < 10; ++day) {
            vault.settleSlash(slashId);
            IStakeVault.Slash memory record = vault.slashOf(slashId);
            if (record.settled == record.amount) return;
            vm.warp(block.timestamp + 1 days);
        }
        revert AssertionFailed("a slash becomes final within 1 / daily share days");
    }
}
