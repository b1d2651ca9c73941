using Assay.Inference;

namespace Assay.Import.Images;

/// <summary>The images that a float model takes: NCHW, (value / 255 − mean) / deviation for each channel, and 0 for padding.</summary>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="Preprocessing">Channel order, fit, mean and deviation.</param>
public sealed record ImageNormalisation(int Height, int Width, ImagePreprocessing Preprocessing)
{
    /// <summary>PP-OCR's text-direction classifier: 48 rows, at most 192 columns, blue first, values from −1 to 1.</summary>
    public static ImageNormalisation TextDirection { get; } =
        new(48, 192, new ImagePreprocessing(ChannelOrder.Bgr, ImageFit.PadRight, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]));

    /// <summary>PP-OCR's recogniser at its usual width: 48 rows, at most 320 columns, blue first, values from −1 to 1.</summary>
    public static ImageNormalisation TextRecognition { get; } =
        new(48, 320, new ImagePreprocessing(ChannelOrder.Bgr, ImageFit.PadRight, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]));

    /// <summary>PP-OCR's detector: blue first, with the means and deviations of ImageNet in that order.</summary>
    /// <param name="height">Rows; a multiple of 32.</param>
    /// <param name="width">Columns; a multiple of 32.</param>
    /// <returns>The images.</returns>
    public static ImageNormalisation TextDetection(int height, int width) =>
        new(height, width, new ImagePreprocessing(ChannelOrder.Bgr, ImageFit.Stretch, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]));

    /// <summary>Shape [1, channels, height, width] of the float model's input.</summary>
    public IReadOnlyList<int> InputShape => [1, ImageFitting.ChannelCount(Preprocessing.Order), Height, Width];

    /// <summary>The real value of a pixel value in a channel.</summary>
    /// <param name="channel">Channel in the model's order.</param>
    /// <param name="value">0 to 255.</param>
    /// <returns>The float model's input.</returns>
    public double Normalise(int channel, int value) =>
        ((value / 255.0) - Preprocessing.Mean[channel]) / Preprocessing.StandardDeviation[channel];

    /// <summary>The float model's input for an image.</summary>
    /// <param name="image">The image, of any size.</param>
    /// <returns>Values of <see cref="InputShape"/>.</returns>
    public float[] ToFloats(RgbImage image)
    {
        RgbImage fitted = ImageFitting.Fit(image, Height, Width, Preprocessing.Fit);
        int channels = InputShape[1];
        float[] input = new float[channels * Height * Width];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int y = 0; y < Height; y++)
            {
                int row = ((channel * Height) + y) * Width;
                for (int x = 0; x < fitted.Width; x++)
                    input[row + x] = (float)Normalise(channel, ImageFitting.Sample(fitted, x, y, channel, Preprocessing.Order));
            }
        }

        return input;
    }

    /// <summary>Checks the values.</summary>
    /// <exception cref="ImportException">Sizes, counts or deviations are out of range.</exception>
    internal void Check()
    {
        if (Height is < 1 or > RgbImage.MaximumSide || Width is < 1 or > RgbImage.MaximumSide)
            throw new ImportException($"Image input: {Height} × {Width}; expected 1 to {RgbImage.MaximumSide} each way.");
        int channels = ImageFitting.ChannelCount(Preprocessing.Order);
        if (Preprocessing.Mean.Length != channels || Preprocessing.StandardDeviation.Length != channels
            || Preprocessing.StandardDeviation.Any(deviation => !(deviation > 0)))
            throw new ImportException($"Image input: expected {channels} means and as many positive deviations.");
    }
}
