namespace Nethereum.JsonRpc.Client;

/// <summary>The node did not answer in time.</summary>
public sealed class RpcClientTimeoutException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">The method, the node's host and the time that was allowed.</param>
    /// <param name="innerException">The cause, if another error led here.</param>
    public RpcClientTimeoutException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
