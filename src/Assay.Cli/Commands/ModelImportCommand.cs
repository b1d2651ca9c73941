using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Import;
using Assay.Inference;

namespace Assay.Cli.Commands;

/// <summary><c>assay model import</c>: from ONNX, of float32 or quantised already, or int8 TFLite to an integer program.</summary>
internal static class ModelImportCommand
{
    private const string TfliteEnding = ".tflite";

    private static readonly Argument<string> File = new("FILE") { Description = "An ONNX model (.onnx), of float32 or quantised already, or an int8 TFLite model (.tflite)." };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "The model file to write.", HelpName = "FILE.assay", Required = true };

    public static Command Create()
    {
        var command = new Command(
            "import",
            "Turns a model into an integer program. A float32 ONNX model is quantised: the ranges of its tensors are taken from sample inputs, images (PNG, JPEG) or .npy arrays of real numbers. An ONNX model that is quantised already (QuantizeLinear, QLinearConv, MatMulInteger and their like) and an int8 TFLite model (.tflite) are taken as they are, without samples: TFLite gives TensorFlow Lite's own bytes, ONNX is rounded by fixed-point factors.\n\nExamples:\n"
            + "  assay model import cls.onnx -o cls.assay --preset text-direction --fonts node_modules/dejavu-fonts-ttf/ttf\n"
            + "  assay model import net.onnx -o net.assay --shape 1,3,224,224 --samples photos --mean 0.485,0.456,0.406 --deviation 0.229,0.224,0.225\n"
            + "  assay model import mlp.onnx -o mlp.assay --shape 1,16 --samples samples.npy\n"
            + "  assay model import net_int8.onnx -o net.assay\n"
            + "  assay model import person_detect.tflite -o person.assay --channels gray --mean 0.5 --deviation 0.5")
        {
            File, Output,
        };
        ImportSettings.AddTo(command);
        return command.Does(RunAsync);
    }

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var source = parsed.GetValue(File)!;
        var target = parsed.GetValue(Output)!;
        if (!System.IO.File.Exists(source))
            throw new CommandException($"expected an ONNX or TFLite model at '{source}', but there is no such file");
        WholeFile.RequireTarget("--output", target, source);
        var (result, commitment) = await terminal.WithProgressAsync($"importing {Path.GetFileName(source)}", progress =>
            Task.Run(() => Import(source, target, Importer(parsed, source, new ImportProgressBar(progress), cancellation), cancellation), cancellation));
        Print(result, commitment, target, terminal);
    }

    /// <summary>The import for the kind of file, its options read.</summary>
    private static Func<ImportResult> Importer(ParseResult parsed, string source, ImportProgressBar progress, CancellationToken cancellation)
    {
        if (string.Equals(Path.GetExtension(source), TfliteEnding, StringComparison.OrdinalIgnoreCase))
        {
            var asItIs = ImportSettings.ReadTflite(parsed, source);
            return () => TfliteImporter.Import(source, asItIs, cancellation);
        }

        // A file that cannot be read needs no options: what is wrong with it comes first.
        var file = Named(source, () => OnnxFile.Read(source));
        if (file.IsQuantised)
        {
            var asItIs = ImportSettings.ReadQuantised(parsed, source);
            return () => QuantisedOnnxImporter.Import(file, asItIs, cancellation);
        }

        var options = ImportSettings.Read(parsed, source, cancellation);
        return () => OnnxImporter.Import(file, options, progress, cancellation);
    }

    private static (ImportResult Result, ModelCommitment Commitment) Import(string source, string target, Func<ImportResult> import, CancellationToken cancellation)
    {
        try
        {
            var result = Named(source, import);
            return (result, ModelContainer.Write(target, result.Program, cancellation));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--output: '{target}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>The importer knows the node, the user the file: both belong on the line.</summary>
    private static T Named<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ImportException exception) when (!exception.Message.Contains(source, StringComparison.Ordinal))
        {
            throw new CommandException($"'{source}': {exception.Message}", exception);
        }
    }

    private static void Print(ImportResult result, ModelCommitment commitment, string target, Terminal terminal)
    {
        var report = result.Report;
        var data = new
        {
            File = target,
            Bytes = new FileInfo(target).Length,
            ModelId = commitment.ModelId.ToString(),
            result.Program.Name,
            Opset = report.OpsetVersion,
            Nodes = report.NodeCount,
            Instructions = result.Program.Instructions.Length,
            report.CalibrationInputs,
            LargestAccumulator = report.LargestAccumulator.Magnitude,
        };
        terminal.Print(data, console => console.Write(Terminal.Properties(
            ("file", $"{data.File} ({data.Bytes:N0} bytes)"),
            ("model id", data.ModelId),
            ("nodes", $"{data.Nodes} (operator set {data.Opset}) became {data.Instructions} instructions"),
            ("calibrated with", data.CalibrationInputs > 0 ? $"{data.CalibrationInputs} inputs" : "nothing: quantised as the file is"),
            ("largest accumulator", $"{data.LargestAccumulator:N0} of 2,147,483,647"))));
    }
}
