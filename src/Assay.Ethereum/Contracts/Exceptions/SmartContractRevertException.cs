namespace Nethereum.ABI.FunctionEncoding;

/// <summary>A contract reverted with a text, a panic or nothing at all.</summary>
public sealed class SmartContractRevertException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">The contract's text, or what the panic means.</param>
    /// <param name="encodedData">The revert data in hexadecimal; <c>0x</c> where there are none.</param>
    /// <param name="innerException">The node's error, if one led here.</param>
    public SmartContractRevertException(string message, string encodedData, Exception? innerException = null)
        : base($"Smart contract error: {message}", innerException)
    {
        RevertMessage = message;
        EncodedData = encodedData;
    }

    /// <summary>The contract's text, or what the panic means.</summary>
    public string RevertMessage { get; }

    /// <summary>The revert data in hexadecimal; <c>0x</c> where there are none.</summary>
    public string EncodedData { get; }

    /// <summary>The transaction that reverted; null where it was a call or an estimate.</summary>
    public string? TransactionHash { get; init; }

    /// <summary>The panic's code (see <c>Panic(uint256)</c>), or null where it was none.</summary>
    public int? PanicCode { get; init; }
}
