using System.Diagnostics;

namespace Assay.Benchmarking;

/// <summary>Something whose single run is timed.</summary>
/// <param name="Name">What it is, for tables.</param>
/// <param name="Run">One run.</param>
public sealed record Contender(string Name, Action Run);

/// <summary>Times contenders in turns within one process, so that whatever else the machine does hits all of them alike.</summary>
public static class Measurement
{
    // The runtime compiles hot code anew after thirty calls and a tenth of a second without new code.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(60);

    /// <summary>The median time of a single run of each contender, in milliseconds, after a warm-up.</summary>
    /// <param name="contenders">What is compared.</param>
    /// <param name="turns">Turns of each contender, 1 or more; a turn is as many runs as fit into 60 ms, at least one.</param>
    /// <param name="cancellationToken">Looked at between runs.</param>
    public static IReadOnlyList<double> Medians(IReadOnlyList<Contender> contenders, int turns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contenders);
        ArgumentOutOfRangeException.ThrowIfLessThan(turns, 1);
        foreach (Contender contender in contenders)
            RunFor(s_warmUp, contender, [], cancellationToken);
        List<double>[] samples = [.. contenders.Select(_ => new List<double>())];
        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < contenders.Count; i++)
                RunFor(s_turn, contenders[i], samples[i], cancellationToken);
        }

        return [.. samples.Select(Median)];
    }

    /// <summary>The time of one run without warm-up, in milliseconds: for what is too slow to repeat.</summary>
    public static double Once(Action run)
    {
        ArgumentNullException.ThrowIfNull(run);
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void RunFor(TimeSpan span, Contender contender, List<double> samples, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            samples.Add(Once(contender.Run));
        }
        while (Stopwatch.GetElapsedTime(begin) < span);
    }

    private static double Median(List<double> samples)
    {
        samples.Sort();
        return samples[samples.Count / 2];
    }
}
