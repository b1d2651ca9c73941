using Assay.Import.Tflite;
using Assay.Inference;

namespace Assay.Import.Tests.Tflite;

/// <summary>BATCH_MATMUL, ARG_MAX and PRELU.</summary>
public class MatrixTests
{
    [Theory]
    [InlineData(false, false, 2, 3)]
    [InlineData(true, false, 2, 3)]
    [InlineData(false, true, 2, 3)]
    [InlineData(true, true, 2, 3)]
    [InlineData(false, false, 1, 1)]
    public void Products_of_matrices(bool transposesLeft, bool transposesRight, int batch, int heads)
    {
        const int Rows = 3, Inner = 20, Columns = 4;
        int[] left = transposesLeft ? [2, 3, Inner, Rows] : [2, 3, Rows, Inner], right = transposesRight ? [batch, heads, Columns, Inner] : [batch, heads, Inner, Columns];
        var writer = new TfliteWriter();
        int a = writer.Tensor(left, 0.03f, 5), b = writer.Tensor(right, 0.021f, -7), c = writer.Tensor([2, 3, Rows, Columns], 0.5f, 9);
        byte[] model = writer.Operator(126, [a, b], c, 101, builder =>
        {
            builder.AddBool(0, transposesLeft, false);
            builder.AddBool(1, transposesRight, false);
        }).Build([a, b], [c]);
        sbyte[] x = TfliteProgram.Values(6 * Rows * Inner, 50), y = TfliteProgram.Values(batch * heads * Inner * Columns, 51);

        TfliteProgram.Run(model, x, y).Should().Equal(Enumerable.Range(0, 6 * Rows * Columns).Select(i =>
        {
            (int matrix, int row, int column) = (i / (Rows * Columns), i / Columns % Rows, i % Columns);
            int other = batch * heads == 1 ? 0 : matrix;
            long sum = Enumerable.Range(0, Inner).Sum(k =>
                (x[(matrix * Rows * Inner) + (transposesLeft ? (k * Rows) + row : (row * Inner) + k)] - 5)
                * (y[(other * Inner * Columns) + (transposesRight ? (column * Inner) + k : (k * Columns) + column)] + 7));
            return KernelArithmetic.Saturate(KernelArithmetic.Multiply(sum, (double)(float)(0.03f * 0.021f) / 0.5f) + 9L);
        }));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(-1, true)]
    public void The_first_index_of_the_greatest(int axis, bool isLong)
    {
        int[] shape = axis == 1 ? [2, 4] : [2, 3];
        sbyte[] values = [.. TfliteProgram.Values(24, 52).Select(value => (sbyte)(value / 40))];
        var writer = new TfliteWriter();
        int input = writer.Tensor([2, 3, 4], 0.1f, 3), output = writer.Tensor(shape, isLong ? TfliteElementType.Int64 : TfliteElementType.Int32, [], [], 0, null);
        InferenceProgram program = TfliteProgram.Import(writer.Operator(56, [input, writer.Integers([], axis)], output).Build([input], [output]));

        int[] actual = TfliteProgram.RunAll<int>(program, values).Single();

        actual.Should().Equal(Enumerable.Range(0, shape[0] * shape[1]).Select(i =>
        {
            sbyte[] line = axis == 1
                ? [.. Enumerable.Range(0, 3).Select(k => values[(i / 4 * 12) + (k * 4) + (i % 4)])]
                : values[(i * 4)..((i * 4) + 4)];
            return Array.IndexOf(line, line.Max());
        }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Slopes_below_the_zero_point(int channels)
    {
        sbyte[] slopes = [.. new sbyte[] { 77, -128, 9 }.Take(channels)];
        sbyte[] values = [.. TfliteProgram.Everything.SelectMany(value => Enumerable.Repeat(value, 3))];
        var writer = new TfliteWriter();
        int input = writer.Tensor([256, 3], 0.05f, 10), slope = writer.Tensor([channels], 0.007f, 9, slopes), output = writer.Tensor([256, 3], 0.04f, 5);

        TfliteProgram.Run(writer.Operator(54, [input, slope], output).Build([input], [output]), values).Should().Equal(values.Select((value, i) =>
        {
            int x = value - 10, y = slopes[i % channels] - 9;
            return KernelArithmetic.Saturate(5L + (x >= 0
                ? KernelArithmetic.Multiply(x, (double)0.05f / 0.04f)
                : KernelArithmetic.Multiply(x * y, (double)0.05f * 0.007f / 0.04f)));
        }));
    }

    [Fact]
    public void Stacks_of_different_heights_are_refused()
    {
        var writer = new TfliteWriter();
        int a = writer.Tensor([4, 2, 3], 0.1f, 0), b = writer.Tensor([2, 3, 2], 0.1f, 0), c = writer.Tensor([4, 2, 2], 0.1f, 0);
        byte[] model = writer.Operator(126, [a, b], c, 101, builder => builder.AddBool(0, false, false)).Build([a, b], [c]);

        FluentActions.Invoking(() => TfliteProgram.Import(model)).Should().Throw<ImportException>()
            .WithMessage("Operator 0 (BATCH_MATMUL*expected as many matrices on both sides, or one on the right.");
    }
}
