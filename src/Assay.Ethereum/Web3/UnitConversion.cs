using System.Numerics;

namespace Nethereum.Util;

/// <summary>Converts between wei and coins, or between any token's base units and its whole ones.</summary>
public sealed class UnitConversion
{
    private const int CoinDecimals = 18;

    internal UnitConversion()
    {
    }

    /// <summary>Coins in wei.</summary>
    /// <param name="amount">Coins; fractions finer than a wei are an error.</param>
    public BigInteger ToWei(decimal amount) => ToWei(amount, CoinDecimals);

    /// <summary>Whole units in base units.</summary>
    /// <param name="amount">Whole units.</param>
    /// <param name="decimalPlacesFromUnit">Decimals of the token, 0 to 77.</param>
    /// <exception cref="ArgumentException">The amount is finer than a base unit.</exception>
    public BigInteger ToWei(decimal amount, int decimalPlacesFromUnit)
    {
        RequireDecimals(decimalPlacesFromUnit);
        // A decimal is an integer of 96 bits, a sign and a count of decimals: exact, unlike a product of decimals.
        var bits = decimal.GetBits(amount);
        var digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        var exponent = decimalPlacesFromUnit - ((bits[3] >> 16) & 0xff);
        if (amount < 0) digits = -digits;
        if (exponent >= 0) return digits * BigInteger.Pow(10, exponent);
        var value = BigInteger.DivRem(digits, BigInteger.Pow(10, -exponent), out var rest);
        return rest.IsZero ? value : throw new ArgumentException($"{amount} has more than {decimalPlacesFromUnit} decimals.", nameof(amount));
    }

    /// <summary>Wei in coins.</summary>
    /// <param name="value">Wei.</param>
    /// <param name="decimalPlacesToUnit">Decimals of the token, 0 to 77.</param>
    /// <returns>Whole units, rounded towards zero where a decimal cannot hold all digits.</returns>
    /// <exception cref="OverflowException">The amount exceeds a decimal.</exception>
    public decimal FromWei(BigInteger value, int decimalPlacesToUnit = CoinDecimals)
    {
        RequireDecimals(decimalPlacesToUnit);
        var whole = BigInteger.DivRem(value, BigInteger.Pow(10, decimalPlacesToUnit), out var rest);
        var fractionDigits = Math.Min(decimalPlacesToUnit, 28);
        var fraction = rest / BigInteger.Pow(10, decimalPlacesToUnit - fractionDigits);
        var result = (decimal)whole;
        return result + ((decimal)fraction / (decimal)BigInteger.Pow(10, fractionDigits));
    }

    private static void RequireDecimals(int decimals)
    {
        if (decimals is < 0 or > 77) throw new ArgumentOutOfRangeException(nameof(decimals), decimals, "Expected 0 to 77 decimals.");
    }
}
