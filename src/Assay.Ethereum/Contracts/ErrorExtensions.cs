using Assay.Ethereum.Abi;

namespace Nethereum.Contracts;

/// <summary>Decoding of the custom errors in revert data.</summary>
public static class ErrorExtensions
{
    /// <summary>Whether revert data begin with the selector of <typeparamref name="TError"/>.</summary>
    /// <param name="data">Revert data in hexadecimal; null and malformed text are no error's data.</param>
    public static bool IsExceptionEncodedDataForError<TError>(this string? data)
        where TError : class, new() => Matches(MessageCodecs.Get<TError>(), data);

    /// <summary>Whether revert data begin with the selector of <paramref name="errorType"/>.</summary>
    public static bool IsExceptionEncodedDataForError(this string? data, Type errorType) => Matches(MessageCodecs.Get(errorType), data);

    /// <summary>The error in revert data, or null where they hold another one.</summary>
    /// <exception cref="AbiException">The selector matches but the parameters are malformed.</exception>
    public static TError? DecodeExceptionEncodedData<TError>(this string? data)
        where TError : class, new() =>
        data.IsExceptionEncodedDataForError<TError>() ? MessageCodecs.Get<TError>().DecodeCall(Assay.Primitives.Hex.Decode(data)) : null;

    /// <summary>The error in revert data, or null where they hold another one than <paramref name="errorType"/>.</summary>
    /// <exception cref="AbiException">The selector matches but the parameters are malformed.</exception>
    public static object? DecodeExceptionEncodedData(this string? data, Type errorType)
    {
        var codec = MessageCodecs.Get(errorType);
        return Matches(codec, data) ? codec.DecodeCallToObject(Assay.Primitives.Hex.Decode(data)) : null;
    }

    /// <summary>The error in revert data as the first of <paramref name="errorTypes"/> whose selector matches, or null.</summary>
    /// <exception cref="AbiException">A selector matches but the parameters are malformed.</exception>
    public static object? FindAndDecodeToErrorExceptionData(this List<Type> errorTypes, string? data)
    {
        ArgumentNullException.ThrowIfNull(errorTypes);
        foreach (var type in errorTypes)
        {
            if (data.DecodeExceptionEncodedData(type) is { } error) return error;
        }

        return null;
    }

    private static bool Matches(MessageCodec codec, string? data)
    {
        var digits = data.AsSpan();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) digits = digits[2..];
        Span<byte> selector = stackalloc byte[MessageCodec.SelectorBytes];
        return digits.Length >= 2 * selector.Length && Assay.Primitives.Hex.IsValid(digits)
            && Convert.FromHexString(digits[..(2 * selector.Length)], selector, out _, out _) == System.Buffers.OperationStatus.Done
            && codec.MatchesSelector(selector);
    }
}
