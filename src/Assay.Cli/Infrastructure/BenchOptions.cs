using System.CommandLine;
using System.Globalization;

namespace Assay.Cli.Infrastructure;

/// <summary>Options of the measuring commands.</summary>
internal static class BenchOptions
{
    private const int MaximumThreads = 1024;
    private const int MaximumTurns = 10_000;

    /// <summary>The option <c>--threads</c>: thread counts, separated by commas.</summary>
    public static Option<IReadOnlyList<int>> Threads() => new("--threads")
    {
        Description = "Numbers of threads to measure with, separated by commas.",
        HelpName = "N,N",
        DefaultValueFactory = _ => [1, Environment.ProcessorCount],
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            var counts = text.Split(',').Select(part => Number(part, MaximumThreads)).ToList();
            if (counts.TrueForAll(count => count > 0))
                return counts;
            result.AddError($"--threads: expected numbers from 1 to {MaximumThreads}, separated by commas, got '{text}'");
            return [];
        },
    };

    /// <summary>The option <c>--turns</c>.</summary>
    public static Option<int> Turns() =>
        NumberOption.Create("--turns", "Turns of each contender, 60 ms or one run long; more are steadier.", 1, MaximumTurns, 20);

    // 0 for what is no number or out of range.
    private static int Number(string text, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= maximum ? number : 0;
}
