namespace Assay.Inference.Cpu.Epilogues;

/// <summary>
/// Scales for vectors that keep only the upper 32 bits of a product. With a shift of 33 or more the rounding, <c>2^(shift − 1)</c>, is a multiple
/// of 2³², so that <c>(x · m + rounding) >> shift = ((x · m >> 32) + (rounding >> 32)) >> (shift − 32)</c>, exactly, and everything after the product fits
/// 32 bits. Smaller shifts are made larger by shifting the accumulator to the left first, where it is known to be small enough.
/// </summary>
internal sealed unsafe class HighHalfScales : IDisposable
{
    private const int LeastShift = 33;
    private const int GreatestShift = 62;

    private readonly NativeBuffer _values;

    private HighHalfScales(int period, bool isUniform)
    {
        int padded = (period + EpilogueParameters.Alignment) / EpilogueParameters.Alignment * EpilogueParameters.Alignment;
        _values = new NativeBuffer(4L * padded * sizeof(int));
        Multipliers = (int*)_values.Pointer;
        Roundings = Multipliers + padded;
        Shifts = Roundings + padded;
        Bias = Shifts + padded;
        IsUniform = isUniform;
    }

    /// <summary>Whether one scale serves for all.</summary>
    public bool IsUniform { get; }

    /// <summary>Whether <see cref="Bias"/> is to be added first.</summary>
    public bool HasBias { get; private init; }

    /// <summary>Places by which accumulators are shifted to the left before the product.</summary>
    public int PreShift { get; private init; }

    /// <summary>Added to products of accumulators from 0 on, taken off the others; 0 for nothing.</summary>
    public long Nudge { get; private init; }

    /// <summary>Multipliers; one more may be read behind the last.</summary>
    public int* Multipliers { get; }

    /// <summary>What is added to the upper half.</summary>
    public int* Roundings { get; }

    /// <summary>By how much the upper half is shifted.</summary>
    public int* Shifts { get; }

    /// <summary>What is added to accumulators.</summary>
    public int* Bias { get; }

    /// <summary>The scales, or null where they or the accumulators are too large.</summary>
    /// <param name="scales">One for each channel, or one for all.</param>
    /// <param name="bias">One for each channel, or none.</param>
    /// <param name="period">Entries before they repeat, a multiple of the number of scales.</param>
    /// <param name="doubleRounding">Whether shifts above 31 round twice.</param>
    /// <param name="accumulatorBound">No accumulator's magnitude is above this, the bias included.</param>
    public static HighHalfScales? Create(
        ReadOnlySpan<(int Multiplier, byte Shift)> scales, ReadOnlySpan<int> bias, int period, bool doubleRounding, long accumulatorBound)
    {
        int least = int.MaxValue;
        int greatest = 0;
        bool nudgesAll = doubleRounding;
        foreach ((int multiplier, byte shift) in scales)
        {
            least = Math.Min(least, Scaling.EffectiveShift(shift));
            greatest = Math.Max(greatest, Scaling.EffectiveShift(shift));
            nudgesAll &= Scaling.Nudge(shift, doubleRounding) != 0 && multiplier >= 0;
            if (doubleRounding && !nudgesAll)
                return null;
        }

        int preShift = Math.Max(0, LeastShift - least);
        if (least == 0 || preShift >= 31 || greatest + preShift > GreatestShift || (preShift > 0 && accumulatorBound << preShift > int.MaxValue))
            return null;
        long nudge = nudgesAll ? Scaling.Nudge(LeastShift, doubleRounding) << preShift : 0;
        HighHalfScales result = new(period, scales.Length == 1 && bias.IsEmpty) { PreShift = preShift, Nudge = nudge, HasBias = !bias.IsEmpty };
        for (int i = 0; i < period; i++)
        {
            (int multiplier, byte shift) = scales[i % scales.Length];
            int places = Scaling.EffectiveShift(shift) + preShift;
            result.Multipliers[i] = multiplier;
            result.Roundings[i] = 1 << (places - LeastShift);
            result.Shifts[i] = places - 32;
            result.Bias[i] = bias.IsEmpty ? 0 : bias[i % bias.Length];
        }

        return result;
    }

    public void Dispose() => _values.Dispose();
}
