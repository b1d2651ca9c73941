namespace Assay.Protocol.Chain;

/// <summary>A contract refused a call, or the chain is not in the state that the call expects. The message is one line that says what was expected and what came.</summary>
public sealed class ProtocolException : Exception
{
    /// <summary>Creates the error from its one-line message.</summary>
    public ProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error from its one-line message and its cause.</summary>
    public ProtocolException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
