using Assay.Import.Images;

namespace Assay.Import;

/// <summary>PP-OCR's detector: where on a page is text?</summary>
public static class TextDetectionModel
{
    /// <summary>Seed of the pages for calibration.</summary>
    public const ulong CalibrationSeed = 21;

    /// <summary>Seed of the pages for accuracy checks, none of which calibration sees.</summary>
    public const ulong EvaluationSeed = 22;

    /// <summary>Width and height of a page in pixels where nothing else is asked for.</summary>
    public const int StandardSide = 640;

    /// <summary>Options that import the detector, calibrated with rendered pages.</summary>
    /// <param name="renderer">Renders the lines on the pages.</param>
    /// <param name="calibrationPages">How many pages.</param>
    /// <param name="side">Width and height of the images that the program will take; a multiple of 32.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <returns>The options.</returns>
    public static ImportOptions CreateOptions(
        TextLineRenderer renderer, int calibrationPages, int side = StandardSide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(renderer);
        ArgumentOutOfRangeException.ThrowIfLessThan(calibrationPages, 1);
        if (side < 64 || side % 32 != 0)
            throw new ImportException($"Detector: images of {side} × {side}; expected a multiple of 32 of at least 64.");
        var pages = new TextPageRenderer(renderer, side);
        ImageNormalisation normalisation = ImageNormalisation.TextDetection(side, side);
        float[][] inputs = new float[calibrationPages][];
        Parallel.For(0, calibrationPages, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            inputs[i] = normalisation.ToFloats(pages.Render(CalibrationSeed, i).Image));
        return new ImportOptions { Name = "ppocr-det", Image = normalisation, CalibrationInputs = inputs };
    }
}
