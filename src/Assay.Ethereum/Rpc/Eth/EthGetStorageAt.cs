using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth;

/// <summary>Asks for a contract's storage (<c>eth_getStorageAt</c>).</summary>
public sealed class EthGetStorageAt
{
    private readonly IClient _client;

    internal EthGetStorageAt(IClient client) => _client = client;

    /// <summary>One storage slot, 32 bytes in hexadecimal.</summary>
    /// <param name="address">The contract.</param>
    /// <param name="position">The slot.</param>
    /// <param name="block">The block at which to look; null means the newest.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<string> SendRequestAsync(string address, HexBigInteger position, BlockParameter? block = null, CancellationToken cancellationToken = default) =>
        _client.RequireAsync<string>("eth_getStorageAt", cancellationToken, address, position, block ?? BlockParameter.CreateLatest());
}
