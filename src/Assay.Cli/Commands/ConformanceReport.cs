using Assay.Import.Conformance;
using Assay.Node.Execution;

namespace Assay.Cli.Commands;

/// <summary>How many vectors of a file an executor gave the right bytes for.</summary>
internal sealed record ConformanceRun(string Executor, int Passed, int Failed);

/// <summary>The vectors of one file.</summary>
internal sealed record ConformanceFile(string Name, int Vectors, int Unsupported, IReadOnlyList<ConformanceRun> Runs);

/// <summary>A vector with other bytes than expected.</summary>
internal sealed record ConformanceFailure(string Id, string Operator, string Executor);

/// <summary>Vectors of one operator that the profile has no program for, for one reason.</summary>
internal sealed record ConformanceGap(string Operator, string Why, IReadOnlyList<string> Ids);

/// <summary>What <c>assay conformance</c> prints. A vector that several executors run counts for each of them.</summary>
internal sealed record ConformanceReport(
    int Passed,
    int Failed,
    int Vectors,
    int UnsupportedVectors,
    IReadOnlyList<string> Executors,
    IReadOnlyList<ConformanceFile> Files,
    IReadOnlyList<ConformanceFailure> Failures,
    IReadOnlyList<ConformanceGap> Unsupported)
{
    /// <summary>Runs every vector on every executor.</summary>
    public static ConformanceReport Run(
        IReadOnlyList<ConformanceSet> sets, IReadOnlyList<ExecutorKind> executors, Action<double> progress, CancellationToken cancellation)
    {
        var failures = new List<ConformanceFailure>();
        var files = new List<ConformanceFile>();
        foreach (var set in sets)
        {
            ConformanceRun[] runs = [.. executors.Select(kind => Run(set, kind, failures, cancellation))];
            files.Add(new ConformanceFile(set.Name, set.Cases.Count + set.Unsupported.Count, set.Unsupported.Count, runs));
            progress((double)files.Count / sets.Count);
        }

        return new ConformanceReport(
            files.Sum(file => file.Runs.Sum(run => run.Passed)),
            files.Sum(file => file.Runs.Sum(run => run.Failed)),
            files.Sum(file => file.Vectors),
            files.Sum(file => file.Unsupported),
            [.. executors.Select(Name)],
            files,
            failures,
            [
                .. sets.SelectMany(set => set.Unsupported).GroupBy(gap => (gap.Operator, gap.Why))
                    .Select(group => new ConformanceGap(group.Key.Operator, group.Key.Why, [.. group.Select(gap => gap.Id)])),
            ]);
    }

    private static ConformanceRun Run(ConformanceSet set, ExecutorKind kind, List<ConformanceFailure> failures, CancellationToken cancellation)
    {
        var failed = 0;
        foreach (var vector in set.Cases)
        {
            cancellation.ThrowIfCancellationRequested();
            using var executor = ExecutorChoice.Create(kind, vector.Program);
            if (vector.Holds(executor, cancellation))
                continue;
            failed++;
            failures.Add(new ConformanceFailure(vector.Id, vector.Operator, Name(kind)));
        }

        return new ConformanceRun(Name(kind), set.Cases.Count - failed, failed);
    }

    private static string Name(ExecutorKind kind) => kind.ToString().ToLowerInvariant();
}
