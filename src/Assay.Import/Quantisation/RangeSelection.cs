namespace Assay.Import.Quantisation;

/// <summary>Chooses the range of a tensor from its histogram.</summary>
internal static class RangeSelection
{
    private const double KeptShare = 0.9999;
    private const int Candidates = 48;
    private const double SmallestFraction = 0.25;

    public static (double Low, double High) Choose(ValueHistogram histogram, RangeMethod method)
    {
        if (histogram.Count == 0)
            return (0, 0);
        double low = Math.Min(histogram.Minimum, 0f), high = Math.Max(histogram.Maximum, 0f);
        return method switch
        {
            RangeMethod.MinimumMaximum => (low, high),
            RangeMethod.Percentile => Percentile(histogram, low, high),
            _ => LeastError(histogram, low, high),
        };
    }

    private static (double Low, double High) Percentile(ValueHistogram histogram, double low, double high)
    {
        long cut = (long)(histogram.Count * (1 - KeptShare) / 2);
        int first = 0, last = ValueHistogram.BinCount - 1;
        for (long below = 0; first < last && (below += histogram.Counts[first]) <= cut;)
            first++;
        for (long above = 0; last > first && (above += histogram.Counts[last]) <= cut;)
            last--;
        double half = histogram.BinWidth / 2;
        return (Math.Clamp(histogram.Centre(first) - half, low, 0), Math.Clamp(histogram.Centre(last) + half, 0, high));
    }

    /// <summary>Shrinks the upper end while that helps, then the lower, then the upper once more.</summary>
    private static (double Low, double High) LeastError(ValueHistogram histogram, double low, double high)
    {
        (double Centre, long Count)[] bins = histogram.OccupiedBins();
        double bestHigh = Shrink(high, candidate => Error(bins, histogram.Count, low, candidate));
        double bestLow = Shrink(low, candidate => Error(bins, histogram.Count, candidate, bestHigh));
        bestHigh = Shrink(high, candidate => Error(bins, histogram.Count, bestLow, candidate));
        return (bestLow, bestHigh);
    }

    private static double Shrink(double end, Func<double, double> error)
    {
        if (end == 0)
            return 0;
        double best = end, bestError = error(end);
        for (int i = 1; i < Candidates; i++)
        {
            double candidate = end * (1 - ((1 - SmallestFraction) * i / (Candidates - 1)));
            double value = error(candidate);
            if (value < bestError)
                (best, bestError) = (candidate, value);
        }

        return best;
    }

    /// <summary>Sum of squared errors: a uniform rounding error inside the range, the distance to its end outside.</summary>
    private static double Error((double Centre, long Count)[] bins, long count, double low, double high)
    {
        double step = (high - low) / 255;
        double total = step * step / 12 * count;
        for (int i = 0; i < bins.Length && bins[i].Centre < low; i++)
            total += bins[i].Count * (low - bins[i].Centre) * (low - bins[i].Centre);
        for (int i = bins.Length - 1; i >= 0 && bins[i].Centre > high; i--)
            total += bins[i].Count * (bins[i].Centre - high) * (bins[i].Centre - high);
        return total;
    }
}
