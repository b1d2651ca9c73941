using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Import.Export;

namespace Assay.Cli.Commands;

/// <summary><c>assay model export</c>: a program as an ONNX file.</summary>
internal static class ModelExportCommand
{
    private static readonly Argument<string> File = ModelFile.Argument();

    private static readonly Option<string> Output = new("--output", "-o") { Description = "The ONNX file to write.", HelpName = "FILE.onnx", Required = true };

    private static readonly (string Name, OnnxExportForm Form)[] Forms =
    [
        ("integer", OnnxExportForm.Integer), ("qdq", OnnxExportForm.Qdq), ("qdq-fast", OnnxExportForm.QdqFast), ("float", OnnxExportForm.Float),
    ];

    private static readonly Option<string> Form = new Option<string>("--form")
    {
        Description = "integer: the same bytes everywhere, from integer operators. qdq: quantise and dequantise around float32 operators; an element may come out a step off. "
            + "qdq-fast: rounded where ONNX Runtime's int8 kernels round, near the program only. float: float32, nothing rounded.",
        DefaultValueFactory = _ => Forms[0].Name,
    }.OneOf([.. Forms.Select(form => form.Name)]);

    private static readonly Option<bool> ChannelsFirst = new("--channels-first") { Description = "Inputs and outputs are [N, C, H, W] in the file; a program's are [N, H, W, C]." };

    public static Command Create() => new Command(
        "export",
        "Writes a model as an ONNX file, so that others can run it in ONNX Runtime.\n\nExamples:\n"
        + "  assay model export cls.assay -o cls-integer.onnx\n"
        + "  assay model export mobilenet_v2.assay -o mobilenet_v2.onnx --form qdq-fast --channels-first")
    {
        File, Output, Form, ChannelsFirst,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var target = parsed.GetValue(Output)!;
        WholeFile.RequireTarget("--output", target, parsed.GetValue(File)!);
        using var model = ModelFile.Open(parsed.GetValue(File)!, cancellation);
        var form = parsed.GetValue(Form)!;
        var options = new OnnxExportOptions(Forms.First(known => known.Name == form).Form) { ChannelsFirst = parsed.GetValue(ChannelsFirst) };
        var bytes = await Task.Run(() => OnnxExporter.Export(model.Program, options, cancellation), cancellation);
        await WholeFile.WriteAsync("--output", target, [bytes], cancellation);
        var data = new { Model = model.Program.Name, Form = form, File = target, Bytes = bytes.LongLength };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("model", data.Model), ("form", data.Form), ("file", data.File), ("size", $"{data.Bytes / 1024.0:N1} KiB"))));
    }
}
