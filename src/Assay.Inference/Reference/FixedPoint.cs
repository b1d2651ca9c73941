namespace Assay.Inference;

/// <summary>The scalar functions of the arithmetic: rescale, table, wrap.</summary>
public static class FixedPoint
{
    /// <summary>Steps between two entries of a table; what a table gives counts so many parts of an entry.</summary>
    public const int TableSteps = 128;

    private const int MaximumShift = 62;

    /// <summary>The low 32 bits as a signed number.</summary>
    public static int Wrap(long value) => unchecked((int)value);

    /// <summary>
    /// <c>(value * multiplier + rounding) &gt;&gt; shift</c>, exact in 64 bits. Defined for every multiplier and shift: only six bits of the
    /// shift count, and 63 is taken for 62.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="multiplier">The multiplier; channel records may hold a negative one.</param>
    /// <param name="shift">The shift.</param>
    /// <param name="doubleRounding">Adds or subtracts 2³⁰ by the sign of <paramref name="value"/> when the shift is above 31.</param>
    public static long Scale(int value, int multiplier, byte shift, bool doubleRounding)
    {
        int places = Math.Min(shift & 63, MaximumShift);
        long rounding = places == 0 ? 0 : 1L << (places - 1);
        if (doubleRounding && places > 31)
            rounding += value >= 0 ? 1L << 30 : -(1L << 30);
        return (((long)value * multiplier) + rounding) >> places;
    }

    /// <summary>The first of the two table entries between which an int16 lies.</summary>
    public static int TableIndex(int value) => (value >> 7) + 256;

    /// <summary>Interpolates between two neighbouring entries of a table; the result has seven fractional bits.</summary>
    /// <param name="value">The int16 that is looked up.</param>
    /// <param name="entry">The entry at <see cref="TableIndex"/>.</param>
    /// <param name="next">The entry after it.</param>
    public static int Interpolate(int value, int entry, int next) => (entry * TableSteps) + ((next - entry) * (value & (TableSteps - 1)));

    /// <summary><c>clamp(scale(value) + zero point, low, high)</c>.</summary>
    public static int Apply(RescaleStage stage, int value) => Apply(stage, value, stage.Multiplier, stage.Shift);

    /// <summary>As the other overload, with the multiplier and shift of a channel record.</summary>
    public static int Apply(RescaleStage stage, int value, int multiplier, byte shift)
    {
        long scaled = Scale(value, multiplier, shift, stage.DoubleRounding) + stage.ZeroPoint;
        return (int)Math.Clamp(scaled, stage.Low, stage.High);
    }
}
