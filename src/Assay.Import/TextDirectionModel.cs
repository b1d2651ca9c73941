using Assay.Import.Images;
using Assay.Import.Quantisation;

namespace Assay.Import;

/// <summary>PP-OCR's text-direction classifier: is a line of text upright or turned by 180 degrees?</summary>
public static class TextDirectionModel
{
    /// <summary>Seed of the lines for calibration.</summary>
    public const ulong CalibrationSeed = 1;

    /// <summary>Seed of the lines for accuracy checks, none of which calibration sees.</summary>
    public const ulong EvaluationSeed = 2;

    /// <summary>The classes, in the order of the model's output.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["0", "180"];

    /// <summary>Options that import the classifier, calibrated with rendered lines.</summary>
    /// <param name="renderer">Renders the lines.</param>
    /// <param name="calibrationLines">How many.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <returns>The options.</returns>
    public static ImportOptions CreateOptions(TextLineRenderer renderer, int calibrationLines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(renderer);
        ArgumentOutOfRangeException.ThrowIfLessThan(calibrationLines, 1);
        float[][] inputs = new float[calibrationLines][];
        Parallel.For(0, calibrationLines, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            inputs[i] = ImageNormalisation.TextDirection.ToFloats(renderer.Render(CalibrationSeed, i).Image));
        return new ImportOptions
        {
            Name = "ppocr-cls",
            Image = ImageNormalisation.TextDirection,
            CalibrationInputs = inputs,
            Labels = Labels,

            // Measured on thousands of lines; a scale a channel would cost time, and neither it nor learned rounding gains anything here.
            RangeMethod = RangeMethod.MeanSquaredError,
            ChannelScaling = ChannelScalingMode.None,
            LearnedRounding = false,
        };
    }
}
