using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth;

/// <summary>Asks for balances (<c>eth_getBalance</c>).</summary>
public sealed class EthGetBalance
{
    private readonly IClient _client;

    internal EthGetBalance(IClient client) => _client = client;

    /// <summary>The account's balance at the newest block, in wei.</summary>
    /// <param name="address">The account.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<HexBigInteger> SendRequestAsync(string address, CancellationToken cancellationToken = default) => SendRequestAsync(address, BlockParameter.CreateLatest(), cancellationToken);

    /// <summary>The account's balance, in wei.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">The block at which to look.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<HexBigInteger> SendRequestAsync(string address, BlockParameter block, CancellationToken cancellationToken = default) =>
        _client.RequireAsync<HexBigInteger>("eth_getBalance", cancellationToken, address, block);

    /// <summary>The balances of several accounts at the newest block, in wei, in one batch.</summary>
    /// <param name="addresses">The accounts.</param>
    public async Task<List<HexBigInteger>> SendBatchRequestAsync(params string[] addresses)
    {
        var latest = BlockParameter.CreateLatest();
        var balances = await _client.QueryAllAsync<HexBigInteger>("eth_getBalance", addresses.Select(address => new object?[] { address, latest }), default).ConfigureAwait(false);
        return balances.ConvertAll(balance => balance ?? throw new RpcResponseFormatException("eth_getBalance: expected a balance but the node answered null."));
    }
}
