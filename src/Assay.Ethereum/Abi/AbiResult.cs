using System.Numerics;

namespace Assay.Ethereum.Abi;

/// <summary>Hands a function's single return value to callers as the type they ask for. Generated code calls this.</summary>
public static class AbiResult
{
    /// <summary>An integer as any integer type that holds it.</summary>
    /// <exception cref="AbiException">The value does not fit.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="TResult"/> is no integer type.</exception>
    public static TResult Integer<TResult>(BigInteger value, string function)
    {
        if (typeof(TResult) == typeof(BigInteger)) return (TResult)(object)value;
        try
        {
            if (typeof(TResult) == typeof(byte)) return (TResult)(object)(byte)value;
            if (typeof(TResult) == typeof(sbyte)) return (TResult)(object)(sbyte)value;
            if (typeof(TResult) == typeof(ushort)) return (TResult)(object)(ushort)value;
            if (typeof(TResult) == typeof(short)) return (TResult)(object)(short)value;
            if (typeof(TResult) == typeof(uint)) return (TResult)(object)(uint)value;
            if (typeof(TResult) == typeof(int)) return (TResult)(object)(int)value;
            if (typeof(TResult) == typeof(ulong)) return (TResult)(object)(ulong)value;
            if (typeof(TResult) == typeof(long)) return (TResult)(object)(long)value;
        }
        catch (OverflowException)
        {
            throw new AbiException(function, $"the returned {value} does not fit {typeof(TResult).Name}.");
        }

        throw Mismatch<TResult>(function, nameof(BigInteger));
    }

    /// <summary>Any other value, which must have the type asked for.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public static TResult Value<TResult, TValue>(TValue value, string function) =>
        value is TResult result ? result : throw Mismatch<TResult>(function, typeof(TValue).ToString());

    private static InvalidOperationException Mismatch<TResult>(string function, string actual) =>
        new($"{function} returns {actual}, it cannot be read as {typeof(TResult)}.");
}
