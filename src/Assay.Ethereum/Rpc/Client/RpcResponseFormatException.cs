namespace Nethereum.JsonRpc.Client;

/// <summary>What came back is no reply to the request: no JSON-RPC, another id, a result of another type, or too large.</summary>
public sealed class RpcResponseFormatException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">The method, the node's host, what was expected and what came.</param>
    /// <param name="innerException">The parser's error, if there is one.</param>
    public RpcResponseFormatException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
