using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Transactions;

/// <summary>Asks for transactions (<c>eth_getTransactionByHash</c>).</summary>
public sealed class EthGetTransactionByHash
{
    private readonly IClient _client;

    internal EthGetTransactionByHash(IClient client) => _client = client;

    /// <summary>A transaction, mined or pending; null where the node knows none of that hash.</summary>
    /// <param name="transactionHash">The transaction's hash.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<Transaction?> SendRequestAsync(string transactionHash, CancellationToken cancellationToken = default) =>
        _client.QueryAsync<Transaction>("eth_getTransactionByHash", cancellationToken, transactionHash);

    /// <summary>The same of several transactions, in one batch.</summary>
    /// <param name="transactionHashes">The transactions' hashes.</param>
    public Task<List<Transaction?>> SendBatchRequestAsync(params string[] transactionHashes) =>
        _client.QueryAllAsync<Transaction>("eth_getTransactionByHash", transactionHashes.Select(hash => new object?[] { hash }), default);
}
