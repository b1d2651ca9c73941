namespace Assay.Import.Quantisation;

/// <summary>
/// Counts of values in equal bins over [−R, R). R is a power of two that doubles as larger values come, merging bins in
/// pairs; so the counts depend on the values only, not on their order, and histograms can be added.
/// </summary>
internal sealed class ValueHistogram
{
    public const int BinCount = 4096;
    private const int Half = BinCount / 2;
    private const int SmallestExponent = -20;

    private long[] _counts = new long[BinCount];
    private int _exponent = SmallestExponent;

    public float Minimum { get; private set; } = float.PositiveInfinity;

    public float Maximum { get; private set; } = float.NegativeInfinity;

    public long Count { get; private set; }

    public double BinWidth => Math.ScaleB(2.0 / BinCount, _exponent);

    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Real value in the middle of a bin.</summary>
    public double Centre(int bin) => (bin + 0.5 - Half) * BinWidth;

    /// <summary>The bins with any value, in ascending order.</summary>
    public (double Centre, long Count)[] OccupiedBins() =>
        [.. Enumerable.Range(0, BinCount).Where(bin => _counts[bin] > 0).Select(bin => (Centre(bin), _counts[bin]))];

    public void Add(ReadOnlySpan<float> values)
    {
        float low = Minimum, high = Maximum;
        foreach (float value in values)
        {
            low = MathF.Min(low, value);
            high = MathF.Max(high, value);
        }

        // Bounds become NaN with any NaN among the values, and the comparison fails.
        if (!(MathF.Max(-low, high) < float.PositiveInfinity))
            throw new ImportException("Calibration: the float model computed a value that is not finite.");
        (Minimum, Maximum) = (low, high);
        Cover(MathF.Max(-low, high));
        float perUnit = (float)(1 / BinWidth);
        foreach (float value in values)
            _counts[Math.Clamp((int)MathF.Floor(value * perUnit) + Half, 0, BinCount - 1)]++;
        Count += values.Length;
    }

    public void Add(ValueHistogram other)
    {
        if (other.Count == 0)
            return;
        Minimum = MathF.Min(Minimum, other.Minimum);
        Maximum = MathF.Max(Maximum, other.Maximum);
        Cover(MathF.Max(-Minimum, Maximum));
        while (other._exponent < _exponent)
            other.Double();
        for (int bin = 0; bin < BinCount; bin++)
            _counts[bin] += other._counts[bin];
        Count += other.Count;
    }

    private void Cover(float magnitude)
    {
        while (magnitude >= Math.ScaleB(1, _exponent))
            Double();
    }

    private void Double()
    {
        long[] merged = new long[BinCount];
        for (int bin = 0; bin < BinCount; bin++)
            merged[(bin / 2) + (Half / 2)] += _counts[bin];
        _counts = merged;
        _exponent++;
    }
}
