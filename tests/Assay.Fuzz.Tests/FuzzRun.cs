using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using Assay.Fuzz.Tests.Mutations;
using Xunit.Abstractions;

namespace Assay.Fuzz.Tests;

/// <summary>What became of one mutated file.</summary>
internal enum FuzzOutcome
{
    /// <summary>One clear error.</summary>
    Refused,

    /// <summary>A valid program, which also ran.</summary>
    Ran,

    /// <summary>Valid, and not run: too much work here, or only read.</summary>
    Accepted,
}

/// <summary>
/// Runs many cases on a thread of its own, and fails where one ends in another exception than those documented, in an error without words, that takes too
/// long or too much memory. The number of the running case is kept in a mapped file, which outlives a crash of the process.
/// </summary>
internal sealed class FuzzRun(string kind, ITestOutputHelper output, Func<Exception, bool> isDocumented)
{
    private const int WatchMilliseconds = 100;
    private const int LongestMilliseconds = 10_000;
    private const long MostBytesOfOneCase = 512L * 1024 * 1024;
    private const long MostBytesOfProcess = 2L * 1024 * 1024 * 1024;
    private const int MostFailures = 12;

    private readonly int[] _outcomes = new int[Enum.GetValues<FuzzOutcome>().Length];
    private readonly string _casePath = Path.Combine(Path.GetTempPath(), $"assay-fuzz-{kind}.case");
    private long _current;
    private readonly List<string> _failures = [];
    private TimeSpan _longest;
    private ulong _longestCase;

    /// <summary>The number of cases with an outcome.</summary>
    internal int Count(FuzzOutcome outcome) => _outcomes[(int)outcome];

    /// <summary>Runs the cases, or the single one that was asked for.</summary>
    internal void Run(ulong usualCases, Func<FuzzRandom, FuzzOutcome> body)
    {
        (ulong first, ulong end) = FuzzSettings.OnlyCase is { } only ? (only, only + 1) : (0, FuzzSettings.Cases(usualCases));
        Stopwatch clock = Stopwatch.StartNew();
        var worker = new Thread(() => Work(first, end, body)) { IsBackground = true, Name = $"fuzz {kind}" };
        worker.Start();
        Watch(worker);
        if (_failures.Count > 0)
            Assert.Fail(string.Join(Environment.NewLine, _failures));
        File.Delete(_casePath);
        long peak = Process.GetCurrentProcess().PeakWorkingSet64;
        output.WriteLine(
            $"{kind}: {end - first} cases from seed {FuzzSettings.Seed} in {clock.Elapsed.TotalSeconds:F1} s: {Count(FuzzOutcome.Refused)} refused, "
            + $"{Count(FuzzOutcome.Ran)} ran, {Count(FuzzOutcome.Accepted)} not run; longest {_longest.TotalMilliseconds:F0} ms (case {_longestCase}); "
            + $"peak {peak >> 20} MiB");
        peak.Should().BeLessThan(MostBytesOfProcess);
    }

    /// <summary>Waits for the worker. Time is counted in ticks of this thread, so that a process that was stopped for a while does not look like a hang.</summary>
    private void Watch(Thread worker)
    {
        long seen = -1;
        int ticks = 0;
        while (!worker.Join(WatchMilliseconds))
        {
            long current = Interlocked.Read(ref _current);
            ticks = current == seen ? ticks + 1 : 0;
            seen = current;
            if (ticks * WatchMilliseconds > LongestMilliseconds)
                Assert.Fail($"{Describe((ulong)seen)} is still running after {LongestMilliseconds} ms");
        }
    }

    private void Work(ulong first, ulong end, Func<FuzzRandom, FuzzOutcome> body)
    {
        using var file = MemoryMappedFile.CreateFromFile(_casePath, FileMode.Create, null, sizeof(ulong));
        using MemoryMappedViewAccessor view = file.CreateViewAccessor();
        for (ulong index = first; index < end && _failures.Count < MostFailures; index++)
        {
            view.Write(0, index);
            Interlocked.Exchange(ref _current, (long)index);
            RunCase(index, body);
        }
    }

    private void RunCase(ulong index, Func<FuzzRandom, FuzzOutcome> body)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch clock = Stopwatch.StartNew();
        FuzzOutcome outcome = FuzzOutcome.Refused;
        try
        {
            outcome = body(new FuzzRandom(FuzzSettings.Seed, index));
        }
        catch (Exception error) when (isDocumented(error))
        {
            if (string.IsNullOrWhiteSpace(error.Message) || error.Message.Contains('\n', StringComparison.Ordinal))
                _failures.Add($"{Describe(index)}: the message is not one line: '{error.Message}'");
        }
        catch (Exception error)
        {
            _failures.Add($"{Describe(index)}: {error}");
        }

        if (clock.Elapsed > _longest)
            (_longest, _longestCase) = (clock.Elapsed, index);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > MostBytesOfOneCase)
            _failures.Add($"{Describe(index)}: {allocated} bytes were allocated; expected at most {MostBytesOfOneCase}");
        _outcomes[(int)outcome]++;
    }

    private string Describe(ulong index) => $"{kind} case {index} (ASSAY_FUZZ_SEED={FuzzSettings.Seed} ASSAY_FUZZ_CASE={index})";
}
