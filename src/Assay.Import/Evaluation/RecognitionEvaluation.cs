using Assay.Import.Images;
using Assay.Import.Text;
using Assay.Inference;

namespace Assay.Import.Evaluation;

/// <summary>How the lines that a program reads compare with those that the float model reads. Spaces around a line do not count.</summary>
/// <param name="Lines">Number of lines.</param>
/// <param name="SameText">Share of lines that both read alike, 0 to 1.</param>
/// <param name="SameTextWithSpaces">The same, where spaces around a line count.</param>
/// <param name="SameCharacters">1 less the edit distance over the float model's characters.</param>
/// <param name="FloatCorrect">Share of lines that the float model reads as they were rendered.</param>
/// <param name="ProgramCorrect">Share of lines that the program reads as they were rendered.</param>
public sealed record RecognitionReport(
    int Lines, double SameText, double SameTextWithSpaces, double SameCharacters, double FloatCorrect, double ProgramCorrect);

/// <summary>Compares a recogniser's program with the float model that it was imported from.</summary>
public static class RecognitionEvaluation
{
    /// <summary>Reads lines with both.</summary>
    /// <param name="model">Bytes of the ONNX file.</param>
    /// <param name="program">The imported program; its labels are the characters.</param>
    /// <param name="createExecutor">Creates an executor of the program; called once a thread.</param>
    /// <param name="count">Number of lines.</param>
    /// <param name="line">A line; called from several threads.</param>
    /// <param name="progress">Told about progress, from several threads.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The comparison, the same for any number of threads.</returns>
    public static RecognitionReport Run(
        byte[] model,
        InferenceProgram program,
        Func<IProgramExecutor> createExecutor,
        int count,
        Func<int, TextLine> line,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var characters = CharacterSet.FromLabels(program.Labels);
        ImageNormalisation normalisation = ImageNormalisation.TextRecognition;
        var preprocessor = new ImagePreprocessor(program);
        var lines = new (string Truth, string Float, string Program)[count];
        int done = 0;
        using var reference = new FloatModel(model, normalisation.InputShape);
        Parallel.For(
            0, count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            createExecutor,
            (i, _, executor) =>
            {
                TextLine sample = line(i);
                double[] expected = Array.ConvertAll(reference.Run(normalisation.ToFloats(sample.Image)), value => (double)value);
                ExecutionResult result = executor.Run([preprocessor.Apply(sample.Image)], cancellationToken: cancellationToken);
                double[] actual = OutputValues.Read(program.Outputs[0], result.Outputs[0].Span);
                lines[i] = (sample.Text, CtcDecoder.Decode(expected, characters, areLogits: false).Value, CtcDecoder.Decode(actual, characters, areLogits: true).Value);
                progress?.Report(new ImportProgress("evaluate", Interlocked.Increment(ref done), count));
                return executor;
            },
            executor => executor.Dispose());
        return new RecognitionReport(
            count,
            Share(lines, item => item.Float.Trim() == item.Program.Trim()),
            Share(lines, item => item.Float == item.Program),
            1 - ((double)lines.Sum(item => EditDistance(item.Float.Trim(), item.Program.Trim())) / Math.Max(1, lines.Sum(item => item.Float.Trim().Length))),
            Share(lines, item => item.Float.Trim() == item.Truth.Trim()),
            Share(lines, item => item.Program.Trim() == item.Truth.Trim()));
    }

    /// <summary>Fewest insertions, deletions and replacements that turn one text into the other.</summary>
    /// <param name="left">A text.</param>
    /// <param name="right">Another.</param>
    /// <returns>Their number.</returns>
    public static int EditDistance(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static double Share<T>(IReadOnlyCollection<T> items, Func<T, bool> condition) => (double)items.Count(condition) / items.Count;
}
