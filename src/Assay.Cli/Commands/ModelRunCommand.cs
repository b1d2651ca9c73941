using System.CommandLine;
using System.Diagnostics;
using Assay.Cli.Infrastructure;
using Assay.Inference;
using Assay.Node.Execution;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay model run</c>: one run on this machine.</summary>
internal static class ModelRunCommand
{
    private static readonly Argument<string> File = ModelFile.Argument();
    private static readonly Option<string[]> Input = ModelInputs.Option();
    private static readonly Option<ExecutorKind> Executor = ExecutorOption.Create();

    private static readonly Option<bool> WithTrace = new("--trace")
    {
        Description = "Keep every intermediate tensor and print the root of the whole trace, which a dispute is about.",
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "Write the raw bytes of the outputs, one after the other.",
        HelpName = "FILE",
    };

    public static Command Create() => new Command(
        "run",
        "Runs a model on this machine. Every executor gives the same bytes, and so the same roots.\n\nExamples:\n"
        + "  assay model run cls.assay --input line.png\n"
        + "  assay model run cls.assay --input line.png --executor opencl --trace --json\n"
        + "  assay model run sum.assay --input a.npy --input b.bin --output sum.bin")
    {
        File, Input, Executor, WithTrace, Output,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var target = parsed.GetValue(Output);
        if (target is not null)
            WholeFile.RequireTarget("--output", target, [parsed.GetValue(File)!, .. parsed.GetValue(Input)!]);
        using var model = ModelFile.Open(parsed.GetValue(File)!, cancellation);
        var inputs = ModelInputs.Read(model.Program, parsed.GetValue(Input)!);
        var (report, result) = await terminal.WithProgressAsync($"running {model.Program.Name}", _ =>
            Task.Run(() => Run(model, inputs, parsed.GetValue(Executor), parsed.GetValue(WithTrace), terminal, cancellation), cancellation));
        if (target is not null)
            await WholeFile.WriteAsync("--output", target, result.Outputs, cancellation);
        terminal.Print(report, console => Render(console, report));
    }

    private static (RunReport Report, ExecutionResult Result) Run(
        ModelContainer model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, ExecutorKind kind, bool trace, Terminal terminal, CancellationToken cancellation)
    {
        var program = model.Program;
        using var executor = ExecutorChoice.Create(kind, program, terminal.Note);
        var started = Stopwatch.GetTimestamp();
        var result = executor.Run(inputs, trace, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var inputRoot = new PagedTree(InputSpace.Create(program, inputs), cancellation).Root;
        var outputRoot = new PagedTree(result.OutputSpace, cancellation).Root;
        var traceRoot = result.BodySpace is { } body && trace
            ? new TraceCommitment(new PagedTree(body, cancellation).Root, outputRoot).TraceRoot.ToString()
            : null;
        var report = new RunReport(
            program.Name,
            model.Commitment.ModelId.ToString(),
            executor.Name,
            inputRoot.ToString(),
            outputRoot.ToString(),
            traceRoot,
            Math.Round(elapsed.TotalMilliseconds, 3),
            [.. program.Outputs.Select((tensor, index) => OutputReport.Of(program, tensor, result.Outputs[index].Span))]);
        return (report, result with { Outputs = [.. result.Outputs.Select(bytes => (ReadOnlyMemory<byte>)bytes.ToArray())] });
    }

    private static void Render(IAnsiConsole console, RunReport report)
    {
        var rows = new List<(string, string)>
        {
            ("model", $"{report.Model} {report.ModelId}"),
            ("executor", report.Executor),
            ("input root", report.InputRoot),
            ("output root", report.OutputRoot),
        };
        if (report.TraceRoot is not null)
            rows.Add(("trace root", report.TraceRoot));
        rows.Add(("time", $"{report.Milliseconds:0.0} ms"));
        console.Write(Terminal.Properties([.. rows]));
        foreach (var output in report.Outputs)
        {
            console.MarkupLineInterpolated($"[bold]{output.Name}[/] {output.Type} [[{string.Join(", ", output.Shape)}]]");
            console.WriteLine(output.Summary());
        }
    }
}
