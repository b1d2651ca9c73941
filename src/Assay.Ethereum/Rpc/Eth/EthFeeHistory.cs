using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth;

/// <summary>Asks for past base fees and priority fees (<c>eth_feeHistory</c>).</summary>
public sealed class EthFeeHistory
{
    private readonly IClient _client;

    internal EthFeeHistory(IClient client) => _client = client;

    /// <summary>Fees of a range of blocks.</summary>
    /// <param name="blockCount">How many blocks.</param>
    /// <param name="highestBlockNumber">The last block.</param>
    /// <param name="rewardPercentiles">Percentiles, from 0 to 100, of the priority fees wanted; null wants none.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<FeeHistoryResult> SendRequestAsync(HexBigInteger blockCount, BlockParameter highestBlockNumber, decimal[]? rewardPercentiles = null, CancellationToken cancellationToken = default) =>
        _client.RequireAsync<FeeHistoryResult>("eth_feeHistory", cancellationToken, blockCount, highestBlockNumber, rewardPercentiles ?? []);
}
