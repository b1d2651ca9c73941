using Assay.Ethereum.Abi;
using Assay.Primitives;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.Contracts;

/// <summary>Encoding and decoding of deployment messages.</summary>
public static class DeploymentMessageExtensions
{
    /// <summary>Creation code followed by the encoded constructor parameters.</summary>
    /// <exception cref="FormatException">The creation code is no hexadecimal or holds an unlinked library.</exception>
    /// <exception cref="AbiException">A parameter is null or out of its type's range; the message names it.</exception>
    public static byte[] GetDeploymentData<TContractMessage>(this TContractMessage contractMessage)
        where TContractMessage : ContractDeploymentMessage, new() =>
        MessageCodecs.Get<TContractMessage>().EncodeAfter(CreationCode(contractMessage), contractMessage);

    /// <summary>keccak256 of <see cref="GetDeploymentData{TContractMessage}(TContractMessage)"/>, the init code hash of CREATE2.</summary>
    public static byte[] GetDeploymentDataHash<TContractMessage>(this TContractMessage contractMessage)
        where TContractMessage : ContractDeploymentMessage, new() => Keccak256.Hash(contractMessage.GetDeploymentData());

    /// <summary>The message as a call with no receiver, for estimating gas.</summary>
    public static CallInput CreateCallInput<TContractMessage>(this TContractMessage contractMessage)
        where TContractMessage : ContractDeploymentMessage, new()
    {
        var input = new CallInput { Data = Assay.Primitives.Hex.Encode(contractMessage.GetDeploymentData()) };
        FunctionMessageExtensions.CopyTerms(contractMessage, input);
        return input;
    }

    /// <summary>The message as a transaction that creates the contract.</summary>
    public static TransactionInput CreateTransactionInput<TContractMessage>(this TContractMessage contractMessage)
        where TContractMessage : ContractDeploymentMessage, new()
    {
        var input = new TransactionInput { Data = Assay.Primitives.Hex.Encode(contractMessage.GetDeploymentData()) };
        FunctionMessageExtensions.CopyTerms(contractMessage, input);
        return input;
    }

    /// <summary>The message that a creating transaction carries, with the transaction's terms.</summary>
    /// <exception cref="AbiException">The input does not begin with the message's creation code, or the parameters are malformed.</exception>
    public static TContractMessage DecodeTransactionToDeploymentMessage<TContractMessage>(this Transaction transaction)
        where TContractMessage : ContractDeploymentMessage, new()
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var message = new TContractMessage();
        var code = CreationCode(message);
        var input = Assay.Primitives.Hex.Decode(transaction.Input);
        if (!input.AsSpan().StartsWith(code))
            throw new AbiException(typeof(TContractMessage).Name, "the transaction's input does not begin with the creation code.");
        MessageCodecs.Get<TContractMessage>().DecodeParameters(input.AsSpan(code.Length), message);
        FunctionMessageExtensions.SetTerms(message, transaction);
        return message;
    }

    private static byte[] CreationCode(ContractDeploymentMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var code = message.ByteCode;
        if (string.IsNullOrEmpty(code))
            throw new FormatException($"{message.GetType().Name} has no creation code: the contract is abstract or an interface.");
        // The compiler marks the address of a library that is not linked yet with underscores.
        var unlinked = code.IndexOf("__", StringComparison.Ordinal);
        if (unlinked >= 0)
            throw new FormatException($"{message.GetType().Name}: the creation code has an unlinked library at character {unlinked}.");
        return Assay.Primitives.Hex.Decode(code);
    }
}
