using System.Numerics;
using Assay.Contracts.StakeVault.ContractDefinition;
using Assay.Protocol.Chain;
using Assay.Protocol.Tokens;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Protocol.Staking;

/// <summary>Operators' stake. Amounts are in the stake token's smallest unit.</summary>
public sealed class StakeClient
{
    private readonly ChainConnection chain;
    private readonly ContractEndpoint contract;

    internal StakeClient(ChainConnection chain)
    {
        this.chain = chain;
        contract = new ContractEndpoint(chain, "StakeVault", chain.Deployment["StakeVault"]);
    }

    /// <summary>The stake's token.</summary>
    public async Task<TokenClient> TokenAsync(CancellationToken cancellation) =>
        new(chain, await contract.QueryAsync<TokenFunction, string>("token", new TokenFunction(), cancellation).ConfigureAwait(false));

    /// <summary>Adds the acting account's tokens to its own stake, approving them first where needed.</summary>
    public async Task<TransactionReceipt> DepositAsync(BigInteger amount, CancellationToken cancellation)
    {
        var token = await TokenAsync(cancellation).ConfigureAwait(false);
        await token.EnsureAllowanceAsync(contract.Address, amount, cancellation).ConfigureAwait(false);
        return await contract.SendAsync("deposit", new DepositFunction { Operator = chain.Account, Amount = amount }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Adds the acting account's tokens to its own stake in one transaction: a signed EIP-2612 permit takes the approval's place.</summary>
    /// <param name="amount">How many, in the token's smallest unit.</param>
    /// <param name="deadline">The last second in which the permit is good.</param>
    /// <param name="cancellation">Stops the deposit.</param>
    /// <exception cref="ProtocolException">The token takes no permits, the connection has no key to sign with, or the deposit was refused.</exception>
    public async Task<TransactionReceipt> DepositWithPermitAsync(BigInteger amount, DateTimeOffset deadline, CancellationToken cancellation)
    {
        var token = await TokenAsync(cancellation).ConfigureAwait(false);
        var permit = await token.SignPermitAsync(contract.Address, amount, deadline, cancellation).ConfigureAwait(false);
        var message = new DepositWithPermitFunction { Operator = chain.Account, Amount = amount, Deadline = permit.Deadline, V = permit.V, R = permit.R, S = permit.S };
        return await contract.SendAsync("depositWithPermit", message, cancellation).ConfigureAwait(false);
    }

    /// <summary>An operator's stake.</summary>
    public async Task<OperatorStake> StakeOfAsync(string account, CancellationToken cancellation)
    {
        var stake = (await contract.QueryObjectAsync<StakeOfFunction, StakeOfOutputDTO>("stakeOf", new StakeOfFunction { Operator = account }, cancellation).ConfigureAwait(false)).Stake;
        var available = await contract.QueryAsync<AvailableOfFunction, BigInteger>("availableOf", new AvailableOfFunction { Operator = account }, cancellation).ConfigureAwait(false);
        return new OperatorStake(stake.Bonded, stake.Unbonding, stake.Locked, available, stake.UnbondableAt == 0 ? null : DateTimeOffset.FromUnixTimeSeconds((long)stake.UnbondableAt));
    }

    /// <summary>Starts to take stake out.</summary>
    public Task<TransactionReceipt> RequestUnbondAsync(BigInteger amount, CancellationToken cancellation) =>
        contract.SendAsync("requestUnbond", new RequestUnbondFunction { Amount = amount }, cancellation);

    /// <summary>Credits what is unbonding, after the delay.</summary>
    public Task<TransactionReceipt> CompleteUnbondAsync(CancellationToken cancellation) =>
        contract.SendAsync("completeUnbond", new CompleteUnbondFunction(), cancellation);

    /// <summary>A slash.</summary>
    public async Task<SlashRecord> SlashAsync(ulong slashId, CancellationToken cancellation)
    {
        var slash = (await contract.QueryObjectAsync<SlashOfFunction, SlashOfOutputDTO>("slashOf", new SlashOfFunction { SlashId = slashId }, cancellation).ConfigureAwait(false)).Record;
        return new SlashRecord(slash.Operator, slash.Beneficiary, slash.Amount, slash.Bounty, slash.Compensation, slash.Settled, slash.Voided, DateTimeOffset.FromUnixTimeSeconds((long)slash.HeldUntil));
    }

    /// <summary>Makes a slash final as far as its hold and the daily limit allow.</summary>
    public Task<TransactionReceipt> SettleSlashAsync(ulong slashId, CancellationToken cancellation) =>
        contract.SendAsync("settleSlash", new SettleSlashFunction { SlashId = slashId }, cancellation);

    /// <summary>What an account can withdraw from the vault.</summary>
    public Task<BigInteger> CreditOfAsync(string account, CancellationToken cancellation) =>
        contract.QueryAsync<CreditOfFunction, BigInteger>("creditOf", new CreditOfFunction { Account = account }, cancellation);

    /// <summary>Withdraws the acting account's whole credit.</summary>
    public Task<TransactionReceipt> WithdrawAsync(string to, CancellationToken cancellation) =>
        contract.SendAsync("withdraw", new WithdrawFunction { To = to }, cancellation);
}

/// <summary>An operator's stake, in the token's smallest unit.</summary>
/// <param name="Bonded">Stake that can back claims.</param>
/// <param name="Unbonding">Stake on its way out, still slashable.</param>
/// <param name="Locked">Collateral of open claims.</param>
/// <param name="Available">Bonded less locked.</param>
/// <param name="UnbondableAt">When unbonding may complete.</param>
public sealed record OperatorStake(BigInteger Bonded, BigInteger Unbonding, BigInteger Locked, BigInteger Available, DateTimeOffset? UnbondableAt);

/// <summary>A slash, in the stake token's smallest unit.</summary>
/// <param name="Operator">Whose stake.</param>
/// <param name="Beneficiary">Who earned the bounty.</param>
/// <param name="Amount">What was taken.</param>
/// <param name="Bounty">The beneficiary's part.</param>
/// <param name="Compensation">The client's part.</param>
/// <param name="Settled">What is final.</param>
/// <param name="Voided">Whether the guardian voided it.</param>
/// <param name="HeldUntil">From when on it can become final.</param>
public sealed record SlashRecord(
    string Operator, string Beneficiary, BigInteger Amount, BigInteger Bounty, BigInteger Compensation, BigInteger Settled, bool Voided, DateTimeOffset HeldUntil);
