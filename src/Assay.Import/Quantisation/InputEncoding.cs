using Assay.Import.Images;
using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>
/// How the program's int8 input stands for the float model's: real = (value − zero point) · scale + offset. For images the
/// 256 pixel values are the 256 integers, exactly; a real 0 then lies between two of them, which the offset records.
/// </summary>
/// <param name="Parameters">Scale and zero point.</param>
/// <param name="Offset">What the zero point stands for; at most half a step.</param>
public sealed record InputEncoding(QuantisationParameters Parameters, double Offset)
{
    /// <summary>The encoding of images.</summary>
    /// <param name="normalisation">What the float model expects.</param>
    /// <returns>The encoding, and the preprocessing for the program file: its means are moved by <see cref="Offset"/>.</returns>
    public static (InputEncoding Encoding, ImagePreprocessing Preprocessing) ForImages(ImageNormalisation normalisation)
    {
        ArgumentNullException.ThrowIfNull(normalisation);
        normalisation.Check();
        ImagePreprocessing source = normalisation.Preprocessing;
        double low = Enumerable.Range(0, source.Mean.Length).Min(channel => normalisation.Normalise(channel, 0));
        double high = Enumerable.Range(0, source.Mean.Length).Max(channel => normalisation.Normalise(channel, 255));
        double scale = (high - low) / 255;
        int zeroPoint = (int)Math.Clamp(Math.Round(-128 - (low / scale)), -128, 127);
        double offset = low + ((128 + zeroPoint) * scale);
        ImagePreprocessing moved = source with
        {
            Mean = [.. source.Mean.Zip(source.StandardDeviation, (mean, deviation) => mean + (offset * deviation))],
        };
        return (new InputEncoding(new QuantisationParameters(scale, zeroPoint), offset), moved);
    }

    /// <summary>The encoding of inputs that lie in a known range.</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <returns>The encoding; its offset is 0.</returns>
    public static InputEncoding ForRange(double low, double high) => new(QuantisationParameters.Int8(low, high), 0);
}
