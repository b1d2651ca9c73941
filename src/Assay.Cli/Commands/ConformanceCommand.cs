using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Import.Conformance;
using Assay.Inference.OpenCL;
using Assay.Node.Execution;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay conformance</c>: golden vectors of TOSA's integer operators through the executors.</summary>
internal static class ConformanceCommand
{
    private static readonly string[] Names = ["reference", "cpu", "opencl", "all"];

    private static readonly Argument<string> Folder = new("DIR") { Description = "A folder of vector files: *.jsonl, one JSON object a line." };

    private static readonly Option<ExecutorKind[]> Executors = new("--executor")
    {
        Description = "What computes: reference (plain scalar code), cpu (SIMD), opencl, or all of them (OpenCL where there is a device) [default: all].",
        HelpName = string.Join('|', Names),
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            switch (text.ToUpperInvariant())
            {
                case "REFERENCE":
                    return [ExecutorKind.Reference];
                case "CPU":
                    return [ExecutorKind.Cpu];
                case "OPENCL":
                    return [ExecutorKind.OpenCl];
                case "ALL":
                    return All;
                default:
                    result.AddError($"--executor: expected {ChoiceOption.List(Names)}, got '{text}'");
                    return [];
            }
        },
    };

    private static ExecutorKind[] All => [ExecutorKind.Reference, ExecutorKind.Cpu, ExecutorKind.OpenCl];

    public static Command Create() => new Command(
        "conformance",
        "Runs golden vectors of TOSA's integer operators. Each vector becomes the instructions that do it; the bytes must be equal.\n\nExamples:\n"
        + "  assay conformance tests/vectors/tosa\n"
        + "  assay conformance vectors --executor reference --json")
    {
        Folder, Executors,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var sets = await Task.Run(() => TosaVectorFile.ReadFolder(parsed.GetValue(Folder)!, cancellation), cancellation);
        var executors = Available(parsed.GetValue(Executors) is { Length: > 0 } named ? named : All, terminal);
        var report = await terminal.WithProgressAsync("running vectors", progress =>
            Task.Run(() => ConformanceReport.Run(sets, executors, done => progress(done, "running vectors"), cancellation), cancellation));
        terminal.Print(report, console => Render(console, report));
        // Where nothing ran, nothing was shown.
        return report is { Passed: > 0, Failed: 0 } ? ExitCode.Success : ExitCode.Failure;
    }

    // A device that was asked for by name must be there; of all executors, those that are there run, and the others are named.
    private static ExecutorKind[] Available(ExecutorKind[] wanted, Terminal terminal)
    {
        if (wanted.Length == 1)
            return wanted;
        try
        {
            OpenClDevice.Select();
            return wanted;
        }
        catch (OpenClUnavailableException exception)
        {
            terminal.Note($"OpenCL is left out: {exception.Message}");
            return [.. wanted.Where(kind => kind != ExecutorKind.OpenCl)];
        }
    }

    private static void Render(IAnsiConsole console, ConformanceReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("file", "vectors", "unsupported");
        foreach (var executor in report.Executors)
            table.AddColumn($"{executor}: passed", column => column.RightAligned()).AddColumn("failed", column => column.RightAligned());
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var file in report.Files)
        {
            table.AddRow([
                file.Name.EscapeMarkup(),
                $"{file.Vectors}",
                $"{file.Unsupported}",
                .. file.Runs.SelectMany(run => new[] { $"{run.Passed}", $"{run.Failed}" })]);
        }

        console.Write(table);
        foreach (var unsupported in report.Unsupported)
            console.WriteLine($"unsupported: {unsupported.Operator}: {unsupported.Why}: {unsupported.Ids.Count} ({string.Join(", ", unsupported.Ids)})");
        foreach (var failure in report.Failures)
            console.WriteLine($"failed: {failure.Id} on {failure.Executor}");
        console.WriteLine($"{report.UnsupportedVectors} of {report.Vectors} vectors unsupported");
        console.WriteLine($"{report.Passed} passed, {report.Failed} failed");
    }
}
