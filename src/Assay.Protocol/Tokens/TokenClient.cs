using System.Numerics;
using Assay.Primitives.TypedData;
using Assay.Protocol.Chain;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Web3.Accounts;

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
        await EnsureBalanceAsync(amount, cancellation).ConfigureAwait(false);
        var allowance = await contract.QueryAsync<AllowanceFunction, BigInteger>("allowance", new AllowanceFunction { Owner = chain.Account, Spender = spender }, cancellation).ConfigureAwait(false);
        if (allowance < amount)
            await contract.SendAsync("approve", new ApproveFunction { Spender = spender, Value = amount }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Signs a permit with which <paramref name="spender"/> may take <paramref name="amount"/> from the acting account, which must have it.</summary>
    /// <param name="spender">Who may take the tokens.</param>
    /// <param name="amount">How many, in the smallest unit.</param>
    /// <param name="deadline">The last second in which the token takes the permit.</param>
    /// <param name="cancellation">Stops the questions to the node.</param>
    /// <exception cref="ProtocolException">The balance is too small, the token has no EIP-2612 permit, its domain is another than its name and address say, or the connection has no key.</exception>
    internal async Task<Permit> SignPermitAsync(string spender, BigInteger amount, DateTimeOffset deadline, CancellationToken cancellation)
    {
        if (chain.Web3.TransactionManager.Account is not Account account)
            throw new ProtocolException($"expected a connection with the private key of {chain.Account} to sign a permit, but it has none");
        await EnsureBalanceAsync(amount, cancellation).ConfigureAwait(false);
        var (nonce, separator) = await PermitStateAsync(cancellation).ConfigureAwait(false);
        // A signature is only given for a domain that names this token on this chain: a token could otherwise have one for another token signed.
        var expected = (await DomainAsync(cancellation).ConfigureAwait(false)).Separator();
        if (!separator.AsSpan().SequenceEqual(expected))
            throw new ProtocolException($"expected the permit domain separator {Primitives.Hex.Encode(expected)} of token {Address}, but it has {Primitives.Hex.Encode(separator)}; approve the amount instead");
        return Permit.Sign(account.PrivateKey, separator, spender, amount, nonce, deadline);
    }

    private async Task<(BigInteger Nonce, byte[] Separator)> PermitStateAsync(CancellationToken cancellation)
    {
        try
        {
            var nonce = await contract.QueryAsync<NoncesFunction, BigInteger>("nonces", new NoncesFunction { Owner = chain.Account }, cancellation).ConfigureAwait(false);
            return (nonce, await contract.QueryAsync<DomainSeparatorFunction, byte[]>("DOMAIN_SEPARATOR", new DomainSeparatorFunction(), cancellation).ConfigureAwait(false));
        }
        catch (Exception exception) when (IsMissingFunction(exception))
        {
            throw new ProtocolException($"expected token {Address} to take EIP-2612 permits, but it has none; approve the amount instead", exception);
        }
    }

    private async Task<Eip712Domain> DomainAsync(CancellationToken cancellation) => new()
    {
        Name = await contract.QueryAsync<NameFunction, string>("name", new NameFunction(), cancellation).ConfigureAwait(false),
        Version = await VersionAsync(cancellation).ConfigureAwait(false),
        ChainId = chain.Deployment.ChainId,
        VerifyingContract = Address,
    };

    private async Task<string> VersionAsync(CancellationToken cancellation)
    {
        try
        {
            return await contract.QueryAsync<VersionFunction, string>("version", new VersionFunction(), cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsMissingFunction(exception))
        {
            return "1";
        }
    }

    // A contract answers a function that it lacks with a revert without data.
    private static bool IsMissingFunction(Exception exception) => exception is ProtocolException or RpcResponseException;

    private async Task EnsureBalanceAsync(BigInteger amount, CancellationToken cancellation)
    {
        var balance = await BalanceOfAsync(chain.Account, cancellation).ConfigureAwait(false);
        if (balance < amount)
            throw new ProtocolException($"expected a balance of at least {amount} of token {Address}, but {chain.Account} has {balance}");
    }
}
