using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Transactions;

/// <summary>Asks for accounts' nonces (<c>eth_getTransactionCount</c>).</summary>
public sealed class EthGetTransactionCount
{
    private readonly IClient _client;

    internal EthGetTransactionCount(IClient client) => _client = client;

    /// <summary>The account's count of sent transactions: its next nonce at the newest block.</summary>
    /// <param name="address">The account.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<HexBigInteger> SendRequestAsync(string address, CancellationToken cancellationToken = default) => SendRequestAsync(address, BlockParameter.CreateLatest(), cancellationToken);

    /// <summary>The account's count of sent transactions: its next nonce.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">The block at which to look.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<HexBigInteger> SendRequestAsync(string address, BlockParameter block, CancellationToken cancellationToken = default) =>
        _client.RequireAsync<HexBigInteger>("eth_getTransactionCount", cancellationToken, address, block);
}
