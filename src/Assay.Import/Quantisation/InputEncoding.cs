using Assay.Import.Images;
using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>
/// How the program's int8 input stands for the float model's: real = (value − zero point) · scale · channel scale + offset. For
/// images the 256 pixel values are the 256 integers, exactly; a real 0 then lies between two of them, which the offset records.
/// </summary>
/// <param name="Parameters">Scale and zero point.</param>
/// <param name="Offsets">What the zero point stands for in every channel; null for 0.</param>
/// <param name="ChannelScales">A factor of the scale for every channel; null for 1.</param>
public sealed record InputEncoding(QuantisationParameters Parameters, double[]? Offsets, double[]? ChannelScales)
{
    /// <summary>The encoding of images.</summary>
    /// <param name="normalisation">What the float model expects.</param>
    /// <returns>The encoding, and the preprocessing for the program file: pixels with 128 taken off.</returns>
    public static (InputEncoding Encoding, ImagePreprocessing Preprocessing) ForImages(ImageNormalisation normalisation)
    {
        ArgumentNullException.ThrowIfNull(normalisation);
        normalisation.Check();
        ImagePreprocessing source = normalisation.Preprocessing;
        int channels = source.Mean.Length;
        double smallest = source.StandardDeviation.Min();
        double scale = 1 / (255 * smallest);

        // Padding writes the zero point in every channel: the pixel value that is nearest to a real 0 in all of them.
        int zeroPoint = (int)Math.Clamp(Math.Round((source.Mean.Average() * 255) - 128), sbyte.MinValue, sbyte.MaxValue);
        double mean = (128 + zeroPoint) / 255.0;
        double[] offsets = [.. Enumerable.Range(0, channels).Select(channel => (mean - source.Mean[channel]) / source.StandardDeviation[channel])];
        double[] scales = [.. source.StandardDeviation.Select(deviation => smallest / deviation)];
        ImagePreprocessing moved = source with
        {
            Mean = [.. Enumerable.Repeat(mean, channels)],
            StandardDeviation = [.. Enumerable.Repeat(smallest, channels)],
        };
        return (new InputEncoding(new QuantisationParameters(scale, zeroPoint), offsets, scales), moved);
    }

    /// <summary>The encoding of inputs that lie in a known range.</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <returns>The encoding; its offset is 0.</returns>
    public static InputEncoding ForRange(double low, double high) => new(QuantisationParameters.Int8(low, high), null, null);
}
