namespace Nethereum.Contracts;

/// <summary>A contract reverted with a custom error whose class is known.</summary>
/// <typeparam name="TCustomError">The error's class.</typeparam>
public sealed class SmartContractCustomErrorRevertException<TCustomError> : SmartContractCustomErrorRevertException
    where TCustomError : class
{
    internal SmartContractCustomErrorRevertException(SmartContractCustomErrorRevertException innerException, TCustomError customError)
        : base($"Smart contract custom error {typeof(TCustomError).Name}", innerException.ExceptionEncodedData, innerException)
    {
        CustomError = customError;
        TransactionHash = innerException.TransactionHash;
    }

    /// <summary>The error's parameters.</summary>
    public TCustomError CustomError { get; }
}
