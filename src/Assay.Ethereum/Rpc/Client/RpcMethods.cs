using System.Collections.Frozen;

namespace Nethereum.JsonRpc.Client;

/// <summary>Which methods may be repeated when nobody knows whether the first attempt arrived.</summary>
internal static class RpcMethods
{
    private static readonly FrozenSet<string> NotRepeatable = new[]
    {
        "eth_sendTransaction", "eth_sendRawTransaction", "eth_newFilter", "eth_newBlockFilter", "eth_newPendingTransactionFilter",
        // A filter's changes are handed out once.
        "eth_getFilterChanges", "eth_uninstallFilter", "eth_subscribe", "eth_unsubscribe",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsRepeatable(string method) =>
        (method.StartsWith("eth_", StringComparison.Ordinal) || method.StartsWith("net_", StringComparison.Ordinal) || method.StartsWith("web3_", StringComparison.Ordinal))
        && !NotRepeatable.Contains(method);
}
