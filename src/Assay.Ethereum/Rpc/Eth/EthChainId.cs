using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;

namespace Nethereum.RPC.Eth;

/// <summary>Asks for the chain's id (<c>eth_chainId</c>).</summary>
public sealed class EthChainId
{
    private readonly IClient _client;

    internal EthChainId(IClient client) => _client = client;

    /// <summary>The chain's id.</summary>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<HexBigInteger> SendRequestAsync(CancellationToken cancellationToken = default) => _client.RequireAsync<HexBigInteger>("eth_chainId", cancellationToken);
}
