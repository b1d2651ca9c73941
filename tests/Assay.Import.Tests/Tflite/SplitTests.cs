using Google.FlatBuffers;

namespace Assay.Import.Tests.Tflite;

/// <summary>SPLIT, SPLIT_V, PACK and UNPACK.</summary>
public class SplitTests
{
    private static readonly sbyte[] s_values = TfliteProgram.Values(24, 40);

    [Fact]
    public void A_split_into_parts_of_one_size() => Parts(49, [2, 2, 4], 3, writer => ([writer.Integers([], 1)], [])).Should().BeEquivalentTo(
        Enumerable.Range(0, 3).Select(part => At([2, 6, 4], (_, b, _) => b / 2 == part)), order => order.WithStrictOrdering());

    [Fact]
    public void A_split_by_sizes_one_of_which_takes_the_rest()
    {
        var writer = new TfliteWriter();
        int input = writer.Tensor([2, 3, 4], 0.1f, 3);
        int[] outputs = [writer.Tensor([2, 3, 1], 0.1f, 3), writer.Tensor([2, 3, 3], 0.1f, 3)];
        byte[] model = writer.Operator(102, [input, writer.Integers([2], 1, -1), writer.Integers([], -1)], outputs).Build([input], outputs);

        sbyte[][] parts = Run(model, s_values);
        parts[0].Should().Equal(At([2, 3, 4], (_, _, c) => c == 0));
        parts[1].Should().Equal(At([2, 3, 4], (_, _, c) => c > 0));
    }

    [Fact]
    public void A_tensor_taken_apart_along_an_axis() => Parts(88, [2, 4], 3, _ => ([], []), 64, builder => builder.AddInt(1, -2, 0), [2, 3, 4])
        .Should().BeEquivalentTo(Enumerable.Range(0, 3).Select(part => At([2, 3, 4], (_, b, _) => b == part)), order => order.WithStrictOrdering());

    [Fact]
    public void Tensors_put_together_along_a_new_axis()
    {
        var writer = new TfliteWriter();
        int[] parts = [writer.Tensor([3, 4], 0.1f, 3), writer.Tensor([3, 4], 0.1f, 3)];
        int packed = writer.Tensor([3, 2, 4], 0.1f, 3);
        byte[] model = writer.Operator(83, parts, packed, 59, builder => builder.AddInt(1, 1, 0)).Build(parts, [packed]);
        sbyte[] other = TfliteProgram.Values(12, 41);

        TfliteProgram.Run(model, s_values[..12], other).Should().Equal(
            Enumerable.Range(0, 24).Select(i => ((i / 4 % 2) == 0 ? s_values : other)[(i / 8 * 4) + (i % 4)]));
    }

    [Fact]
    public void What_does_not_add_up_is_refused()
    {
        var writer = new TfliteWriter();
        int input = writer.Tensor([2, 6, 4], 0.1f, 3);
        int[] outputs = [writer.Tensor([2, 3, 4], 0.1f, 3), writer.Tensor([2, 2, 4], 0.1f, 3)];
        byte[] model = writer.Operator(102, [input, writer.Integers([2], 3, 2), writer.Integers([], 1)], outputs).Build([input], outputs);

        FluentActions.Invoking(() => TfliteProgram.Import(model)).Should().Throw<ImportException>().WithMessage("Operator 0 (SPLIT_V*[3, 2]*2 sizes that add up to 6.");
    }

    private static sbyte[][] Parts(
        int code, int[] shape, int count, Func<TfliteWriter, (int[] Before, int[] After)> more, byte optionsType = 0, Action<FlatBufferBuilder>? options = null, int[]? from = null)
    {
        var writer = new TfliteWriter();
        int input = writer.Tensor(from ?? [2, 6, 4], 0.1f, 3);
        int[] outputs = [.. Enumerable.Range(0, count).Select(_ => writer.Tensor(shape, 0.1f, 3))];
        (int[] before, int[] after) = more(writer);
        return Run(writer.Operator(code, [.. before, input, .. after], outputs, optionsType, options).Build([input], outputs), Values(from ?? [2, 6, 4]));
    }

    private static sbyte[][] Run(byte[] model, sbyte[] input) => TfliteProgram.RunAll<sbyte>(TfliteProgram.Import(model), input);

    private static sbyte[] Values(int[] shape) => TfliteProgram.Values(shape[0] * shape[1] * shape[2], 40);

    private static sbyte[] At(int[] shape, Func<int, int, int, bool> isIn) =>
        [.. Values(shape).Where((_, i) => isIn(i / (shape[1] * shape[2]), i / shape[2] % shape[1], i % shape[2]))];
}
