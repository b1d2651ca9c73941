using System.CommandLine;
using Assay.Cli.Infrastructure;
using Assay.Import;
using Assay.Import.Evaluation;
using Assay.Import.Images;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Cli.Commands;

/// <summary><c>assay model compare</c>: how much an imported text model lost.</summary>
internal static class ModelCompareCommand
{
    private static readonly Argument<string> File = ModelFile.Argument();
    private static readonly Option<string> Onnx = new("--onnx") { Description = "The float32 ONNX file that it was imported from.", HelpName = "FILE", Required = true };

    private static readonly Option<string> Preset = new Option<string>("--preset")
    {
        Description = "What the model does: text-direction, text-detection or text-recognition.",
        Required = true,
    }.OneOf(ImportSettings.TextDirection, ImportSettings.TextDetection, ImportSettings.TextRecognition);

    private static readonly Option<string> Fonts = new("--fonts") { Description = "The folder of fonts to render samples in.", HelpName = "DIR", Required = true };

    private static readonly Option<bool> Hard = new("--hard")
    {
        Description = "Lines that are hard to read: tilted, blurred, noisy, faint, a quarter of them Chinese. Only for text-recognition, and with --chinese-fonts.",
    };

    private static readonly Option<string> ChineseFonts = new("--chinese-fonts") { Description = "The folder of Chinese fonts for --hard, or one above them.", HelpName = "DIR" };

    private static readonly Option<int> Count = NumberOption.Create("--count", "How many lines or pages to render; import never sees them.", 1, 1_000_000, 500);

    private static readonly Option<ulong?> Seed = NumberOption.Create(
        "--seed",
        "Which lines or pages to render: others for every seed [default: the preset's own]. The seed of the samples that an import calibrates with is refused.",
        0UL,
        ulong.MaxValue);

    public static Command Create() => new Command(
        "compare",
        "Compares an imported model with the float model that it comes from, on rendered lines or pages that import did not see.\n\nExamples:\n"
        + "  assay model compare rec.assay --onnx rec.onnx --preset text-recognition --fonts node_modules/dejavu-fonts-ttf/ttf --count 500\n"
        + "  assay model compare rec.assay --onnx rec.onnx --preset text-recognition --hard --fonts node_modules/dejavu-fonts-ttf/ttf --chinese-fonts node_modules/@expo-google-fonts\n"
        + "  assay model compare det.assay --onnx det.onnx --preset text-detection --fonts node_modules/dejavu-fonts-ttf/ttf --count 100 --json")
    {
        File, Onnx, Preset, Fonts, Hard, ChineseFonts, Count, Seed,
    }.Does(RunAsync);

