using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>Asks for the newest block's number (<c>eth_blockNumber</c>).</summary>
public sealed class EthBlockNumber
{
    private readonly IClient _client;

    internal EthBlockNumber(IClient client) => _client = client;

    /// <summary>The newest block's number.</summary>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<HexBigInteger> SendRequestAsync(CancellationToken cancellationToken = default) => _client.RequireAsync<HexBigInteger>("eth_blockNumber", cancellationToken);
}
