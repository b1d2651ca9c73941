using Assay.Inference;

namespace Assay.Import.Images;

/// <summary>Brings images to the size and channel order of a model's input, in integers.</summary>
internal static class ImageFitting
{
    /// <summary>An image of the full height and at most the full width; what it lacks on the right is padding.</summary>
    public static RgbImage Fit(RgbImage image, int height, int width, ImageFit fit)
    {
        ArgumentNullException.ThrowIfNull(image);
        long proportional = (((long)height * image.Width) + image.Height - 1) / image.Height;
        return BilinearResize.Resize(image, fit == ImageFit.Stretch ? width : (int)Math.Min(width, proportional), height);
    }

    public static int ChannelCount(ChannelOrder order) => order == ChannelOrder.Gray ? 1 : 3;

    /// <summary>Value of a pixel in one of the model's channels.</summary>
    public static byte Sample(RgbImage image, int x, int y, int channel, ChannelOrder order)
    {
        ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(((y * image.Width) + x) * 3, 3);
        return order switch
        {
            ChannelOrder.Rgb => pixel[channel],
            ChannelOrder.Bgr => pixel[2 - channel],
            _ => (byte)(((77 * pixel[0]) + (150 * pixel[1]) + (29 * pixel[2]) + 128) >> 8),
        };
    }
}
