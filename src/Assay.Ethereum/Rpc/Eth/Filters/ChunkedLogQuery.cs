using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Filters;

/// <summary>
/// Fetches the logs of a range of blocks. Nodes limit the blocks, the logs or the time of one query, each with its own
/// error; so a refused range is halved, and the length that went through is kept for what follows.
/// </summary>
internal sealed class ChunkedLogQuery
{
    private readonly IClient _client;

    public ChunkedLogQuery(IClient client) => _client = client;

    public async Task<FilterLog[]> GetLogsAsync(NewFilterInput filter, CancellationToken cancellationToken)
    {
        try
        {
            return await QueryAsync(filter, filter.FromBlock, filter.ToBlock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (MayBeTooLarge(exception))
        {
            var first = await ResolveAsync(filter.FromBlock, cancellationToken).ConfigureAwait(false);
            var last = await ResolveAsync(filter.ToBlock, cancellationToken).ConfigureAwait(false);
            if (first is null || last is null || last <= first) throw;
            return await GetInChunksAsync(filter, first.Value, last.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool MayBeTooLarge(Exception exception) => exception switch
    {
        // Invalid parameters, unknown method, parse error: a smaller range would not help. Some nodes do report limits as -32602.
        RpcResponseException response => response.RpcError.Code is not (-32700 or -32600 or -32601)
            && (response.RpcError.Code != -32602 || MentionsLimit(response.RpcError.Message)),
        RpcClientTimeoutException or RpcResponseFormatException => true,
        RpcClientUnknownException { IsTransient: false } unknown => unknown.Message.Contains("HTTP 413", StringComparison.Ordinal) || unknown.Message.Contains("HTTP 400", StringComparison.Ordinal),
        _ => false,
    };

    private static bool MentionsLimit(string message) =>
        message.Contains("range", StringComparison.OrdinalIgnoreCase) || message.Contains("limit", StringComparison.OrdinalIgnoreCase)
        || message.Contains("more than", StringComparison.OrdinalIgnoreCase) || message.Contains("exceed", StringComparison.OrdinalIgnoreCase);

    private async Task<FilterLog[]> GetInChunksAsync(NewFilterInput filter, BigInteger first, BigInteger last, CancellationToken cancellationToken)
    {
        var logs = new List<FilterLog>();
        var length = (last - first + 2) / 2;
        while (first <= last)
        {
            var end = BigInteger.Min(first + length - 1, last);
            try
            {
                logs.AddRange(await QueryAsync(filter, new BlockParameter(new HexBigInteger(first)), new BlockParameter(new HexBigInteger(end)), cancellationToken).ConfigureAwait(false));
                first = end + 1;
            }
            catch (Exception exception) when (MayBeTooLarge(exception) && end > first)
            {
                length = (end - first + 2) / 2;
            }
        }
        return [.. logs];
    }

    private Task<FilterLog[]> QueryAsync(NewFilterInput filter, BlockParameter? from, BlockParameter? to, CancellationToken cancellationToken) =>
        _client.RequireAsync<FilterLog[]>("eth_getLogs", cancellationToken, new NewFilterInput { FromBlock = from, ToBlock = to, Address = filter.Address, Topics = filter.Topics });

    private async Task<BigInteger?> ResolveAsync(BlockParameter? block, CancellationToken cancellationToken)
    {
        if (block?.BlockNumber is { } number) return number.Value;
        if (block?.ParameterType == BlockParameter.BlockParameterType.earliest) return BigInteger.Zero;
        if (block is null or { ParameterType: BlockParameter.BlockParameterType.latest or BlockParameter.BlockParameterType.pending })
            return (await _client.RequireAsync<HexBigInteger>("eth_blockNumber", cancellationToken).ConfigureAwait(false)).Value;
        var header = await _client.QueryAsync<BlockWithTransactionHashes>("eth_getBlockByNumber", cancellationToken, block, false).ConfigureAwait(false);
        return header?.Number?.Value;
    }
}
