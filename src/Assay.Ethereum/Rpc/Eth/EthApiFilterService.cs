using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.Filters;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Requests about logs. There are no filters that live on the node: they vanish when it restarts, and nobody says so.</summary>
public sealed class EthApiFilterService
{
    internal EthApiFilterService(IClient client) => GetLogs = new EthGetLogs(client);

    /// <summary>Logs by filter.</summary>
    public EthGetLogs GetLogs { get; }
}
