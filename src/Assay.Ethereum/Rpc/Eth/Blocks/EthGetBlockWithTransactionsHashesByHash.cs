using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>Asks for blocks by hash, with their transactions' hashes (<c>eth_getBlockByHash</c>).</summary>
public sealed class EthGetBlockWithTransactionsHashesByHash
{
    private readonly IClient _client;

    internal EthGetBlockWithTransactionsHashesByHash(IClient client) => _client = client;

    /// <summary>A block; null where the node does not have it.</summary>
    /// <param name="blockHash">The block's hash.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<BlockWithTransactionHashes?> SendRequestAsync(string blockHash, CancellationToken cancellationToken = default) =>
        _client.QueryAsync<BlockWithTransactionHashes>("eth_getBlockByHash", cancellationToken, blockHash, false);
}
