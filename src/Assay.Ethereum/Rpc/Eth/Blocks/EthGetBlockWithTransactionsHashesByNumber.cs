using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>Asks for blocks by number, with their transactions' hashes (<c>eth_getBlockByNumber</c>).</summary>
public sealed class EthGetBlockWithTransactionsHashesByNumber
{
    private readonly IClient _client;

    internal EthGetBlockWithTransactionsHashesByNumber(IClient client) => _client = client;

    /// <summary>A block; null where the node does not have it.</summary>
    /// <param name="blockParameter">The block.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<BlockWithTransactionHashes?> SendRequestAsync(BlockParameter blockParameter, CancellationToken cancellationToken = default) =>
        _client.QueryAsync<BlockWithTransactionHashes>("eth_getBlockByNumber", cancellationToken, blockParameter, false);

    /// <summary>A block; null where the node does not have it.</summary>
    /// <param name="number">The block's number.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<BlockWithTransactionHashes?> SendRequestAsync(HexBigInteger number, CancellationToken cancellationToken = default) =>
        SendRequestAsync(new BlockParameter(number), cancellationToken);

    /// <summary>Several blocks in one batch; null for each that the node does not have.</summary>
    /// <param name="numbers">The blocks' numbers.</param>
    public Task<List<BlockWithTransactionHashes?>> SendBatchRequestAsync(params HexBigInteger[] numbers) =>
        _client.QueryAllAsync<BlockWithTransactionHashes>("eth_getBlockByNumber", numbers.Select(number => new object?[] { number, false }), default);
}
