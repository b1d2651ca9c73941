using Assay.Import.Images;
using Assay.Inference;

namespace Assay.Import.Evaluation;

/// <summary>Compares a program with the float model that it was imported from, on images.</summary>
public static class AccuracyEvaluation
{
    /// <summary>Runs both on every sample.</summary>
    /// <param name="model">Bytes of the ONNX file.</param>
    /// <param name="program">The imported program.</param>
    /// <param name="normalisation">What the float model expects of an image.</param>
    /// <param name="createExecutor">Creates an executor of the program; called once a thread.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="sample">The image of a sample; called from several threads.</param>
    /// <param name="progress">Told about progress, from several threads.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The comparison, the same for any number of threads.</returns>
    public static AccuracyReport Run(
        byte[] model,
        InferenceProgram program,
        ImageNormalisation normalisation,
        Func<IProgramExecutor> createExecutor,
        int count,
        Func<int, RgbImage> sample,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(normalisation);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var answers = new Disagreement[count];
        int done = 0;
        using var reference = new FloatModel(model, normalisation.InputShape);
        var preprocessor = new ImagePreprocessor(program);
        Parallel.For(
            0, count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            createExecutor,
            (i, _, executor) =>
            {
                RgbImage image = sample(i);
                float[] expected = reference.Run(normalisation.ToFloats(image));
                ExecutionResult result = executor.Run([preprocessor.Apply(image)], cancellationToken: cancellationToken);
                answers[i] = new Disagreement(i, expected, OutputValues.Read(program.Outputs[0], result.Outputs[0].Span));
                progress?.Report(new ImportProgress("evaluate", Interlocked.Increment(ref done), count));
                return executor;
            },
            executor => executor.Dispose());
        return Summarise(answers);
    }

    private static AccuracyReport Summarise(Disagreement[] answers)
    {
        Disagreement[] wrong = [.. answers.Where(answer => OutputValues.Largest(answer.Float) != OutputValues.Largest(answer.Program))];
        double[] differences = [.. answers.SelectMany(answer => answer.Float.Zip(answer.Program, (a, b) => Math.Abs(a - b)))];
        return new AccuracyReport(answers.Length, answers.Length - wrong.Length, differences.Average(), differences.Max(), wrong);
    }
}
