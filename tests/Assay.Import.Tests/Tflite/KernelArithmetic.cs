using System.Numerics;

namespace Assay.Import.Tests.Tflite;

/// <summary>
/// TFLite's requantisation written down a second time, with unbounded integers and divisions in the place of shifts, to compare programs with.
/// </summary>
internal static class KernelArithmetic
{
    /// <summary>value · factor, as the kernels round it.</summary>
    public static int Multiply(long value, double factor)
    {
        (BigInteger multiplier, int exponent) = Quantise(factor);
        BigInteger shifted = value * BigInteger.Pow(2, Math.Max(exponent, 0));
        BigInteger high = FloorDivide((shifted * multiplier) + BigInteger.Pow(2, 30), BigInteger.Pow(2, 31));
        return (int)DivideAwayFromZero(high, BigInteger.Pow(2, Math.Max(-exponent, 0)));
    }

    /// <summary>The quotient rounded to nearest, halves away from zero.</summary>
    public static BigInteger DivideAwayFromZero(BigInteger value, BigInteger divisor) =>
        value.Sign * ((2 * BigInteger.Abs(value)) + divisor) / (2 * divisor);

    public static sbyte Saturate(long value) => (sbyte)Math.Clamp(value, sbyte.MinValue, sbyte.MaxValue);

    private static (BigInteger Multiplier, int Exponent) Quantise(double factor)
    {
        int exponent = 0;
        for (; factor >= 1; exponent++)
            factor /= 2;
        for (; factor < 0.5; exponent--)
            factor *= 2;
        var multiplier = new BigInteger(Math.Floor((factor * 2147483648.0) + 0.5));
        return multiplier == BigInteger.Pow(2, 31) ? (multiplier / 2, exponent + 1) : (multiplier, exponent);
    }

    private static BigInteger FloorDivide(BigInteger value, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(value, divisor, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}
