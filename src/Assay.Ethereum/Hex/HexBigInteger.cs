using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using Nethereum.JsonRpc.Client.Json;

namespace Nethereum.Hex.HexTypes;

/// <summary>A non-negative integer of at most 256 bits as JSON-RPC carries it: a <c>0x</c>-prefixed hexadecimal <em>quantity</em>.</summary>
[JsonConverter(typeof(HexBigIntegerJsonConverter))]
public sealed class HexBigInteger : IEquatable<HexBigInteger>
{
    /// <summary>Makes the quantity that a hexadecimal text denotes.</summary>
    /// <param name="hex">Hexadecimal digits, with or without <c>0x</c>; at most 64 digits.</param>
    /// <exception cref="FormatException">The text is not such a quantity.</exception>
    public HexBigInteger(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        Value = Parse(hex);
    }

    /// <summary>Makes a quantity from a number.</summary>
    /// <param name="value">The number, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public HexBigInteger(BigInteger value)
    {
        if (value.Sign < 0) throw new ArgumentOutOfRangeException(nameof(value), value, "A JSON-RPC quantity cannot be negative.");
        Value = value;
    }

    /// <summary>The number.</summary>
    public BigInteger Value { get; }

    /// <summary>The number in hexadecimal with <c>0x</c> and without leading zeros; zero is <c>0x0</c>.</summary>
    public string HexValue => Format(Value);

    /// <summary>The number of a quantity.</summary>
    public static implicit operator BigInteger(HexBigInteger quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        return quantity.Value;
    }

    /// <summary>Whether two quantities are the same number, or both absent.</summary>
    public static bool operator ==(HexBigInteger? left, HexBigInteger? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two quantities are different numbers, or one is absent.</summary>
    public static bool operator !=(HexBigInteger? left, HexBigInteger? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(HexBigInteger? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HexBigInteger);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    internal static string Format(BigInteger value)
    {
        if (value.IsZero) return "0x0";
        // A leading zero digit marks the sign in .NET's own format.
        return string.Concat("0x", value.ToString("x", CultureInfo.InvariantCulture).AsSpan().TrimStart('0'));
    }

    private static BigInteger Parse(string hex)
    {
        var digits = hex.AsSpan();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) digits = digits[2..];
        // Some nodes write zero as "0x".
        if (digits.IsEmpty) return BigInteger.Zero;
        if (digits.Length > 64) throw new FormatException($"A quantity has at most 64 hexadecimal digits; this one has {digits.Length}.");
        foreach (var digit in digits)
            if (!char.IsAsciiHexDigit(digit)) throw new FormatException($"Expected a hexadecimal quantity but got '{hex}'.");
        if (digits.Length <= 16) return ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return BigInteger.Parse(string.Concat("0", digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
