using Assay.Ethereum.Abi;
using Assay.Primitives;
using Nethereum.Contracts.CQS;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.Contracts;

/// <summary>Encoding and decoding of function messages.</summary>
public static class FunctionMessageExtensions
{
    /// <summary>Selector and encoded parameters.</summary>
    /// <exception cref="AbiException">A parameter is null or out of its type's range; the message names it.</exception>
    public static byte[] GetCallData<TContractMessage>(this TContractMessage contractMessage)
        where TContractMessage : FunctionMessage, new() => MessageCodecs.Get<TContractMessage>().EncodeCall(contractMessage);

    /// <summary>keccak256 of <see cref="GetCallData{TContractMessage}(TContractMessage)"/>.</summary>
    public static byte[] GetCallDataHash<TContractMessage>(this TContractMessage contractMessage)
        where TContractMessage : FunctionMessage, new() => Keccak256.Hash(contractMessage.GetCallData());

    /// <summary>Fills the message with the parameters that call data hold, and returns it.</summary>
    /// <param name="contractMessage">The message to fill.</param>
    /// <param name="data">Call data in hexadecimal.</param>
    /// <exception cref="AbiException">The data are a call of another function, or malformed.</exception>
    /// <exception cref="FormatException">The text is no hexadecimal.</exception>
    public static TContractMessage DecodeInput<TContractMessage>(this TContractMessage contractMessage, string data)
        where TContractMessage : FunctionMessage, new() =>
        MessageCodecs.Get<TContractMessage>().DecodeCall(Assay.Primitives.Hex.Decode(data), contractMessage);

    /// <summary>Whether a transaction's input begins with the function's selector.</summary>
    public static bool IsTransactionForFunctionMessage<TContractMessage>(this Transaction transaction)
        where TContractMessage : FunctionMessage, new()
    {
        ArgumentNullException.ThrowIfNull(transaction);
        Span<byte> selector = stackalloc byte[MessageCodec.SelectorBytes];
        return TryReadSelector(transaction.Input, selector)
            && MessageCodecs.Get<TContractMessage>().MatchesSelector(selector);
    }

    /// <summary>The message that a transaction carries, with the transaction's terms.</summary>
    /// <exception cref="AbiException">The transaction calls another function, or its input is malformed.</exception>
    public static TContractMessage DecodeTransactionToFunctionMessage<TContractMessage>(this Transaction transaction)
        where TContractMessage : FunctionMessage, new() => new TContractMessage().DecodeTransaction(transaction);

    /// <summary>Fills the message with a transaction's input and terms, and returns it.</summary>
    /// <exception cref="AbiException">The transaction calls another function, or its input is malformed.</exception>
    public static TContractMessage DecodeTransaction<TContractMessage>(this TContractMessage contractMessage, Transaction transaction)
        where TContractMessage : FunctionMessage, new()
    {
        ArgumentNullException.ThrowIfNull(transaction);
        contractMessage.DecodeInput(transaction.Input);
        SetTerms(contractMessage, transaction);
        return contractMessage;
    }

    /// <summary>The message as an <c>eth_call</c> of <paramref name="contractAddress"/>.</summary>
    public static CallInput CreateCallInput<TContractMessage>(this TContractMessage contractMessage, string contractAddress)
        where TContractMessage : FunctionMessage, new()
    {
        var input = new CallInput(Assay.Primitives.Hex.Encode(contractMessage.GetCallData()), contractAddress);
        CopyTerms(contractMessage, input);
        return input;
    }

    /// <summary>The message as a transaction to <paramref name="contractAddress"/>.</summary>
    public static TransactionInput CreateTransactionInput<TContractMessage>(this TContractMessage contractMessage, string contractAddress)
        where TContractMessage : FunctionMessage, new()
    {
        var input = new TransactionInput(Assay.Primitives.Hex.Encode(contractMessage.GetCallData()), contractAddress);
        CopyTerms(contractMessage, input);
        return input;
    }

    internal static void CopyTerms(ContractMessageBase message, CallInput input)
    {
        input.From = message.FromAddress;
        input.Value = new HexBigInteger(message.AmountToSend);
        input.Gas = Hexadecimal(message.Gas);
        input.GasPrice = Hexadecimal(message.GasPrice);
        input.MaxFeePerGas = Hexadecimal(message.MaxFeePerGas);
        input.MaxPriorityFeePerGas = Hexadecimal(message.MaxPriorityFeePerGas);
        input.Type = message.TransactionType is { } type ? new HexBigInteger(type) : null;
        if (input is not TransactionInput transaction) return;
        transaction.Nonce = Hexadecimal(message.Nonce);
        transaction.AccessList = message.AccessList;
    }

    internal static void SetTerms(ContractMessageBase message, Transaction transaction)
    {
        message.FromAddress = transaction.From;
        message.AmountToSend = transaction.Value?.Value ?? 0;
        message.Gas = transaction.Gas?.Value;
        message.GasPrice = transaction.GasPrice?.Value;
        message.MaxFeePerGas = transaction.MaxFeePerGas?.Value;
        message.MaxPriorityFeePerGas = transaction.MaxPriorityFeePerGas?.Value;
        message.Nonce = transaction.Nonce?.Value;
        message.TransactionType = transaction.Type is { } type ? (byte)type.Value : null;
        message.AccessList = transaction.AccessList;
    }

    private static HexBigInteger? Hexadecimal(System.Numerics.BigInteger? value) => value is { } known ? new HexBigInteger(known) : null;

    private static bool TryReadSelector(string? input, Span<byte> selector)
    {
        var digits = input.AsSpan();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) digits = digits[2..];
        return digits.Length >= 2 * selector.Length
            && Convert.FromHexString(digits[..(2 * selector.Length)], selector, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
