namespace Nethereum.JsonRpc.Client;

/// <summary>The node could not be reached, broke the connection, or answered with an HTTP error.</summary>
public class RpcClientUnknownException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">The method, the node's host and what happened.</param>
    /// <param name="innerException">The cause, if another error led here.</param>
    public RpcClientUnknownException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>Whether the same request may well succeed a little later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the node asked to wait, if it did.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
