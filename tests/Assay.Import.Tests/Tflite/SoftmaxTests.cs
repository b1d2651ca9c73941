using System.Numerics;
using Assay.Import.Tflite;
using Assay.Import.Tflite.Lowering;

namespace Assay.Import.Tests.Tflite;

/// <summary>The soft-max against the real function, and against the kernel's steps one after the other.</summary>
public class SoftmaxTests
{
    [Theory]
    [InlineData(2, 0.05f, 1f)]
    [InlineData(10, 0.1f, 1f)]
    [InlineData(10, 0.003f, 1f)]
    [InlineData(12, 3.7f, 1f)]
    [InlineData(1001, 0.08f, 0.5f)]
    public void A_soft_max_is_within_one_step_of_the_real_one(int classes, float scale, float beta)
    {
        const int Rows = 6;
        sbyte[] input = TfliteProgram.Values(Rows * classes, classes);
        var writer = new TfliteWriter();
        int from = writer.Tensor([Rows, classes], scale, 7), to = writer.Tensor([Rows, classes], 1f / 256, -128);
        writer.Operator(25, [from], to, 9, builder => builder.AddFloat(0, beta, 0));

        sbyte[] actual = TfliteProgram.Run(writer.Build([from], [to]), input);

        for (int row = 0; row < Rows; row++)
        {
            double[] exponentials = [.. input.Skip(row * classes).Take(classes).Select(value => Math.Exp(value * (double)scale * beta))];
            for (int i = 0; i < classes; i++)
            {
                double expected = Math.Min((256 * exponentials[i] / exponentials.Sum()) - 128, 127);
                ((double)actual[(row * classes) + i]).Should().BeApproximately(expected, 0.6);
            }
        }
    }

    [Theory]
    [InlineData(2, 0.05f)]
    [InlineData(12, 0.09f)]
    [InlineData(12, 0.0007f)]
    [InlineData(300, 0.02f)]
    [InlineData(511, 5f)]
    public void A_soft_max_is_the_kernels_step_by_step(int classes, float scale)
    {
        const int Rows = 40;
        sbyte[] input = TfliteProgram.Values(Rows * classes, classes + 1);

        // Rows of equal classes, one more each time, so that the sums take many mantissas.
        for (int row = 0; row < Rows / 2; row++)
            Array.Fill(input, (sbyte)100, row * classes, Math.Max(1, classes * row / (Rows / 2)));
        var writer = new TfliteWriter();
        int from = writer.Tensor([Rows, classes], scale, 7), to = writer.Tensor([Rows, classes], 1f / 256, -128);
        writer.Operator(25, [from], to, 9, builder => builder.AddFloat(0, 1, 0));

        sbyte[] actual = TfliteProgram.Run(writer.Build([from], [to]), input);

        actual.Should().Equal(input.Chunk(classes).SelectMany(row => Kernel(row, scale)));
    }

    private static IEnumerable<sbyte> Kernel(sbyte[] row, float scale)
    {
        TfliteScale factor = TfliteScale.ForTable((double)scale * (1 << 26), new TfliteOperator(0, "SOFTMAX", [], [], null, "soft-max"));
        double limit = Math.Floor(31.0 * (1 << 26) / Math.Pow(2, factor.Shift));
        int[] exponentials = [.. row.Select(value => row.Max() - value > limit ? 0 : FixedPointMath.Exp(factor.Apply(value - row.Max()), 5))];
        int sum = exponentials.Sum(value => FixedPointMath.RoundingShiftRight(value, 12));
        int zeros = BitOperations.LeadingZeroCount((uint)sum);
        int reciprocal = FixedPointMath.Reciprocal((int)(((long)sum << zeros) - (1L << 31)));
        return exponentials.Select(value =>
            KernelArithmetic.Saturate(FixedPointMath.RoundingShiftRight(FixedPointMath.HighProduct(reciprocal, value), 35 - zeros) - 128));
    }
}
