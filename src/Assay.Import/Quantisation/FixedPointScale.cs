using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>A positive real factor as the arithmetic has it: multiplier · 2^−shift.</summary>
/// <param name="Multiplier">In [2^30, 2^31), except for factors so small that the largest shift is reached; 0 for 0.</param>
/// <param name="Shift">In [2, 62].</param>
public readonly record struct FixedPointScale(int Multiplier, int Shift)
{
    /// <summary>Smallest and largest shift of a valid instruction.</summary>
    public const int MinimumShift = 2, MaximumShift = 62;

    /// <summary>The factor 1, exact for every int32.</summary>
    public static FixedPointScale One { get; } = new(1 << 30, 30);

    /// <summary>The factor that is stored.</summary>
    public double Value => Math.ScaleB(Multiplier, -Shift);

    /// <summary>The nearest one whose multiplier has 16 bits: relative error at most 2^−16.</summary>
    public FixedPointScale ToShort()
    {
        long multiplier = (Multiplier + (ChannelRecord.ShortMultiplierUnit / 2L)) / ChannelRecord.ShortMultiplierUnit * ChannelRecord.ShortMultiplierUnit;
        return multiplier <= int.MaxValue ? new FixedPointScale((int)multiplier, Shift) : new FixedPointScale(1 << 30, Shift - 1);
    }

    /// <summary>Nearest representable factor: relative error at most 2^−31 for factors in [2^−32, 2^29).</summary>
    /// <param name="factor">A finite factor of at least 0, below 2^29.</param>
    /// <returns>The scale; smaller factors than 2^−32 lose precision gradually and end at 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative, not finite or too large.</exception>
    public static FixedPointScale FromReal(double factor)
    {
        if (!(factor >= 0) || factor >= 1 << 29)
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A rescale factor lies in [0, 2^29).");
        if (factor == 0)
            return new FixedPointScale(0, MaximumShift);
        int shift = Math.Min(30 - Math.ILogB(factor), MaximumShift);
        double multiplier = Math.Round(Math.ScaleB(factor, shift));
        if (multiplier > int.MaxValue)
            (multiplier, shift) = (1 << 30, shift - 1);
        return shift >= MinimumShift
            ? new FixedPointScale((int)multiplier, shift)
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, "A rescale factor lies in [0, 2^29) after rounding.");
    }
}
