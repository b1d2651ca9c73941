using System.CommandLine;
using Assay.Benchmarking;
using Assay.Cli.Infrastructure;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay bench model</c>: a model against ONNX Runtime.</summary>
internal static class BenchModelCommand
{
    private static readonly Argument<string> File = ModelFile.Argument();

    private static readonly Option<string> Against = new("--against")
    {
        Description = "The float32 ONNX file of the same model: ONNX Runtime runs it in turns with ours, with all its graph optimisations.",
        HelpName = "FILE.onnx",
    };

    private static readonly Option<IReadOnlyList<int>> Threads = BenchOptions.Threads();
    private static readonly Option<int> Turns = BenchOptions.Turns();

    private static readonly Option<bool> Profile = new("--profile")
    {
        Description = "Times every instruction instead, on the first number of threads.",
    };

    public static Command Create() => new Command(
        "model",
        "Times a model on the CPU, plain and with its whole trace hashed, and shows the memory that it takes.\n\nExamples:\n"
        + "  assay bench model cls.assay\n"
        + "  assay bench model cls.assay --against cls.onnx --threads 1,2 --json\n"
        + "  assay bench model cls.assay --profile --threads 1")
    {
        File, Against, Threads, Turns, Profile,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var path = parsed.GetValue(File)!;
        var onnx = parsed.GetValue(Against);
        if (onnx is not null && !System.IO.File.Exists(onnx))
            throw new CommandException($"--against: expected an ONNX model at '{onnx}', but there is no such file");
        using var model = ModelFile.Open(path, cancellation);
        if (parsed.GetValue(Profile))
        {
            await ModelProfileReport.RunAsync(model.Program, parsed.GetValue(Threads)![0], parsed.GetValue(Turns), terminal, cancellation);
            return;
        }

        var result = await terminal.WithProgressAsync($"measuring {model.Program.Name}", _ => Task.Run(
            () => ModelBenchmark.Run(model.Program, new FileInfo(path).Length, onnx, parsed.GetValue(Threads)!, parsed.GetValue(Turns), cancellation), cancellation));
        terminal.Print(result, console => Render(console, result));
    }

    private static void Render(IAnsiConsole console, ModelBenchmarkResult result)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("threads", "executor", "ms", "traced ms", "traced / plain", "ONNX Runtime ms", "ONNX Runtime / ours");
        foreach (var row in result.Times)
        {
            table.AddRow(
                $"{row.Threads}", row.Executor, $"{row.Milliseconds:0.000}", $"{row.TraceMilliseconds:0.000}", $"{row.TraceRatio:0.00}",
                row.OnnxRuntimeMilliseconds is { } other ? $"{other:0.000}" : "–", row.Ratio is { } ratio ? $"{ratio:0.00}" : "–");
        }

        console.Write(table);
        var memory = result.Memory;
        console.Write(Terminal.Properties(
            ("model", $"{result.Model}, {Mebibytes(memory.Model)}"),
            ("peak memory", $"{Mebibytes(memory.Peak)}, of which {Mebibytes(memory.Start)} before the run was planned")));
    }

    private static string Mebibytes(long bytes) => $"{bytes / (1024.0 * 1024):N1} MiB";
}
