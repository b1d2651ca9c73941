using System.Net.Http.Headers;
using Nethereum.Contracts.Services;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Accounts;
using Nethereum.RPC.TransactionManagers;
using Nethereum.RPC.TransactionReceipts;
using Nethereum.Util;
using Nethereum.Web3.Accounts;

namespace Nethereum.Web3;

/// <summary>A node, and an account that sends through it. Safe for use from many threads; make one and keep it.</summary>
public sealed class Web3 : IWeb3
{
    private const string LocalNode = "http://localhost:8545/";

    /// <summary>A node without an account: reads only.</summary>
    /// <param name="client">The node's client.</param>
    public Web3(IClient client) : this(null, client, false)
    {
    }

    /// <summary>A node and an account.</summary>
    /// <param name="account">The account: an <see cref="Accounts.Account"/>.</param>
    /// <param name="client">The node's client.</param>
    public Web3(IAccount account, IClient client) : this(account, client, true)
    {
    }

    /// <summary>A node without an account: reads only.</summary>
    /// <param name="url">The node's URL.</param>
    /// <param name="authenticationHeader">How to authenticate, or null.</param>
    public Web3(string url = LocalNode, AuthenticationHeaderValue? authenticationHeader = null) : this(null, new RpcClient(new Uri(url), authenticationHeader), false)
    {
    }

    /// <summary>A node and an account.</summary>
    /// <param name="account">The account: an <see cref="Accounts.Account"/>.</param>
    /// <param name="url">The node's URL.</param>
    /// <param name="authenticationHeader">How to authenticate, or null.</param>
    public Web3(IAccount account, string url = LocalNode, AuthenticationHeaderValue? authenticationHeader = null)
        : this(account, new RpcClient(new Uri(url), authenticationHeader), true)
    {
    }

    private Web3(IAccount? account, IClient client, bool needsAccount)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (needsAccount) ArgumentNullException.ThrowIfNull(account);
        if (account is not (null or Account)) throw new ArgumentException($"Expected an account with a private key but got a {account.GetType().Name}.", nameof(account));
        Client = client;
        TransactionManager = new AccountSignerTransactionManager(client, (Account?)account);
        Eth = new EthApiContractService(client, TransactionManager);
    }

    /// <inheritdoc/>
    public IClient Client { get; }

    /// <inheritdoc/>
    public IEthApiContractService Eth { get; }

    /// <inheritdoc/>
    public ITransactionManager TransactionManager { get; }

    /// <inheritdoc/>
    public ITransactionReceiptService TransactionReceiptPolling => TransactionManager.TransactionReceiptService;

    /// <summary>Converts between wei and other units.</summary>
    public static UnitConversion Convert { get; } = new();
}
