using Assay.Benchmarking;
using Assay.Cli.Infrastructure;
using Assay.Inference;
using Assay.Inference.Cpu;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay bench model --profile</c>: where a model's time goes, by operator and by instruction.</summary>
internal static class ModelProfileReport
{
    private const int ListedInstructions = 25;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(InferenceProgram program, int threads, int runs, Terminal terminal, CancellationToken cancellation)
    {
        var result = await terminal.WithProgressAsync($"measuring {program.Name}", _ => Task.Run(
            () => ModelProfile.Run(program, new CpuExecutorOptions { Threads = threads }, runs, cancellation), cancellation));
        terminal.Print(result, console => Render(console, result));
    }

    private static void Render(IAnsiConsole console, ModelProfileResult result)
    {
        var operators = new Table().Border(TableBorder.Simple).AddColumns("operator", "instructions", "µs", "share");
        foreach (var group in result.Instructions.GroupBy(time => time.Operator).OrderByDescending(group => group.Sum(time => time.Share)))
            operators.AddRow(group.Key, $"{group.Count()}", $"{group.Sum(time => time.Microseconds):N1}", $"{group.Sum(time => time.Share):P1}");
        operators.AddRow("all", $"{result.Instructions.Count}", $"{result.Instructions.Sum(time => time.Microseconds):N1}", string.Empty);
        console.Write(operators);
        var slowest = new Table().Border(TableBorder.Simple).AddColumns("instruction", "operator", "computes", "µs", "share", "GOP/s");
        foreach (var time in result.Instructions.OrderByDescending(time => time.Share).Take(ListedInstructions))
        {
            slowest.AddRow(
                $"{time.Index}", time.Operator, Markup.Escape(time.Description), $"{time.Microseconds:N1}", $"{time.Share:P1}",
                time.GigaOperationsPerSecond is { } speed ? $"{speed:N0}" : "–");
        }

        console.Write(slowest);
        console.Write(Terminal.Properties(("model", result.Model), ("executor", result.Executor)));
    }
}
