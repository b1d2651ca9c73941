namespace Assay.Import.Tests.Tflite;

/// <summary>Pools, means and sums.</summary>
public class PoolingTests
{
    private const int Height = 5, Width = 7, Channels = 2;
    private static readonly sbyte[] s_input = TfliteProgram.Values(Height * Width * Channels, 1);

    [Fact]
    public void An_average_over_all_positions_rounds_the_stored_values_half_away_from_zero()
    {
        for (int size = 1; size <= 8; size++)
        {
            // One row for each sum of `size` values, from the least to the greatest.
            int sums = (255 * size) + 1;
            sbyte[] input = new sbyte[size * sums];
            for (int sum = 0; sum < sums; sum++)
            {
                for (int i = 0; i < size; i++)
                    input[(i * sums) + sum] = (sbyte)(Math.Clamp(sum - (255 * i), 0, 255) - 128);
            }

            var writer = new TfliteWriter();
            int from = writer.Tensor([1, size, 1, sums], 0.1f, -128), to = writer.Tensor([1, 1, 1, sums], 0.1f, -128);
            Pool(writer, 1, from, to, false, 1, size, 1);

            TfliteProgram.Run(writer.Build([from], [to]), input).Should().Equal(
                Enumerable.Range(0, sums).Select(sum => (sbyte)KernelArithmetic.DivideAwayFromZero(sum - (128 * size), size)), $"of {size} values");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_maximum_over_windows(bool same)
    {
        (int rows, int columns) = same ? (3, 4) : (2, 3);
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, Height, Width, Channels], 0.1f, 3), to = writer.Tensor([1, rows, columns, Channels], 0.1f, 3);
        Pool(writer, 17, from, to, same, 2, 3, 2);
        int top = same ? 1 : 0, left = 0;

        TfliteProgram.Run(writer.Build([from], [to]), s_input).Should().Equal(Enumerable.Range(0, rows * columns * Channels).Select(i =>
        {
            (int oy, int ox, int c) = (i / Channels / columns, i / Channels % columns, i % Channels);
            return Enumerable.Range(0, 6).Select(tap => ((oy * 2) - top + (tap / 2), (ox * 2) - left + (tap % 2)))
                .Where(at => at.Item1 >= 0 && at.Item1 < Height && at.Item2 >= 0 && at.Item2 < Width)
                .Max(at => s_input[(((at.Item1 * Width) + at.Item2) * Channels) + c]);
        }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_average_over_windows_counts_the_values_inside(bool same)
    {
        (int rows, int columns) = same ? (3, 4) : (2, 3);
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, Height, Width, Channels], 0.1f, 3), to = writer.Tensor([1, rows, columns, Channels], 0.1f, 3);
        Pool(writer, 1, from, to, same, 2, 3, 2);
        int top = same ? 1 : 0;

        TfliteProgram.Run(writer.Build([from], [to]), s_input).Should().Equal(Enumerable.Range(0, rows * columns * Channels).Select(i =>
        {
            (int oy, int ox, int c) = (i / Channels / columns, i / Channels % columns, i % Channels);
            int[] values =
            [
                .. Enumerable.Range(0, 6).Select(tap => (Y: (oy * 2) - top + (tap / 2), X: (ox * 2) + (tap % 2)))
                    .Where(at => at.Y >= 0 && at.Y < Height && at.X < Width).Select(at => (int)s_input[(((at.Y * Width) + at.X) * Channels) + c]),
            ];
            return (sbyte)KernelArithmetic.DivideAwayFromZero(values.Sum(), values.Length);
        }));
    }

    [Theory]
    [InlineData(40, new[] { 1, 2 }, 35)]
    [InlineData(40, new[] { -1 }, 2)]
    [InlineData(74, new[] { 2, 1 }, 35)]
    public void Means_and_sums_over_axes_are_within_one_step(int code, int[] axes, int count)
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, Height, Width, Channels], 0.1f, 3), to = writer.Tensor([1, s_input.Length / count], code == 40 ? 0.06f : 1.7f, -5);
        int which = writer.Integers([axes.Length], axes);

        sbyte[] actual = TfliteProgram.Run(writer.Operator(code, [from, which], to, 27, builder => builder.AddByte(0, 0, 0)).Build([from], [to]), s_input);

        for (int i = 0; i < actual.Length; i++)
        {
            double sum = 0.1 * s_input.Where((_, at) => count == 2 ? at / 2 == i : at % Channels == i).Sum(value => value - 3);
            double expected = Math.Clamp(((code == 40 ? sum / count / 0.06 : sum / 1.7)) - 5, -128, 127);
            ((double)actual[i]).Should().BeApproximately(expected, 0.51);
        }
    }

    private static void Pool(TfliteWriter writer, int code, int from, int to, bool same, int stride, int height, int width) =>
        writer.Operator(code, [from], to, 5, builder =>
        {
            builder.AddByte(0, (byte)(same ? 0 : 1), 0);
            builder.AddInt(1, stride, 0);
            builder.AddInt(2, stride, 0);
            builder.AddInt(3, width, 0);
            builder.AddInt(4, height, 0);
        });
}
