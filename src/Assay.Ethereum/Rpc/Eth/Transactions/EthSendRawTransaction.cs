using Nethereum.JsonRpc.Client;

namespace Nethereum.RPC.Eth.Transactions;

/// <summary>Hands signed transactions to the node (<c>eth_sendRawTransaction</c>).</summary>
public sealed class EthSendRawTransaction
{
    private readonly IClient _client;

    internal EthSendRawTransaction(IClient client) => _client = client;

    /// <summary>Hands over a signed transaction.</summary>
    /// <param name="signedTransactionData">The encoded transaction, in hexadecimal with <c>0x</c>.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    /// <returns>The transaction's hash.</returns>
    public Task<string> SendRequestAsync(string signedTransactionData, CancellationToken cancellationToken = default) =>
        _client.RequireAsync<string>("eth_sendRawTransaction", cancellationToken, signedTransactionData);
}
