namespace Nethereum.Contracts;

/// <summary>A contract reverted with a custom error: from a call, an estimate, a send or a mined transaction alike.</summary>
public class SmartContractCustomErrorRevertException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="encodedData">The revert data in hexadecimal: selector and parameters.</param>
    /// <param name="innerException">The node's error, if one led here.</param>
    public SmartContractCustomErrorRevertException(string encodedData, Exception? innerException = null)
        : this($"Smart contract custom error with data {encodedData}", encodedData, innerException)
    {
    }

    private protected SmartContractCustomErrorRevertException(string message, string encodedData, Exception? innerException) : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(encodedData);
        ExceptionEncodedData = encodedData;
    }

    /// <summary>The revert data in hexadecimal: selector and parameters.</summary>
    public string ExceptionEncodedData { get; }

    /// <summary>The transaction that reverted; null where it was a call or an estimate.</summary>
    public string? TransactionHash { get; init; }

    /// <summary>Whether the error is of a class.</summary>
    public bool IsCustomErrorFor<TError>()
        where TError : class, new() => ExceptionEncodedData.IsExceptionEncodedDataForError<TError>();

    /// <summary>Whether the error is of a class.</summary>
    public bool IsCustomErrorFor(Type errorType) => ExceptionEncodedData.IsExceptionEncodedDataForError(errorType);

    /// <summary>The error's parameters.</summary>
    /// <exception cref="InvalidOperationException">It is another error; <see cref="IsCustomErrorFor{TError}"/> tells.</exception>
    public TError DecodeError<TError>()
        where TError : class, new() =>
        ExceptionEncodedData.DecodeExceptionEncodedData<TError>()
        ?? throw new InvalidOperationException($"The revert data {ExceptionEncodedData} are not those of {typeof(TError).Name}.");
}
