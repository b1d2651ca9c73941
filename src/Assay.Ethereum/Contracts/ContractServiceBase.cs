using Assay.Ethereum.Abi;
using Nethereum.Contracts.ContractHandlers;

namespace Nethereum.Contracts;

/// <summary>What generated services of contracts have in common.</summary>
public abstract class ContractServiceBase
{
    /// <summary>For derived classes.</summary>
    /// <param name="contractHandler">The contract's handler.</param>
    protected ContractServiceBase(ContractHandler contractHandler)
    {
        ArgumentNullException.ThrowIfNull(contractHandler);
        ContractHandler = contractHandler;
    }

    /// <summary>Calls the contract's functions and sends it transactions.</summary>
    public ContractHandler ContractHandler { get; }

    /// <summary>The contract's address.</summary>
    public string ContractAddress => ContractHandler.ContractAddress;

    /// <summary>The messages of all functions.</summary>
    public abstract List<Type> GetAllFunctionTypes();

    /// <summary>The classes of all events.</summary>
    public abstract List<Type> GetAllEventTypes();

    /// <summary>The classes of all custom errors.</summary>
    public abstract List<Type> GetAllErrorTypes();

    /// <summary>The selectors of all functions, in hexadecimal without <c>0x</c>.</summary>
    public string[] GetAllFunctionSignatures() => [.. GetAllFunctionTypes().Select(type => Convert.ToHexStringLower(MessageCodecs.Get(type).Selector))];

    /// <summary>The first topics of all events, in hexadecimal without <c>0x</c>.</summary>
    public string[] GetAllEventsSignatures() => [.. GetAllEventTypes().Select(type => Convert.ToHexStringLower(MessageCodecs.Get(type).SignatureHash))];

    /// <summary>The selectors of all custom errors, in hexadecimal without <c>0x</c>.</summary>
    public string[] GetAllErrorsSignatures() => [.. GetAllErrorTypes().Select(type => Convert.ToHexStringLower(MessageCodecs.Get(type).Selector))];

    /// <summary>Throws a revert as the exception of its error's class, where the error is one of this contract's; returns otherwise.</summary>
    /// <param name="exception">The revert.</param>
    public void HandleCustomErrorException(SmartContractCustomErrorRevertException exception)
    {
        if (FindCustomErrorException(exception) is { } typed) throw typed;
    }

    /// <summary>A revert as the exception of its error's class; null where the error is none of this contract's.</summary>
    /// <param name="exception">The revert.</param>
    /// <returns>A <see cref="SmartContractCustomErrorRevertException{TCustomError}"/>.</returns>
    public Exception? FindCustomErrorException(SmartContractCustomErrorRevertException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var errorType = GetAllErrorTypes().Find(exception.IsCustomErrorFor);
        return errorType is null ? null : MessageCodecs.Get(errorType).CreateRevertException(exception);
    }
}
