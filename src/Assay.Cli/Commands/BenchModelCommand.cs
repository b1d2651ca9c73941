using System.CommandLine;
using Assay.Benchmarking;
using Assay.Cli.Infrastructure;
using Assay.Import.Onnx;
using Assay.Inference;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay bench model</c>: a model against ONNX Runtime.</summary>
internal static class BenchModelCommand
{
    private const string OnnxRuntime = "onnxruntime";

    private static readonly Argument<string> File = new("MODEL") { Description = "A model file, or the name of one in --models: cls for cls.assay." };

    private static readonly Option<string> Models = new("--models")
    {
        Description = "The folder of NAME.assay and, if there is one, of the float32 file NAME.onnx.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<string> Against = new("--against")
    {
        Description = "The float32 ONNX file of the same model, or 'onnxruntime' for NAME.onnx beside NAME.assay or none. In turns with ours, ONNX Runtime runs the file, the file "
            + "with its hard-swishes fused, and the model's own exports to float32 and QDQ, with all its graph optimisations; the ratio is that of the fastest.",
        HelpName = "FILE.onnx|onnxruntime",
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
        + "  assay bench model mobilenet_v2 --models models --against onnxruntime\n"
        + "  assay bench model cls.assay --profile --threads 1")
    {
        File, Models, Against, Threads, Turns, Profile,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var path = Find(parsed.GetValue(File)!, parsed.GetValue(Models)!);
        var against = parsed.GetValue(Against);
        if (parsed.GetValue(Profile) && against is not null)
            throw new CommandException($"--profile: expected no --against beside it, got '{against}'");
        var onnx = against == OnnxRuntime ? Path.ChangeExtension(path, ".onnx") : against;
        if (onnx is not null && against != OnnxRuntime && !System.IO.File.Exists(onnx))
            throw new CommandException($"--against: expected an ONNX model at '{onnx}', but there is no such file");
        using var model = ModelFile.Open(path, cancellation);
        if (parsed.GetValue(Profile))
        {
            await ModelProfileReport.RunAsync(model.Program, parsed.GetValue(Threads)![0], parsed.GetValue(Turns), terminal, cancellation);
            return;
        }

        var result = await terminal.WithProgressAsync($"measuring {model.Program.Name}", _ => Task.Run(
            () => ModelBenchmark.Run(model.Program, new FileInfo(path).Length, onnx is null ? null : () => Rivals(model.Program, onnx, cancellation), parsed.GetValue(Threads)!, parsed.GetValue(Turns), cancellation),
            cancellation));
        terminal.Print(result, console => Render(console, result));
    }

    // The name of a model in the folder, unless there is a file of that name.
    private static string Find(string model, string folder) =>
        System.IO.File.Exists(model) || model.EndsWith(ModelContainer.Extension, StringComparison.Ordinal) ? model : Path.Combine(folder, model + ModelContainer.Extension);

    private static IReadOnlyList<Rival> Rivals(InferenceProgram program, string onnx, CancellationToken cancellation) =>
        Rival.Of(program, System.IO.File.Exists(onnx) ? (Path.GetFileName(onnx), OnnxReader.ReadFile(onnx)) : null, cancellation);

    private static void Render(IAnsiConsole console, ModelBenchmarkResult result)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("threads", "executor", "ms", "traced ms", "traced / plain", "ONNX Runtime's best ms", "ONNX Runtime / ours");
        foreach (var row in result.Times)
        {
            table.AddRow(
                $"{row.Threads}", row.Executor, $"{row.Milliseconds:0.000}", $"{row.TraceMilliseconds:0.000}", $"{row.TraceRatio:0.00}",
                row.OnnxRuntimeMilliseconds is { } other ? $"{other:0.000}" : "–", row.Ratio is { } ratio ? $"{ratio:0.00}" : "–");
        }

        console.Write(table);
        if (result.Times.Any(row => row.Rivals.Count > 0))
            console.Write(RivalTable(result));
        var memory = result.Memory;
        console.Write(Terminal.Properties(
            ("model", $"{result.Model}, {Mebibytes(memory.Model)}"),
            ("peak memory", $"{Mebibytes(memory.Peak)}, of which {Mebibytes(memory.Start)} before the run was planned")));
    }

    private static Table RivalTable(ModelBenchmarkResult result)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("threads", "ONNX Runtime on", "ms", "ONNX Runtime / ours");
        foreach (var row in result.Times)
        {
            foreach (var rival in row.Rivals)
                table.AddRow($"{row.Threads}", rival.Name.EscapeMarkup(), $"{rival.Milliseconds:0.000}", $"{rival.Milliseconds / row.Milliseconds:0.00}");
        }

        return table;
    }

    private static string Mebibytes(long bytes) => $"{bytes / (1024.0 * 1024):N1} MiB";
}
