using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>Asks for blocks by number, with their transactions in full (<c>eth_getBlockByNumber</c>).</summary>
public sealed class EthGetBlockWithTransactionsByNumber
{
    private readonly IClient _client;

    internal EthGetBlockWithTransactionsByNumber(IClient client) => _client = client;

    /// <summary>A block; null where the node does not have it.</summary>
    /// <param name="blockParameter">The block.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<BlockWithTransactions?> SendRequestAsync(BlockParameter blockParameter, CancellationToken cancellationToken = default) =>
        _client.QueryAsync<BlockWithTransactions>("eth_getBlockByNumber", cancellationToken, blockParameter, true);

    /// <summary>A block; null where the node does not have it.</summary>
    /// <param name="number">The block's number.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<BlockWithTransactions?> SendRequestAsync(HexBigInteger number, CancellationToken cancellationToken = default) =>
        SendRequestAsync(new BlockParameter(number), cancellationToken);

    /// <summary>Several blocks in one batch; null for each that the node does not have.</summary>
    /// <param name="numbers">The blocks' numbers.</param>
    public Task<List<BlockWithTransactions?>> SendBatchRequestAsync(params HexBigInteger[] numbers) =>
        _client.QueryAllAsync<BlockWithTransactions>("eth_getBlockByNumber", numbers.Select(number => new object?[] { number, true }), default);
}
