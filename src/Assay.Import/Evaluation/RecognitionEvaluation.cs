using Assay.Import.Images;
using Assay.Import.Text;
using Assay.Inference;

namespace Assay.Import.Evaluation;

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
            Shares(lines), Shares([.. lines.Where(item => IsChinese(item.Truth))]), Shares([.. lines.Where(item => !IsChinese(item.Truth))]));
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

    private static RecognitionShares Shares((string Truth, string Float, string Program)[] lines)
    {
        double Share(Func<(string Truth, string Float, string Program), bool> condition) => lines.Length == 0 ? 0 : (double)lines.Count(condition) / lines.Length;
        int different = lines.Sum(item => EditDistance(item.Float.Trim(), item.Program.Trim()));
        return new RecognitionShares(
            lines.Length,
            Share(item => item.Float.Trim() == item.Program.Trim()),
            Share(item => item.Float == item.Program),
            lines.Length == 0 ? 0 : 1 - ((double)different / Math.Max(1, lines.Sum(item => item.Float.Trim().Length))),
            Share(item => item.Float.Trim() == item.Truth.Trim()),
            Share(item => item.Program.Trim() == item.Truth.Trim()));
    }

    private static bool IsChinese(string text) => text.Any(ChineseLineContent.IsChinese);
}
