using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth;

/// <summary>Asks for contracts' code (<c>eth_getCode</c>).</summary>
public sealed class EthGetCode
{
    private readonly IClient _client;

    internal EthGetCode(IClient client) => _client = client;

    /// <summary>The account's code at the newest block, in hexadecimal; <c>0x</c> where it is no contract.</summary>
    /// <param name="address">The account.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<string> SendRequestAsync(string address, CancellationToken cancellationToken = default) => SendRequestAsync(address, BlockParameter.CreateLatest(), cancellationToken);

    /// <summary>The account's code, in hexadecimal; <c>0x</c> where it is no contract.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">The block at which to look.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<string> SendRequestAsync(string address, BlockParameter block, CancellationToken cancellationToken = default) =>
        _client.RequireAsync<string>("eth_getCode", cancellationToken, address, block);
}