    private static async Task RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var source = parsed.GetValue(Onnx)!;
        if (!System.IO.File.Exists(source))
            throw new CommandException($"--onnx: expected an ONNX model at '{source}', but there is no such file");
        var count = parsed.GetValue(Count);
        var seed = ReadSeed(parsed);
        using var model = ModelFile.Open(parsed.GetValue(File)!, cancellation);
        RequireFits(parsed.GetValue(Preset)!, model.Program);
        using var renderer = TextLineRenderer.FromDirectory(parsed.GetValue(Fonts)!);
        using var hard = OpenHard(parsed, renderer);
        var bytes = await System.IO.File.ReadAllBytesAsync(source, cancellation);
        var rows = await terminal.WithProgressAsync($"comparing {model.Program.Name} with {Path.GetFileName(source)}", progress =>
            Task.Run(() => Compare(parsed.GetValue(Preset)!, bytes, model.Program, renderer, hard, count, seed, new ImportProgressBar(progress), cancellation), cancellation));
        terminal.Print(rows.ToDictionary(row => row.Name, row => row.Value), console => console.Write(Terminal.Properties(
            [.. rows.Select(row => (row.Title, row.Value is double share ? share.ToString("P2", System.Globalization.CultureInfo.InvariantCulture) : $"{row.Value}"))])));
    }

    /// <summary>The seed asked for, or the preset's; never one whose lines or pages an import calibrates with.</summary>
    private static ulong ReadSeed(ParseResult parsed)
    {
        var (standard, calibration) = parsed.GetValue(Preset) switch
        {
            ImportSettings.TextDirection => (TextDirectionModel.EvaluationSeed, TextDirectionModel.CalibrationSeed),
            ImportSettings.TextRecognition => (TextRecognitionModel.EvaluationSeed, TextRecognitionModel.CalibrationSeed),
            _ => (TextDetectionModel.EvaluationSeed, TextDetectionModel.CalibrationSeed),
        };
        var seed = parsed.GetValue(Seed) ?? standard;
        return seed != calibration ? seed : throw new CommandException($"--seed: expected a seed other than {calibration}, whose samples an import calibrates with");
    }

    /// <summary>A program of another kind is refused before anything is rendered.</summary>
    private static void RequireFits(string preset, InferenceProgram program)
    {
        TensorShape input = program.Inputs[0].Shape, output = program.Outputs[0].Shape;
        var expected = preset switch
        {
            ImportSettings.TextDirection when output.Elements != 2 => "two classes",
            ImportSettings.TextDetection when input.Height != input.Width || input.Height < TextPageRenderer.SmallestSide || output != input with { Channels = 1 } =>
                $"a map of its square input of at least {TextPageRenderer.SmallestSide} pixels",
            ImportSettings.TextRecognition when program.Labels.Length < 2 || output.Elements % program.Labels.Length != 0 => "a class for each of its labels, the characters",
            _ => null,
        };
        if (expected is not null)
            throw new CommandException($"--preset {preset}: the output of '{program.Name}' is {output} for an input of {input}; expected {expected}");
    }

    private static (string Name, string Title, object Value)[] Compare(
        string preset, byte[] onnx, InferenceProgram program, TextLineRenderer renderer, HardLineRenderer? hard, int count, ulong seed, IProgress<ImportProgress> progress,
        CancellationToken cancellation)
    {
        IProgramExecutor Executor() => new CpuExecutor(program, new CpuExecutorOptions { Threads = 1 });
        switch (preset)
        {
            case ImportSettings.TextDirection:
                var directions = AccuracyEvaluation.Run(
                    onnx, program, ImageNormalisation.TextDirection, Executor, count, index => renderer.Render(seed, index).Image, progress, cancellation);
                return [("lines", "lines", directions.Samples), ("sameClass", "same class", directions.Agreement)];
            case ImportSettings.TextRecognition:
                var letters = Import.Text.CharacterSet.FromLabels(program.Labels).Letters;
                var texts = RecognitionEvaluation.Run(
                    onnx, program, Executor, count,
                    index => hard?.Render(seed, index, letters) ?? renderer.RenderShort(seed, index, letters),
                    progress, cancellation);
                return hard is null ? Rows(texts.All) : [.. Rows(texts.All), .. Rows(texts.Chinese, "chinese"), .. Rows(texts.Latin, "latin")];
            default:
                var pages = new TextPageRenderer(renderer, program.Inputs[0].Shape.Height);
                var boxes = DetectionEvaluation.Run(onnx, program, Executor, count, index => pages.Render(seed, index).Image, progress, cancellation);
                return
                [
                    ("pages", "pages", boxes.Pages), ("floatBoxes", "boxes of the float model", boxes.FloatBoxes), ("programBoxes", "boxes of the program", boxes.ProgramBoxes),
                    ("at80", "same box at 0.8", boxes.At80), ("at90", "same box at 0.9", boxes.At90),
                ];
        }
    }

    private static HardLineRenderer? OpenHard(ParseResult parsed, TextLineRenderer renderer)
    {
        var fonts = parsed.GetValue(ChineseFonts);
        if (parsed.GetValue(Hard) != fonts is not null)
            throw new CommandException("--hard: expected it together with --chinese-fonts, a folder of Chinese fonts, but only one of them is given");
        if (fonts is not null && parsed.GetValue(Preset) != ImportSettings.TextRecognition)
            throw new CommandException($"--hard: expected --preset {ImportSettings.TextRecognition}, got {parsed.GetValue(Preset)}");
        return fonts is null ? null : new HardLineRenderer(renderer, fonts);
    }

    /// <summary>The shares of a report, or of a part of one, whose name goes in front.</summary>
    private static (string Name, string Title, object Value)[] Rows(RecognitionShares shares, string? part = null)
    {
        (string Name, string Title, object Value)[] rows =
        [
            ("lines", "lines", shares.Lines), ("sameText", "same text", shares.SameText), ("sameTextWithSpaces", "same text with spaces around it", shares.SameTextWithSpaces),
            ("sameCharacters", "same characters", shares.SameCharacters), ("floatCorrect", "float model correct", shares.FloatCorrect),
            ("programCorrect", "program correct", shares.ProgramCorrect),
        ];
        return part is null ? rows : [.. rows.Select(row => ($"{part}{char.ToUpperInvariant(row.Name[0])}{row.Name[1..]}", $"{char.ToUpperInvariant(part[0])}{part[1..]}: {row.Title}", row.Value))];
    }
}
