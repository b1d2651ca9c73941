using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>513 samples of a real function, between which the arithmetic interpolates.</summary>
/// <param name="Entries">Samples at arguments −32768, −32640, …, 32768, in units of <paramref name="Scale"/>.</param>
/// <param name="Scale">Real value of one unit of an entry.</param>
internal sealed record InterpolationTable(short[] Entries, double Scale)
{
    public const int EntryCount = 513;
    public const int FractionSteps = FixedPoint.TableSteps;

    /// <summary>Samples a function of <c>argument · argumentScale</c> and scales it to the whole int16 range.</summary>
    public static InterpolationTable Of(Func<double, double> function, double argumentScale)
    {
        double[] samples = Sample(function, argumentScale);
        double largest = samples.Max(Math.Abs);
        return Create(samples, largest > 0 ? largest / short.MaxValue : 1);
    }

    /// <summary>Samples a function with a given scale; larger values saturate.</summary>
    public static InterpolationTable Of(Func<double, double> function, double argumentScale, double scale) =>
        Create(Sample(function, argumentScale), scale);

    private static double[] Sample(Func<double, double> function, double argumentScale) =>
        [.. Enumerable.Range(0, EntryCount).Select(i => function((i - (EntryCount / 2)) * FractionSteps * argumentScale))];

    private static InterpolationTable Create(double[] samples, double scale) =>
        new(Array.ConvertAll(samples, value => (short)Math.Clamp(Math.Round(value / scale), short.MinValue, short.MaxValue)), scale);
}
