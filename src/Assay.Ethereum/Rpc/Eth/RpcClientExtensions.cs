using Nethereum.JsonRpc.Client;

namespace Nethereum.RPC;

/// <summary>Requests whose result must be there.</summary>
internal static class RpcClientExtensions
{
    /// <summary>Sends a request whose result may be null.</summary>
    public static Task<T?> QueryAsync<T>(this IClient client, string method, CancellationToken cancellationToken, params object?[] parameters) =>
        client.SendRequestAsync<T>(new RpcRequest(null, method, parameters), cancellationToken);

    /// <summary>Sends a request whose result must not be null.</summary>
    public static async Task<T> RequireAsync<T>(this IClient client, string method, CancellationToken cancellationToken, params object?[] parameters)
        where T : class =>
        await client.QueryAsync<T>(method, cancellationToken, parameters).ConfigureAwait(false)
        ?? throw new RpcResponseFormatException($"{method}: expected a result but the node answered null.");

    /// <summary>Sends the same request for each of some parameter lists, in one batch.</summary>
    public static async Task<List<T?>> QueryAllAsync<T>(this IClient client, string method, IEnumerable<object?[]> parameterLists, CancellationToken cancellationToken)
    {
        var batch = new RpcBatch();
        var tasks = parameterLists.Select(parameters => batch.Add<T>(method, parameters)).ToList();
        if (tasks.Count == 0) return [];
        await client.SendBatchRequestAsync(batch, cancellationToken).ConfigureAwait(false);
        return [.. await Task.WhenAll(tasks).ConfigureAwait(false)];
    }
}
