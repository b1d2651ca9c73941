namespace Assay.Import.Images;

/// <summary>
/// Bilinear resizing in integers: the same pixels on every machine. Pixel centres lie at half positions, weights have
/// eleven fractional bits, and the result is rounded half up.
/// </summary>
internal static class BilinearResize
{
    private const int WeightBits = 11;
    private const int One = 1 << WeightBits;

    public static RgbImage Resize(RgbImage source, int width, int height)
    {
        if (source.Width == width && source.Height == height)
            return source;
        (int[] columns, int[] columnWeights) = Positions(source.Width, width);
        (int[] rows, int[] rowWeights) = Positions(source.Height, height);
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            int top = rows[y] * source.Width * 3;
            int bottom = Math.Min(rows[y] + 1, source.Height - 1) * source.Width * 3;
            for (int x = 0; x < width; x++)
            {
                int left = columns[x] * 3;
                int right = Math.Min(columns[x] + 1, source.Width - 1) * 3;
                for (int channel = 0; channel < 3; channel++)
                {
                    int above = Mix(source.Pixels[top + left + channel], source.Pixels[top + right + channel], columnWeights[x]);
                    int below = Mix(source.Pixels[bottom + left + channel], source.Pixels[bottom + right + channel], columnWeights[x]);
                    int value = (above * (One - rowWeights[y])) + (below * rowWeights[y]);
                    pixels[(((y * width) + x) * 3) + channel] = (byte)((value + (1 << ((2 * WeightBits) - 1))) >> (2 * WeightBits));
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static int Mix(byte a, byte b, int weight) => (a * (One - weight)) + (b * weight);

    /// <summary>For every target position: the source pixel before it and the weight of the one after.</summary>
    private static (int[] Index, int[] Weight) Positions(int source, int target)
    {
        int[] index = new int[target];
        int[] weight = new int[target];
        for (int i = 0; i < target; i++)
        {
            // Position (i + ½)·source/target − ½ in units of 1/(2·target), clamped to the first and last centre.
            long position = Math.Clamp((((2L * i) + 1) * source) - target, 0, 2L * target * (source - 1));
            index[i] = (int)(position / (2L * target));
            weight[i] = (int)(((position % (2L * target) * One) + target) / (2L * target));
        }

        return (index, weight);
    }
}
