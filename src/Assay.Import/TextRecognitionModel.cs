using Assay.Import.Images;
using Assay.Import.Text;

namespace Assay.Import;

/// <summary>PP-OCR's recogniser: what does a line of text say?</summary>
public static class TextRecognitionModel
{
    /// <summary>Seed of the lines for calibration.</summary>
    public const ulong CalibrationSeed = 11;

    /// <summary>Seed of the lines for accuracy checks, none of which calibration sees.</summary>
    public const ulong EvaluationSeed = 12;

    /// <summary>Options that import the recogniser, calibrated with rendered lines. Its output is logits, its labels are the characters.</summary>
    /// <param name="renderer">Renders the lines.</param>
    /// <param name="characters">The recogniser's characters.</param>
    /// <param name="calibrationLines">How many lines.</param>
    /// <param name="hard">Renders every other line, a quarter of these Chinese; null for none.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <returns>The options.</returns>
    public static ImportOptions CreateOptions(
        TextLineRenderer renderer, CharacterSet characters, int calibrationLines, HardLineRenderer? hard = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(renderer);
        ArgumentNullException.ThrowIfNull(characters);
        ArgumentOutOfRangeException.ThrowIfLessThan(calibrationLines, 1);
        float[][] inputs = new float[calibrationLines][];
        Parallel.For(0, calibrationLines, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            TextLine line = hard is not null && i % 2 == 0
                ? hard.Render(CalibrationSeed, i, characters.Letters) : renderer.RenderShort(CalibrationSeed, i, characters.Letters);
            inputs[i] = ImageNormalisation.TextRecognition.ToFloats(line.Image);
        });
        return new ImportOptions
        {
            Name = "ppocr-rec",
            Image = ImageNormalisation.TextRecognition,
            CalibrationInputs = inputs,
            OutputLogits = true,
            Labels = characters.Labels,
        };
    }
}
