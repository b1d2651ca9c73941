using System.CommandLine;
using Assay.Benchmarking;
using Assay.Cli.Infrastructure;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay bench hash</c>: the hashing of pages.</summary>
internal static class BenchHashCommand
{
    private static readonly Option<int> Turns = BenchOptions.Turns();

    public static Command Create() => new Command(
        "hash",
        "Times the hashing of pages on one core, with every number of lanes that the processor has, and with BouncyCastle's Keccak.\n\nExamples:\n"
        + "  assay bench hash\n"
        + "  assay bench hash --json")
    {
        Turns,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var rows = await terminal.WithProgressAsync("hashing", _ => Task.Run(() => HashBenchmark.Run(parsed.GetValue(Turns), cancellation), cancellation));
        terminal.Print(rows, console => Render(console, rows));
    }

    private static void Render(IAnsiConsole console, IReadOnlyList<HashSpeed> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("keccak-256", "MB/s a core", "against one lane");
        foreach (var row in rows)
            table.AddRow(row.Name, $"{row.MegabytesPerSecond:0}", $"{row.Ratio:0.00}");
        console.Write(table);
    }
}
