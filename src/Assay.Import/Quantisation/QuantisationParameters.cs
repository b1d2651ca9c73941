namespace Assay.Import.Quantisation;

/// <summary>How integers stand for real numbers: real = (value − ZeroPoint) · Scale.</summary>
/// <param name="Scale">Size of one step; positive.</param>
/// <param name="ZeroPoint">The integer that stands for 0.</param>
public readonly record struct QuantisationParameters(double Scale, int ZeroPoint)
{
    private const int ScaleMantissaBits = 12;

    /// <summary>Asymmetric int8 parameters that cover a range and represent 0 exactly.</summary>
    /// <param name="low">Lower end; taken as 0 where it is above.</param>
    /// <param name="high">Upper end; taken as 0 where it is below.</param>
    /// <returns>The parameters. Their scale has 12 significant bits, so that float noise in the range seldom changes a program.</returns>
    public static QuantisationParameters Int8(double low, double high)
    {
        low = Math.Min(low, 0);
        high = Math.Max(high, 0);
        if (high - low < 1e-12)
            return new QuantisationParameters(1, 0);
        double scale = RoundScale((high - low) / 255);
        int zeroPoint = (int)Math.Clamp(Math.Round(-128 - (low / scale)), -128, 127);
        return new QuantisationParameters(scale, zeroPoint);
    }

    /// <summary>Int8 parameters that cover a range with a zero point that is given.</summary>
    /// <param name="low">Lower end; taken as 0 where it is above.</param>
    /// <param name="high">Upper end; taken as 0 where it is below.</param>
    /// <param name="zeroPoint">The zero point, −128 … 127. Where it leaves no value for one side of the range, the scale is infinite.</param>
    /// <returns>The parameters.</returns>
    public static QuantisationParameters Int8(double low, double high, int zeroPoint)
    {
        double below = zeroPoint > sbyte.MinValue ? -Math.Min(low, 0) / (zeroPoint - sbyte.MinValue) : low < 0 ? double.PositiveInfinity : 0;
        double above = zeroPoint < sbyte.MaxValue ? Math.Max(high, 0) / (sbyte.MaxValue - zeroPoint) : high > 0 ? double.PositiveInfinity : 0;
        double scale = Math.Max(below, above);
        return new QuantisationParameters(double.IsInfinity(scale) ? double.PositiveInfinity : scale < 1e-14 ? 1 : RoundScale(scale), zeroPoint);
    }

    /// <summary>Symmetric int16 parameters that cover a range.</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <returns>The parameters; the zero point is 0.</returns>
    public static QuantisationParameters Int16(double low, double high)
    {
        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        return new QuantisationParameters(largest < 1e-12 ? 1 : RoundScale(largest / short.MaxValue), 0);
    }

    /// <summary>The integer nearest to a real number, clamped to a range.</summary>
    /// <param name="real">The number; infinities end at the bounds.</param>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    /// <returns>The integer.</returns>
    public int Quantise(double real, int low, int high) => (int)Math.Clamp(Math.Round((real / Scale) + ZeroPoint), low, high);

    /// <summary>The real number that an integer stands for.</summary>
    /// <param name="value">The integer.</param>
    /// <returns>The number.</returns>
    public double Dequantise(int value) => (value - ZeroPoint) * Scale;

    private static double RoundScale(double scale)
    {
        double unit = Math.ScaleB(1, Math.ILogB(scale) - ScaleMantissaBits + 1);
        return Math.Ceiling(scale / unit) * unit;
    }
}
