using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>A real factor as TFLite has it: multiplier · 2^(shift − 31).</summary>
/// <param name="Multiplier">0, or in [2^30, 2^31) as it comes from a real factor.</param>
/// <param name="Shift">Positive to the left, negative to the right.</param>
internal readonly record struct TfliteScale(int Multiplier, int Shift)
{
    private const int FractionBits = 31;

    /// <summary>Factors below 2^−32 become 0, as they do in TFLite.</summary>
    private const int SmallestShift = -31;

    /// <summary>The multiplier and shift that TFLite computes from a real factor, for an instruction.</summary>
    /// <exception cref="ImportException">The factor is negative or not finite, or its shift does not fit an instruction.</exception>
    public static TfliteScale FromReal(double factor, TfliteOperator source) => Of(factor, source, FractionBits - RescaleShift.Smallest);

    /// <summary>As <see cref="FromReal"/>, for values that are computed at import.</summary>
    /// <exception cref="ImportException">The factor is negative or not finite, or 2^31 or more.</exception>
    public static TfliteScale ForTable(double factor, TfliteOperator source) => Of(factor, source, FractionBits);

    /// <summary>The shift of an instruction's rescale, which counts to the right.</summary>
    public byte RightShift => (byte)(FractionBits - Shift);

    /// <summary>What TFLite computes: two roundings, the second away from zero.</summary>
    public int Apply(int value)
    {
        int left = Math.Max(Shift, 0), right = Math.Max(-Shift, 0);
        return FixedPointMath.RoundingShiftRight(FixedPointMath.HighProduct(unchecked(value << left), Multiplier), right);
    }

    /// <summary>The stage of an epilogue that computes the same as <see cref="Apply"/>, then adds a zero point and clamps.</summary>
    public RescaleStage Stage(int zeroPoint, int low, int high) => new(Multiplier, RightShift, zeroPoint, low, high, DoubleRounding: true);

    private static TfliteScale Of(double factor, TfliteOperator source, int largestShift)
    {
        if (!double.IsFinite(factor) || factor < 0)
            throw source.Error($"its scales give the factor {factor}; expected a finite number of at least 0");
        if (factor == 0)
            return default;
        int shift = Math.ILogB(factor) + 1;
        long multiplier = (long)Math.Round(Math.ScaleB(factor, FractionBits - shift), MidpointRounding.AwayFromZero);
        if (multiplier == 1L << FractionBits)
            (multiplier, shift) = (multiplier / 2, shift + 1);
        if (shift < SmallestShift)
            return default;
        return shift <= largestShift
            ? new TfliteScale((int)multiplier, shift)
            : throw source.Error($"its scales give the factor {factor:G4}; expected less than 2^{largestShift}");
    }
}

/// <summary>Shifts that a valid instruction may have.</summary>
internal static class RescaleShift
{
    public const int Smallest = 2, Largest = 62;
}
