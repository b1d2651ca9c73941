using Assay.Import.Images;
using Assay.Import.Text;
using Assay.Inference;

namespace Assay.Import.Evaluation;

/// <summary>How the boxes that a program finds compare with those that the float model finds.</summary>
/// <param name="Pages">Number of pages.</param>
/// <param name="FloatBoxes">Boxes that the float model finds.</param>
/// <param name="ProgramBoxes">Boxes that the program finds.</param>
/// <param name="At80">Share of the float model's boxes with a program's box of intersection over union of at least 0.8.</param>
/// <param name="At90">The same for at least 0.9.</param>
public sealed record DetectionReport(int Pages, int FloatBoxes, int ProgramBoxes, double At80, double At90);

/// <summary>Compares a detector's program with the float model that it was imported from.</summary>
public static class DetectionEvaluation
{
    private const double Loose = 0.8, Strict = 0.9;

    /// <summary>Finds the text on pages with both.</summary>
    /// <param name="model">Bytes of the ONNX file.</param>
    /// <param name="program">The imported program.</param>
    /// <param name="createExecutor">Creates an executor of the program; called once a thread.</param>
    /// <param name="count">Number of pages.</param>
    /// <param name="page">The image of a page, of the program's size; called from several threads.</param>
    /// <param name="progress">Told about progress, from several threads.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The comparison, the same for any number of threads.</returns>
    public static DetectionReport Run(
        byte[] model,
        InferenceProgram program,
        Func<IProgramExecutor> createExecutor,
        int count,
        Func<int, RgbImage> page,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        TensorShape shape = program.Inputs[0].Shape;
        ImageNormalisation normalisation = ImageNormalisation.TextDetection(shape.Height, shape.Width);
        var preprocessor = new ImagePreprocessor(program);
        var boxes = new (IReadOnlyList<TextBox> Float, IReadOnlyList<TextBox> Program)[count];
        int done = 0;
        using var reference = new FloatModel(model, normalisation.InputShape);
        Parallel.For(
            0, count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            createExecutor,
            (i, _, executor) =>
            {
                RgbImage image = page(i);
                double[] expected = Array.ConvertAll(reference.Run(normalisation.ToFloats(image)), value => (double)value);
                ExecutionResult result = executor.Run([preprocessor.Apply(image)], cancellationToken: cancellationToken);
                double[] actual = OutputValues.Read(program.Outputs[0], result.Outputs[0].Span);
                boxes[i] = (TextBoxFinder.Find(expected, shape.Height, shape.Width), TextBoxFinder.Find(actual, shape.Height, shape.Width));
                progress?.Report(new ImportProgress("evaluate", Interlocked.Increment(ref done), count));
                return executor;
            },
            executor => executor.Dispose());
        int total = boxes.Sum(item => item.Float.Count);
        return new DetectionReport(
            count, total, boxes.Sum(item => item.Program.Count), (double)boxes.Sum(item => Matches(item.Float, item.Program, Loose)) / Math.Max(1, total),
            (double)boxes.Sum(item => Matches(item.Float, item.Program, Strict)) / Math.Max(1, total));
    }

    /// <summary>Boxes with a partner that overlaps enough; above one half, no box can be the partner of two that do not overlap.</summary>
    private static int Matches(IReadOnlyList<TextBox> expected, IReadOnlyList<TextBox> actual, double overlap) =>
        expected.Count(box => actual.Any(other => box.Overlap(other) >= overlap));
}
