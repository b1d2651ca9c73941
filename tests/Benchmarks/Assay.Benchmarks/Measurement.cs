using System.Diagnostics;

namespace Assay.Benchmarks;

/// <summary>Something whose single run is timed.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Run">One run.</param>
internal sealed record Contender(string Name, Action Run);

/// <summary>Times contenders in turns within one process, so that whatever else the machine does hits all of them alike.</summary>
internal static class Measurement
{
    private const int WarmUpRuns = 20;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(60);

    /// <summary>The median time of a single run of each contender, in milliseconds.</summary>
    internal static double[] Medians(IReadOnlyList<Contender> contenders, int turns)
    {
        foreach (Contender contender in contenders)
        {
            for (int i = 0; i < WarmUpRuns; i++)
                contender.Run();
        }

        List<double>[] samples = [.. contenders.Select(_ => new List<double>())];
        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < contenders.Count; i++)
                TakeTurn(contenders[i], samples[i]);
        }

        return [.. samples.Select(Median)];
    }

    /// <summary>The time of one run without warm-up, in milliseconds: for what is too slow to repeat.</summary>
    internal static double Once(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void TakeTurn(Contender contender, List<double> samples)
    {
        long begin = Stopwatch.GetTimestamp();
        do
        {
            samples.Add(Once(contender.Run));
        }
        while (Stopwatch.GetElapsedTime(begin) < s_turn);
    }

    private static double Median(List<double> samples)
    {
        samples.Sort();
        return samples[samples.Count / 2];
    }
}
