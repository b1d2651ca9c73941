using System.CommandLine;
using Assay.Benchmarking;
using Assay.Cli.Infrastructure;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay bench gemm</c>: products of matrices of bytes.</summary>
internal static class BenchMatrixCommand
{
    private static readonly Option<int> Size = NumberOption.Create("--size", "Rows and columns of both matrices.", 1, MatrixBenchmark.MaximumSize, 1024);
    private static readonly Option<IReadOnlyList<int>> Threads = BenchOptions.Threads();
    private static readonly Option<int> Turns = BenchOptions.Turns();

    public static Command Create() => new Command(
        "gemm",
        "Times the product of two square matrices of bytes against ONNX Runtime's MatMulInteger, and holds the products against each other.\n\nExamples:\n"
        + "  assay bench gemm\n"
        + "  assay bench gemm --size 512 --threads 1 --json")
    {
        Size, Threads, Turns,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var size = parsed.GetValue(Size);
        var rows = await terminal.WithProgressAsync($"multiplying {size} × {size}", _ => Task.Run(
            () => MatrixBenchmark.Run(size, parsed.GetValue(Threads)!, parsed.GetValue(Turns), cancellation), cancellation));
        terminal.Print(rows, console => Render(console, rows));
    }

    private static void Render(IAnsiConsole console, IReadOnlyList<MatrixSpeed> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("threads", "executor", "ms", "GOP/s", "ONNX Runtime ms", "ONNX Runtime GOP/s", "ONNX Runtime / ours");
        foreach (var row in rows)
        {
            table.AddRow(
                $"{row.Threads}", row.Executor, $"{row.Milliseconds:0.000}", $"{row.GigaOperationsPerSecond:0}",
                $"{row.OnnxRuntimeMilliseconds:0.000}", $"{row.OnnxRuntimeGigaOperationsPerSecond:0}", $"{row.Ratio:0.00}");
        }

        console.Write(table);
    }
}
