namespace Assay.Inference.Cpu.Epilogues;

/// <summary>The terms of <see cref="FixedPoint.Scale"/>, one by one, as vectors need them.</summary>
internal static class Scaling
{
    private const long DoubleRoundingNudge = 1L << 30;

    /// <summary>The shift that is really used: <c>min(s &amp; 63, 62)</c>.</summary>
    public static int EffectiveShift(byte shift) => Math.Min(shift & 63, 62);

    /// <summary>Half of the last place that is shifted out, 0 where nothing is.</summary>
    public static long Rounding(byte shift)
    {
        int effective = EffectiveShift(shift);
        return effective == 0 ? 0 : 1L << (effective - 1);
    }

    /// <summary>What double rounding adds for values from 0 on and takes off below; 0 where it does not apply.</summary>
    public static long Nudge(byte shift, bool doubleRounding) => doubleRounding && EffectiveShift(shift) > 31 ? DoubleRoundingNudge : 0;
}
