namespace Nethereum.JsonRpc.Client;

/// <summary>A JSON-RPC request.</summary>
public sealed class RpcRequest
{
    /// <summary>Makes a request.</summary>
    /// <param name="id">Ignored: the client numbers its requests itself, so that no two in flight share a number.</param>
    /// <param name="method">The method, such as <c>eth_blockNumber</c>.</param>
    /// <param name="parameterList">
    /// The parameters: null, strings, booleans, integers, decimals, quantities, block parameters, call inputs, filters, or arrays of these.
    /// </param>
    public RpcRequest(object? id, string method, params object?[] parameterList)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        Id = id;
        Method = method;
        RawParameters = parameterList ?? [];
    }

    /// <summary>The number that the caller gave; never sent.</summary>
    public object? Id { get; }

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>The parameters.</summary>
    public object?[] RawParameters { get; }
}
