using System.Numerics;

namespace Nethereum.Hex.HexTypes;

/// <summary>Conversions between numbers and JSON-RPC quantities.</summary>
public static class HexBigIntegerNumberExtensions
{
    /// <summary>The quantity of a number.</summary>
    public static HexBigInteger ToHexBigInteger(this ulong value) => new(value);

    /// <summary>The quantity of a number, which must not be negative.</summary>
    public static HexBigInteger ToHexBigInteger(this int value) => new(value);

    /// <summary>The quantity of a number, which must not be negative.</summary>
    public static HexBigInteger ToHexBigInteger(this BigInteger value) => new(value);

    /// <summary>The number as 64 bits; throws <see cref="OverflowException"/> where it is larger.</summary>
    public static ulong ToUlong(this HexBigInteger value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (ulong)value.Value;
    }
}
