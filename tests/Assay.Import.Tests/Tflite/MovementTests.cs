using Google.FlatBuffers;

namespace Assay.Import.Tests.Tflite;

/// <summary>Operators that move elements, and those that compare them.</summary>
public class MovementTests
{
    private static readonly int[] s_shape = [2, 3, 4];
    private static readonly sbyte[] s_values = [.. Enumerable.Range(0, 24).Select(i => (sbyte)(i - 5))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Three_tensors_side_by_side(int axis)
    {
        int place = axis < 0 ? 2 : axis;
        int[] shape = [.. s_shape];
        shape[place] *= 3;
        var writer = new TfliteWriter();
        int[] parts = [writer.Tensor(s_shape, 0.1f, 3), writer.Tensor(s_shape, 0.1f, 3), writer.Tensor(s_shape, 0.1f, 3)];
        int joined = writer.Tensor(shape, 0.1f, 3);
        sbyte[][] inputs = [s_values, TfliteProgram.Values(24, 1), TfliteProgram.Values(24, 2)];
        byte[] model = writer.Operator(2, parts, joined, 10, builder => builder.AddInt(0, axis, 0)).Build(parts, [joined]);

        TfliteProgram.Run(model, inputs).Should().Equal(Everywhere(shape, at =>
        {
            int part = at[place] / s_shape[place];
            at[place] %= s_shape[place];
            return inputs[part][Offset(s_shape, at)];
        }));
    }

    [Fact]
    public void Axes_in_another_order()
    {
        int[] order = [2, 0, 1], shape = [4, 2, 3];

        Moved(39, shape, writer => [writer.Integers([3], order)]).Should().Equal(Everywhere(shape, at => s_values[Offset(s_shape, [at[1], at[2], at[0]])]));
    }

    [Fact]
    public void A_slice_to_the_end() =>
        Moved(65, [1, 2, 4], writer => [writer.Integers([3], 1, 1, 0), writer.Integers([3], 1, 2, -1)])
            .Should().Equal(Everywhere([1, 2, 4], at => s_values[Offset(s_shape, [at[0] + 1, at[1] + 1, at[2]])]));

    [Fact]
    public void A_slice_with_strides_masks_and_a_dropped_axis() =>
        Moved(45, [2, 2], writer => [writer.Integers([3], 9, -2, -1), writer.Integers([3], 0, -1, 0), writer.Integers([3], 1, 1, -2)], 32, builder =>
        {
            builder.AddInt(0, 0b001, 0);
            builder.AddInt(1, 0b101, 0);
            builder.AddInt(4, 0b010, 0);
        }).Should().Equal(Everywhere([2, 2], at => s_values[Offset(s_shape, [at[0], 1, 3 - (2 * at[1])])]));

    [Fact]
    public void Padding_that_no_convolution_takes_over()
    {
        int[] shape = [2, 6, 5];
        sbyte Padded(int[] at, sbyte fill) => at[1] is >= 1 and < 4 && at[2] >= 1 ? s_values[Offset(s_shape, [at[0], at[1] - 1, at[2] - 1])] : fill;

        Moved(34, shape, writer => [writer.Integers([3, 2], 0, 0, 1, 2, 1, 0)]).Should().Equal(Everywhere(shape, at => Padded(at, 3)));
        Moved(60, shape, writer => [writer.Integers([3, 2], 0, 0, 1, 2, 1, 0), writer.Tensor([1], 0.1f, 3, [-77])])
            .Should().Equal(Everywhere(shape, at => Padded(at, -77)));
    }

    [Theory]
    [InlineData(false, false, new[] { 0, 0, 1, 1, 2 }, new[] { 0, 0, 1, 1, 2, 2, 3, 3 }, 8)]
    [InlineData(true, false, new[] { 0, 1, 1, 2, 2 }, new[] { 0, 0, 1, 1, 2, 2, 3, 3 }, 8)]
    [InlineData(false, true, new[] { 0, 0, 1, 2, 2 }, new[] { 1, 3 }, 2)]
    public void The_nearest_neighbour(bool alignCorners, bool halfPixelCentres, int[] rows, int[] columns, int width)
    {
        int[] from = [1, 3, 4, 2], to = [1, 5, width, 2];
        var writer = new TfliteWriter();
        int input = writer.Tensor(from, 0.1f, 3), output = writer.Tensor(to, 0.1f, 3);
        writer.Operator(97, [input, writer.Integers([2], 5, width)], output, 74, builder =>
        {
            builder.AddBool(0, alignCorners, false);
            builder.AddBool(1, halfPixelCentres, false);
        });

        TfliteProgram.Run(writer.Build([input], [output]), s_values)
            .Should().Equal(Everywhere(to, at => s_values[Offset(from, [0, rows[at[1]], columns[at[2]], at[3]])]));
    }

    [Theory]
    [InlineData(55)]
    [InlineData(57)]
    public void The_greater_and_the_lesser_of_two(int code)
    {
        var writer = new TfliteWriter();
        int a = writer.Tensor([2, 12], 0.1f, 3), b = writer.Tensor([1, 12], 0.1f, 3), c = writer.Tensor([2, 12], 0.1f, 3);
        sbyte[] other = TfliteProgram.Values(12, 3);

        TfliteProgram.Run(writer.Operator(code, [a, b], c).Build([a, b], [c]), s_values, other)
            .Should().Equal(s_values.Select((value, i) => code == 55 ? Math.Max(value, other[i % 12]) : Math.Min(value, other[i % 12])));
    }

    [Theory]
    [InlineData(82)]
    [InlineData(89)]
    public void The_greatest_and_the_least_of_an_axis(int code) =>
        Moved(code, [2, 4], writer => [writer.Integers([1], 1)]).Should().Equal(Everywhere([2, 4], at =>
        {
            IEnumerable<sbyte> values = Enumerable.Range(0, 3).Select(i => s_values[Offset(s_shape, [at[0], i, at[1]])]);
            return code == 82 ? values.Max() : values.Min();
        }));

    [Theory]
    [InlineData(2, "*expected those of its input*")]
    [InlineData(39, "*permutation is [1]*")]
    public void What_does_not_fit_is_refused(int code, string message)
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([2, 2], 0.1f, 3), to = writer.Tensor([2, 2], 0.2f, 3), same = writer.Tensor([2, 2], 0.1f, 3);
        byte[] model = code == 2
            ? writer.Operator(code, [from], to, 10, builder => builder.AddInt(0, 1, 0)).Build([from], [to])
            : writer.Operator(code, [from, writer.Integers([1], 1)], same).Build([from], [same]);

        FluentActions.Invoking(() => TfliteProgram.Import(model)).Should().Throw<ImportException>().WithMessage(message);
    }

    private static sbyte[] Moved(int code, int[] shape, Func<TfliteWriter, int[]> more, byte optionsType = 0, Action<FlatBufferBuilder>? options = null)
    {
        var writer = new TfliteWriter();
        int input = writer.Tensor(s_shape, 0.1f, 3), output = writer.Tensor(shape, 0.1f, 3);
        return TfliteProgram.Run(writer.Operator(code, [input, .. more(writer)], output, optionsType, options).Build([input], [output]), s_values);
    }

    private static sbyte[] Everywhere(int[] shape, Func<int[], sbyte> element)
    {
        var result = new List<sbyte>();
        for (int i = 0; i < shape.Aggregate((a, b) => a * b); i++)
        {
            int[] at = new int[shape.Length];
            for (int axis = shape.Length - 1, rest = i; axis >= 0; rest /= shape[axis], axis--)
                at[axis] = rest % shape[axis];
            result.Add(element(at));
        }

        return [.. result];
    }

    private static int Offset(int[] shape, int[] at) => Enumerable.Range(0, shape.Length).Aggregate(0, (offset, axis) => (offset * shape[axis]) + at[axis]);
}
