using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.JsonRpc.Client;
using HexText = Assay.Primitives.Hex;

namespace Nethereum.Contracts;

/// <summary>Makes the typed exception of a revert from the node's error.</summary>
internal static class RevertExceptionFactory
{
    private const int ExecutionError = 3;

    // keccak256("Error(string)") and keccak256("Panic(uint256)"), first four bytes.
    private static readonly byte[] ErrorSelector = [0x08, 0xc3, 0x79, 0xa0];
    private static readonly byte[] PanicSelector = [0x4e, 0x48, 0x7b, 0x71];

    /// <summary>Makes the exception of a revert; false where the node's error is none.</summary>
    /// <param name="exception">The node's error.</param>
    /// <param name="transactionHash">The transaction, where one was sent.</param>
    /// <param name="revert">The typed exception, whose inner exception is the node's.</param>
    public static bool TryCreate(RpcResponseException exception, string? transactionHash, [NotNullWhen(true)] out Exception? revert)
    {
        revert = null;
        var error = exception.RpcError;
        var data = error.GetDataAsString();
        if (data is { Length: > 2 })
        {
            revert = CreateFromData(data, transactionHash, exception);
        }
        else if (error.Code == ExecutionError || MentionsRevert(error.Message))
        {
            revert = new SmartContractRevertException(error.Message, "0x", exception) { TransactionHash = transactionHash };
        }
        return revert is not null;
    }

    /// <summary>Makes the exception that revert data mean.</summary>
    public static Exception CreateFromData(string data, string? transactionHash, Exception? innerException)
    {
        var bytes = HexText.Decode(data);
        var selector = bytes.AsSpan(0, Math.Min(4, bytes.Length));
        if (selector.SequenceEqual(ErrorSelector) && TryReadText(bytes.AsSpan(4), out var text))
            return new SmartContractRevertException(text, data, innerException) { TransactionHash = transactionHash };
        if (selector.SequenceEqual(PanicSelector) && bytes.Length == 36)
        {
            var code = new BigInteger(bytes.AsSpan(4), isUnsigned: true, isBigEndian: true);
            var number = code <= byte.MaxValue ? (int)code : -1;
            return new SmartContractRevertException(DescribePanic(code), data, innerException) { TransactionHash = transactionHash, PanicCode = number };
        }
        if (bytes.Length < 4) return new SmartContractRevertException($"reverted with data {data}", data, innerException) { TransactionHash = transactionHash };
        return new SmartContractCustomErrorRevertException(data, innerException) { TransactionHash = transactionHash };
    }

    private static bool MentionsRevert(string message) =>
        message.Contains("execution reverted", StringComparison.OrdinalIgnoreCase) || message.Contains("reverted", StringComparison.OrdinalIgnoreCase)
        || message.Contains("VM Exception while processing transaction", StringComparison.OrdinalIgnoreCase);

    // The codes are those of Solidity's documentation.
    private static string DescribePanic(BigInteger code) => $"panic 0x{(int)BigInteger.Min(code, int.MaxValue):x2}: " + (code <= byte.MaxValue ? (int)code : -1) switch
    {
        0x00 => "generic compiler panic",
        0x01 => "assertion failed",
        0x11 => "arithmetic overflow or underflow",
        0x12 => "division or modulo by zero",
        0x21 => "value is none of the enumeration's",
        0x22 => "storage byte array is incorrectly encoded",
        0x31 => "pop of an empty array",
        0x32 => "array index out of bounds",
        0x41 => "too much memory allocated",
        0x51 => "call of a zero-initialised internal function",
        _ => "unknown code",
    };

    private static bool TryReadText(ReadOnlySpan<byte> parameters, out string text)
    {
        text = "";
        if (parameters.Length < 64) return false;
        var offset = new BigInteger(parameters[..32], isUnsigned: true, isBigEndian: true);
        var length = new BigInteger(parameters.Slice(32, 32), isUnsigned: true, isBigEndian: true);
        if (offset != 32 || length > parameters.Length - 64) return false;
        text = Encoding.UTF8.GetString(parameters.Slice(64, (int)length));
        return true;
    }
}
