using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Filters;

/// <summary>Asks for logs (<c>eth_getLogs</c>).</summary>
public sealed class EthGetLogs
{
    private readonly IClient _client;

    internal EthGetLogs(IClient client) => _client = client;

    /// <summary>The logs that a filter lets through, in the order of the chain.</summary>
    /// <param name="newFilter">The filter. A long range of blocks is split where the node refuses it.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task<FilterLog[]> SendRequestAsync(NewFilterInput newFilter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(newFilter);
        return new ChunkedLogQuery(_client).GetLogsAsync(newFilter, cancellationToken);
    }
}
