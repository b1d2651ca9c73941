namespace Assay.Ethereum.Rlp;

/// <summary>The bytes are not the one canonical RLP encoding of what was expected.</summary>
public sealed class RlpException : FormatException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What was expected, what was found, and where.</param>
    public RlpException(string message) : base(message)
    {
    }
}
