using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Inference;
using Spectre.Console;

namespace Assay.Cli.Commands;

/// <summary><c>assay model inspect</c>: what is in a model file.</summary>
internal static class ModelInspectCommand
{
    private static readonly Argument<string> File = ModelFile.Argument();

    public static Command Create() => new Command(
        "inspect",
        "Shows the instructions of a model, its roots, and the largest proof that a dispute about it can need.\n\nExamples:\n  assay model inspect cls.assay\n  assay model inspect cls.assay --json")
    {
        File,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var model = ModelFile.Open(parsed.GetValue(File)!, cancellation);
        var report = await terminal.WithProgressAsync("measuring proofs", progress =>
            Task.Run(() => InspectReport.Of(model, ProofSize.Worst(model.Program, done => progress(done, "measuring proofs"), cancellation)), cancellation));
        terminal.Print(report, console => Render(console, report));
    }

    private static void Render(IAnsiConsole console, InspectReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("#", "op", "output", "epilogue", "segments");
        table.Columns[0].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var line in report.Instructions)
        {
            table.AddRow($"{line.Index}", line.Operator, $"{line.Type} [{string.Join(", ", line.Shape)}]".EscapeMarkup(), line.Epilogue, $"{line.Segments}");
        }

        console.Write(table);
        var pages = report.Pages;
        console.Write(Terminal.Properties(
            ("model", report.Name),
            ("inputs", string.Join(", ", report.Inputs)),
            ("outputs", string.Join(", ", report.Outputs)),
            ("labels", report.Labels.Count > 0 ? string.Join(", ", report.Labels.Take(10)) + (report.Labels.Count > 10 ? $", … ({report.Labels.Count})" : "") : "none"),
            ("instructions", $"{report.Instructions.Count:N0}"),
            ("elements", $"{report.Elements:N0}"),
            ("products", $"{report.Products:N0}"),
            ("memory", $"input {Bytes(pages.Input)}, constants {Bytes(pages.Constants)}, body {Bytes(pages.Body)}, output {Bytes(pages.Output)}"),
            ("program root", report.ProgramRoot),
            ("constants root", report.ConstantsRoot),
            ("model id", report.ModelId),
            ("worst proof step", $"{report.WorstProof.Bytes:N0} bytes ({report.WorstProof.Kind.ToString().ToLowerInvariant()} step of instruction {report.WorstProof.Instruction})")));
    }

    private static string Bytes(uint pages) => $"{(long)pages * Memory.PageSize / 1024.0:N1} KiB";
}

/// <summary>One instruction of a model.</summary>
internal sealed record InstructionReport(int Index, string Operator, string Type, IReadOnlyList<int> Shape, string Epilogue, long Segments);

/// <summary>What <c>assay model inspect</c> prints.</summary>
internal sealed record InspectReport(
    string Name,
    string ModelId,
    string ProgramRoot,
    string ConstantsRoot,
    PageCounts Pages,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Labels,
    long Elements,
    long Products,
    ProofStep WorstProof,
    IReadOnlyList<InstructionReport> Instructions)
{
    /// <summary>Describes a model.</summary>
    public static InspectReport Of(ModelContainer model, ProofStep worst)
    {
        var program = model.Program;
        return new InspectReport(
            program.Name,
            model.Commitment.ModelId.ToString(),
            model.Commitment.ProgramRoot.ToString(),
            model.Commitment.ConstantsRoot.ToString(),
            program.Pages,
            [.. program.Inputs.Select(ModelInputs.Describe)],
            [.. program.Outputs.Select(ModelInputs.Describe)],
            program.Labels.IsDefault ? [] : program.Labels,
            program.Instructions.Sum(instruction => instruction.OutputShape.Elements),
            program.Instructions.Where(instruction => instruction.Opcode.IsConvolution())
                .Sum(instruction => instruction.OutputShape.Elements * StepPlan.ReductionLength(instruction)),
            worst,
            [.. program.Instructions.Select(Line)]);
    }

    private static InstructionReport Line(Instruction instruction, int index)
    {
        var shape = instruction.OutputShape;
        return new InstructionReport(
            index,
            instruction.Opcode.ToString(),
            ModelInputs.TypeName(instruction.OutputType),
            [shape.Batch, shape.Height, shape.Width, shape.Channels],
            instruction.Epilogue.Kind.ToString().ToLowerInvariant() + (instruction.Epilogue.PerChannelSecond ? " per channel, twice" : instruction.Epilogue.PerChannel ? " per channel" : ""),
            StepPlan.SegmentCount(instruction));
    }
}
