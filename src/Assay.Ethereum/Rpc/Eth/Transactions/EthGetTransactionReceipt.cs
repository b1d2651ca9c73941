using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Transactions;

/// <summary>Asks for transactions' receipts (<c>eth_getTransactionReceipt</c>).</summary>
public sealed class EthGetTransactionReceipt
{
    private readonly IClient _client;

    internal EthGetTransactionReceipt(IClient client) => _client = client;

    /// <summary>A transaction's receipt; null while it is not mined.</summary>
    /// <param name="transactionHash">The transaction's hash.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<TransactionReceipt?> SendRequestAsync(string transactionHash, CancellationToken cancellationToken = default) =>
        _client.QueryAsync<TransactionReceipt>("eth_getTransactionReceipt", cancellationToken, transactionHash);

    /// <summary>The same of several transactions, in one batch.</summary>
    /// <param name="transactionHashes">The transactions' hashes.</param>
    public Task<List<TransactionReceipt?>> SendBatchRequestAsync(params string[] transactionHashes) =>
        _client.QueryAllAsync<TransactionReceipt>("eth_getTransactionReceipt", transactionHashes.Select(hash => new object?[] { hash }), default);
}
