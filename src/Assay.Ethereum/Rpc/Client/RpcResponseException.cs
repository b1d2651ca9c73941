namespace Nethereum.JsonRpc.Client;

/// <summary>The node answered a request with an error.</summary>
public class RpcResponseException : Exception
{
    /// <summary>Wraps a node's error.</summary>
    public RpcResponseException(RpcError rpcError) : this(rpcError, rpcError?.Message ?? "")
    {
    }

    /// <summary>Wraps a node's error.</summary>
    /// <param name="rpcError">The error.</param>
    /// <param name="message">The error's message with what was asked and whom.</param>
    public RpcResponseException(RpcError rpcError, string message) : base(message)
    {
        ArgumentNullException.ThrowIfNull(rpcError);
        RpcError = rpcError;
    }

    /// <summary>The node's error.</summary>
    public RpcError RpcError { get; }
}
