using System.Numerics;
using Assay.Protocol.Chain;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Protocol.Tokens;

/// <summary>The ERC-20 of stake and payments, from the acting account's side. Amounts are in the token's smallest unit.</summary>
public sealed class TokenClient
{
    private readonly ChainConnection chain;
    private readonly ContractEndpoint contract;

    internal TokenClient(ChainConnection chain, string address)
    {
        this.chain = chain;
        contract = new ContractEndpoint(chain, "Token", address);
    }

    /// <summary>The token's address.</summary>
    public string Address => contract.Address;

    /// <summary>An account's balance.</summary>
    public Task<BigInteger> BalanceOfAsync(string account, CancellationToken cancellation) =>
        contract.QueryAsync<BalanceOfFunction, BigInteger>("balanceOf", new BalanceOfFunction { Account = account }, cancellation);

    /// <summary>Decimal places for people.</summary>
    public Task<byte> DecimalsAsync(CancellationToken cancellation) =>
        contract.QueryAsync<DecimalsFunction, byte>("decimals", new DecimalsFunction(), cancellation);

    /// <summary>Makes tokens out of nothing; only the development token can.</summary>
    public Task<TransactionReceipt> MintAsync(string to, BigInteger amount, CancellationToken cancellation) =>
        contract.SendAsync("mint", new MintFunction { To = to, Amount = amount }, cancellation);

    /// <summary>Makes sure that <paramref name="spender"/> may take <paramref name="amount"/> from the acting account, which must have it.</summary>
    /// <exception cref="ProtocolException">The balance is too small.</exception>
    internal async Task EnsureAllowanceAsync(string spender, BigInteger amount, CancellationToken cancellation)
    {
        var balance = await BalanceOfAsync(chain.Account, cancellation).ConfigureAwait(false);
        if (balance < amount)
            throw new ProtocolException($"expected a balance of at least {amount} of token {Address}, but {chain.Account} has {balance}");
        var allowance = await contract.QueryAsync<AllowanceFunction, BigInteger>("allowance", new AllowanceFunction { Owner = chain.Account, Spender = spender }, cancellation).ConfigureAwait(false);
        if (allowance < amount)
            await contract.SendAsync("approve", new ApproveFunction { Spender = spender, Value = amount }, cancellation).ConfigureAwait(false);
    }
}
