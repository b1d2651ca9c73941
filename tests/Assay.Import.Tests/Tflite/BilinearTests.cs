namespace Assay.Import.Tests.Tflite;

/// <summary>RESIZE_BILINEAR against the kernel's formula in 1,024ths of an element.</summary>
public class BilinearTests
{
    [Theory]
    [InlineData(3, 4, 6, 8, false, false)]
    [InlineData(3, 4, 6, 8, true, false)]
    [InlineData(3, 4, 6, 8, false, true)]
    [InlineData(8, 9, 3, 4, false, true)]
    [InlineData(8, 9, 3, 4, true, false)]
    [InlineData(5, 1, 7, 3, true, false)]
    [InlineData(20, 20, 1, 1, true, false)]
    [InlineData(2, 2, 16, 16, false, true)]
    public void The_kernels_bytes(int height, int width, int newHeight, int newWidth, bool alignCorners, bool halfPixelCentres)
    {
        sbyte[] values = TfliteProgram.Values(2 * height * width * 3, height + newWidth);
        int At(int image, int y, int x, int channel) => values[(((((image * height) + y) * width) + x) * 3) + channel];

        var expected = new List<sbyte>();
        for (int i = 0; i < 2 * newHeight * newWidth * 3; i++)
        {
            (int channel, int x, int y, int image) = (i % 3, i / 3 % newWidth, i / 3 / newWidth % newHeight, i / 3 / newWidth / newHeight);
            (int y0, int y1, long dy) = Place(y, height, newHeight, alignCorners, halfPixelCentres);
            (int x0, int x1, long dx) = Place(x, width, newWidth, alignCorners, halfPixelCentres);
            long sum = (At(image, y0, x0, channel) * (1024 - dy) * (1024 - dx)) + (At(image, y1, x0, channel) * dy * (1024 - dx))
                + (At(image, y0, x1, channel) * (1024 - dy) * dx) + (At(image, y1, x1, channel) * dy * dx);
            expected.Add((sbyte)(int)KernelArithmetic.DivideAwayFromZero(sum, 1 << 20));
        }

        TfliteProgram.Run(Model([2, height, width, 3], [2, newHeight, newWidth, 3], alignCorners, halfPixelCentres), values).Should().Equal(expected);
    }

    [Theory]
    [InlineData(3, 4, true, true, "Operator 0 (RESIZE_BILINEAR*both align_corners and half_pixel_centers*")]
    [InlineData(40, 2, false, false, "Operator 0 (RESIZE_BILINEAR*40 elements of an axis to 2; expected at least a sixteenth.")]
    [InlineData(3, 2000, false, false, "Operator 0 (RESIZE_BILINEAR*reads behind the last one*")]
    public void What_cannot_be_the_kernels_bytes_is_refused(int from, int to, bool alignCorners, bool halfPixelCentres, string message) =>
        FluentActions.Invoking(() => TfliteProgram.Import(Model([1, from, 2, 1], [1, to, 2, 1], alignCorners, halfPixelCentres)))
            .Should().Throw<ImportException>().WithMessage(message);

    private static (int Before, int After, long Delta) Place(int value, int from, int to, bool alignCorners, bool halfPixelCentres)
    {
        bool isAligned = alignCorners && to > 1;
        int scale = isAligned ? ((1024 * (from - 1)) + ((to - 1) / 2)) / (to - 1) : ((1024 * from) + (to / 2)) / to;
        int place = halfPixelCentres ? (value * scale) + (scale / 2) - 512 : value * scale;
        int before = Math.Max(place / 1024, 0);
        return (before, Math.Min((place + 1023) / 1024, from - 1), place - (1024 * before));
    }

    private static byte[] Model(int[] from, int[] to, bool alignCorners, bool halfPixelCentres)
    {
        var writer = new TfliteWriter();
        int input = writer.Tensor(from, 0.1f, 3), output = writer.Tensor(to, 0.1f, 3);
        return writer.Operator(23, [input, writer.Integers([2], to[1], to[2])], output, 15, builder =>
        {
            builder.AddBool(2, alignCorners, false);
            builder.AddBool(3, halfPixelCentres, false);
        }).Build([input], [output]);
    }
}
