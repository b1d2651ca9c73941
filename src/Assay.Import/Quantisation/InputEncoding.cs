using Assay.Import.Images;
using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>
/// How the program's int8 input stands for the float model's: real = (value − zero point) · scale · channel scale + offset.
/// </summary>
/// <param name="Parameters">Scale and zero point.</param>
/// <param name="Offsets">What the zero point stands for in every channel; null for 0.</param>
/// <param name="ChannelScales">A factor of the scale for every channel; null for 1.</param>
public sealed record InputEncoding(QuantisationParameters Parameters, double[]? Offsets, double[]? ChannelScales)
{
    /// <summary>The encoding of images.</summary>
    /// <param name="normalisation">What the float model expects.</param>
    /// <param name="onlyConvolutionsRead">Whether the encoding may differ between channels, which only convolutions can make up for.</param>
    /// <returns>The encoding, and the preprocessing for the program file.</returns>
    public static (InputEncoding Encoding, ImagePreprocessing Preprocessing) ForImages(ImageNormalisation normalisation, bool onlyConvolutionsRead)
    {
        ArgumentNullException.ThrowIfNull(normalisation);
        normalisation.Check();
        return normalisation.Preprocessing.Fit == ImageFit.PadRight || !onlyConvolutionsRead ? ExactPadding(normalisation) : ExactPixels(normalisation);
    }

    /// <summary>The encoding of inputs that lie in a known range.</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <returns>The encoding; its offset is 0.</returns>
    public static InputEncoding ForRange(double low, double high) => new(QuantisationParameters.Int8(low, high), null, null);

    /// <summary>The program's input for an input of the float model.</summary>
    /// <param name="values">Real values; channels first where there are rows and columns.</param>
    /// <param name="shape">Shape of the program's input.</param>
    /// <returns>The bytes of the input tensor.</returns>
    internal byte[] Quantise(float[] values, TensorShape shape)
    {
        int channels = shape.Channels;
        bool channelsFirst = shape.Batch == 1 && shape.Height > 1;
        int positions = values.Length / channels;
        byte[] bytes = new byte[values.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            int channel = i % channels;
            double real = values[channelsFirst ? (channel * positions) + (i / channels) : i] - (Offsets?[channel] ?? 0);
            bytes[i] = (byte)(sbyte)Parameters.Quantise(real / (ChannelScales?[channel] ?? 1), sbyte.MinValue, sbyte.MaxValue);
        }

        return bytes;
    }

    /// <summary>
    /// Where images are padded with real zeros, the zero point stands for exactly 0: large even areas of a value that is only nearly
    /// right would tell on the result. Pixels near the ends of their range are exact, those near 0 off by up to half a level.
    /// </summary>
    private static (InputEncoding Encoding, ImagePreprocessing Preprocessing) ExactPadding(ImageNormalisation normalisation)
    {
        ImagePreprocessing source = normalisation.Preprocessing;
        double low = Enumerable.Range(0, source.Mean.Length).Min(channel => normalisation.Normalise(channel, 0));
        double high = Enumerable.Range(0, source.Mean.Length).Max(channel => normalisation.Normalise(channel, 255));
        (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        int zeroPoint = (int)Math.Clamp(Math.Round(-128 - (low * 255 / (high - low))), -127, 126);
        double scale = Math.Max(-low / (128 + zeroPoint), high / (127 - zeroPoint));
        return (new InputEncoding(new QuantisationParameters(scale, zeroPoint), null, null), source);
    }

    /// <summary>The 256 pixel values are the 256 integers. A real 0 then lies between two of them, which the offsets record.</summary>
    private static (InputEncoding Encoding, ImagePreprocessing Preprocessing) ExactPixels(ImageNormalisation normalisation)
    {
        ImagePreprocessing source = normalisation.Preprocessing;
        int channels = source.Mean.Length;
        double smallest = source.StandardDeviation.Min();
        double scale = 1 / (255 * smallest);

        // Convolutions pad with the zero point in every channel: the pixel value that is nearest to a real 0 in all of them.
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
}
