using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;

namespace Nethereum.RPC.Eth;

/// <summary>Asks for the price of gas (<c>eth_gasPrice</c>).</summary>
public sealed class EthGasPrice
{
    private readonly IClient _client;

    internal EthGasPrice(IClient client) => _client = client;

    /// <summary>What the node holds a fair price: wei for each unit of gas.</summary>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<HexBigInteger> SendRequestAsync(CancellationToken cancellationToken = default) => _client.RequireAsync<HexBigInteger>("eth_gasPrice", cancellationToken);
}
