namespace Assay.Import.Tflite.Lowering;

/// <summary>
/// The fixed-point functions by which TFLite defines its integer kernels. All numbers are raw int32 values; "Q0.31" says how many integer and
/// fraction bits they stand for.
/// </summary>
internal static class FixedPointMath
{
    private const int OneQ31 = int.MaxValue;

    /// <summary>exp(−2^i) in Q0.31 for i = −2 … 4.</summary>
    private static readonly int[] s_exponentials = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

    /// <summary>The high half of twice the product, rounded to nearest, halves upward; saturates where both are −2³¹.</summary>
    public static int HighProduct(int a, int b) =>
        a == int.MinValue && b == int.MinValue ? int.MaxValue : (int)((((long)a * b) + (1L << 30)) >> 31);

    /// <summary>Divides by a power of two, halves away from zero.</summary>
    public static int RoundingShiftRight(int value, int shift)
    {
        if (shift == 0)
            return value;
        long half = 1L << (shift - 1);
        return (int)((value + half - (value < 0 ? 1 : 0)) >> shift);
    }

    /// <summary>Multiplies by a power of two, saturating.</summary>
    public static int SaturatingShiftLeft(int value, int shift) => (int)Math.Clamp((long)value << shift, int.MinValue, int.MaxValue);

    /// <summary>e^a for a ≤ 0.</summary>
    /// <param name="a">The argument with <paramref name="integerBits"/> integer bits.</param>
    /// <param name="integerBits">At most 5.</param>
    /// <returns>Q0.31.</returns>
    public static int Exp(int a, int integerBits)
    {
        if (a == 0)
            return OneQ31;
        int fractionBits = 31 - integerBits;
        int quarter = 1 << (fractionBits - 2);
        int inQuarter = (a & (quarter - 1)) - quarter;
        int result = ExpInLastQuarter(SaturatingShiftLeft(inQuarter, integerBits));
        int remainder = inQuarter - a;
        for (int i = 0; i < s_exponentials.Length && integerBits > i - 2; i++)
        {
            if ((remainder & (1 << (fractionBits + i - 2))) != 0)
                result = HighProduct(result, s_exponentials[i]);
        }

        return result;
    }

    /// <summary>1 / (1 + x) for x in [0, 1), by three steps of Newton's method.</summary>
    /// <param name="x">Q0.31.</param>
    /// <returns>Q0.31.</returns>
    public static int Reciprocal(int x) => SaturatingShiftLeft(HalfReciprocal(x), 1);

    /// <summary>(1 − x) / (1 + x) for x in (0, 1).</summary>
    /// <param name="x">Q0.31.</param>
    /// <returns>Q0.31.</returns>
    public static int Ratio(int x) => SaturatingShiftLeft(HalfReciprocal(x) - ReciprocalConstants.One, 2);

    /// <summary>1 / (1 + e^−a).</summary>
    public static int Logistic(int a, int integerBits)
    {
        if (a == 0)
            return 1 << 30;
        int positive = Reciprocal(Exp(-Math.Abs(a), integerBits));
        return a > 0 ? positive : OneQ31 - positive;
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static int Tanh(int a, int integerBits)
    {
        if (a == 0)
            return 0;
        // Twice the argument is the same raw value with one integer bit more.
        int positive = Ratio(Exp(-Math.Abs(a), integerBits + 1));
        return a > 0 ? positive : -positive;
    }

    /// <summary>2 / (1 + x) in Q2.29.</summary>
    private static int HalfReciprocal(int x)
    {
        int half = (int)(((long)x + OneQ31 + 1) / 2);
        int estimate = ReciprocalConstants.Start + HighProduct(half, ReciprocalConstants.Slope);
        for (int i = 0; i < ReciprocalConstants.Steps; i++)
        {
            int error = ReciprocalConstants.One - HighProduct(half, estimate);
            estimate += SaturatingShiftLeft(HighProduct(estimate, error), 2);
        }

        return estimate;
    }

    /// <summary>e^a for a in [−1/4, 0), Q0.31: a polynomial about −1/8.</summary>
    private static int ExpInLastQuarter(int a)
    {
        const int Centre = 1895147668, Third = 715827883;
        int x = a + (1 << 28);
        int square = HighProduct(x, x), cube = HighProduct(square, x), fourth = HighProduct(square, square);
        int tail = RoundingShiftRight(HighProduct(RoundingShiftRight(fourth, 2) + cube, Third) + square, 1);
        return Centre + HighProduct(Centre, x + tail);
    }
}

/// <summary>Newton's method for the reciprocal as TFLite has it, in Q2.29.</summary>
internal static class ReciprocalConstants
{
    /// <summary>48/17.</summary>
    public const int Start = 1515870810;

    /// <summary>−32/17.</summary>
    public const int Slope = -1010580540;

    /// <summary>1.</summary>
    public const int One = 1 << 29;

    public const int Steps = 3;
}
