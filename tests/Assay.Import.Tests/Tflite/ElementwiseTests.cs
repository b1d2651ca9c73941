using Google.FlatBuffers;

namespace Assay.Import.Tests.Tflite;

/// <summary>ADD, SUB, MUL and functions of one value, for every int8 value or pair of values.</summary>
public class ElementwiseTests
{
    private const int AddCode = 0, SubCode = 41, MulCode = 18;

    /// <summary>In some of these one rescale would not do for a shifted operand, so that an instruction of its own shifts.</summary>
    [Theory]
    [InlineData(AddCode, 11, 0.05f, 3, 0.02f, -7, 0.06f, 5)]
    [InlineData(AddCode, 11, 1f, 0, 1f, 0, 1f, 0)]
    [InlineData(AddCode, 11, 0.00001f, 127, 0.9f, -128, 0.5f, 0)]
    [InlineData(AddCode, 11, 0.333f, 1, 0.00021f, 2, 0.1f, 3)]
    [InlineData(AddCode, 11, 1f, 0, 0.5f + 0.000_03f, 0, 0.000_031f, 0)]
    [InlineData(SubCode, 28, 0.05f, 3, 0.02f, -7, 0.06f, 5)]
    [InlineData(SubCode, 28, 0.2f, -128, 0.7f, 127, 0.31f, -1)]
    public void Sums_of_all_pairs_are_rounded_as_the_kernels_round(
        int code, byte options, float leftScale, int leftZero, float rightScale, int rightZero, float scale, int zero)
    {
        sbyte[] actual = OverAllPairs(code, options, 0, (leftScale, leftZero), (rightScale, rightZero), (scale, zero));

        double twice = 2.0 * Math.Max(leftScale, rightScale);
        int i = 0;
        foreach (sbyte left in TfliteProgram.Everything)
        {
            int a = KernelArithmetic.Multiply((left - leftZero) * (1L << 20), leftScale / twice);
            foreach (sbyte right in TfliteProgram.Everything)
            {
                int b = KernelArithmetic.Multiply((right - rightZero) * (1L << 20), rightScale / twice);
                int sum = KernelArithmetic.Multiply(code == AddCode ? a + b : a - b, twice / ((1 << 20) * (double)scale));
                if (actual[i++] != KernelArithmetic.Saturate(sum + zero))
                    Assert.Fail($"{left} and {right} give {actual[i - 1]}; expected {KernelArithmetic.Saturate(sum + zero)}");
            }
        }
    }

    [Fact]
    public void An_operand_that_one_rescale_cannot_shift_exactly_gets_an_instruction_of_its_own_where_sums_show_it()
    {
        // Twice the second operand nearly cancels the first: what is left of a fine sum is a few steps.
        static int[] Instructions(float scale) =>
            [.. Enumerable.Range(1, 200).Select(i => TfliteProgram.Import(Pairs(AddCode, 11, 0, (1, 0), (0.5f + (i * 0.000_01f), 0), (scale, 0))).Instructions.Length)];

        Instructions(1).Count(length => length == 1).Should().BeGreaterThan(190, "a sum as coarse as its operands hides a term that is rounded otherwise");
        Instructions(0.000_031f).Distinct().Order().Should().Equal([1, 2], "of 200 scales some need the shift and some do not, where a sum is as fine as its terms");
    }

    [Theory]
    [InlineData(0, -128, 127)]
    [InlineData(1, 5, 127)]
    [InlineData(3, 5, 125)]
    [InlineData(2, -15, 25)]
    public void Products_of_all_pairs_are_rounded_and_clamped_by_the_fused_activation(byte activation, int low, int high)
    {
        sbyte[] actual = OverAllPairs(MulCode, 21, activation, (0.04f, 3), (0.03f, -7), (0.05f, 5));

        int i = 0;
        foreach (sbyte left in TfliteProgram.Everything)
        {
            foreach (sbyte right in TfliteProgram.Everything)
            {
                int product = KernelArithmetic.Multiply((left - 3) * (right + 7), (double)0.04f * 0.03f / 0.05f) + 5;
                if (actual[i++] != Math.Clamp(product, low, high))
                    Assert.Fail($"{left} and {right} give {actual[i - 1]}; expected {Math.Clamp(product, low, high)}");
            }
        }
    }

    [Theory]
    [InlineData(19, 5, 127)]
    [InlineData(21, 5, 125)]
    [InlineData(20, -15, 25)]
    public void Clamping_functions_change_the_scale_too(int code, int low, int high)
    {
        sbyte[] actual = OverEverything(code, (0.03f, 10), (0.05f, 5));

        actual.Should().Equal(TfliteProgram.Everything.Select(value =>
            (sbyte)Math.Clamp(KernelArithmetic.Multiply(value - 10, (double)0.03f / 0.05f) + 5, low, high)));
    }

    [Fact]
    public void Leaky_relu_has_two_factors()
    {
        sbyte[] actual = OverEverything(98, (0.05f, 10), (0.04f, 5), 75, builder => builder.AddFloat(0, 0.2f, 0));

        actual.Should().Equal(TfliteProgram.Everything.Select(value => KernelArithmetic.Saturate(
            KernelArithmetic.Multiply(value - 10, value >= 10 ? 0.05f / (double)0.04f : (double)0.05f * 0.2f / 0.04f) + 5)));
    }

    [Theory]
    [InlineData(14, 1f / 256, -128, 0.02f)]
    [InlineData(14, 1f / 256, -128, 0.11f)]
    [InlineData(14, 1f / 256, -128, 3f)]
    [InlineData(28, 1f / 128, 0, 0.01f)]
    [InlineData(28, 1f / 128, 0, 0.05f)]
    [InlineData(117, 0.05f, -100, 0.05f)]
    [InlineData(117, 0.02f, 3, 0.04f)]
    public void Smooth_functions_are_within_one_step_of_the_real_ones(int code, float scale, int zero, float inputScale)
    {
        sbyte[] actual = OverEverything(code, (inputScale, 10), (scale, zero));

        Func<double, double> function = code switch
        {
            14 => x => 1 / (1 + Math.Exp(-x)),
            28 => Math.Tanh,
            _ => x => x * Math.Clamp(x + 3, 0, 6) / 6,
        };
        for (int i = 0; i < actual.Length; i++)
        {
            double expected = Math.Clamp((function((i - 128 - 10) * (double)inputScale) / scale) + zero, -128, 127);
            ((double)actual[i]).Should().BeApproximately(expected, 1.01, $"of {i - 128}");
        }
    }

    [Fact]
    public void Logistic_needs_the_output_scale_that_its_kernel_takes_for_granted() =>
        FluentActions.Invoking(() => OverEverything(14, (0.1f, 0), (0.1f, 0))).Should().Throw<ImportException>().WithMessage("*LOGISTIC*scale 0.1*expected 0.00390625*");

    private static sbyte[] OverEverything(
        int code, (float Scale, int Zero) input, (float Scale, int Zero) output, byte optionsType = 0, Action<FlatBufferBuilder>? options = null)
    {
        var writer = new TfliteWriter();
        int from = writer.Tensor([1, 256], input.Scale, input.Zero), to = writer.Tensor([1, 256], output.Scale, output.Zero);
        return TfliteProgram.Run(writer.Operator(code, [from], to, optionsType, options).Build([from], [to]), TfliteProgram.Everything);
    }

    private static sbyte[] OverAllPairs(
        int code, byte optionsType, byte activation, (float Scale, int Zero) left, (float Scale, int Zero) right, (float Scale, int Zero) output) =>
        TfliteProgram.Run(Pairs(code, optionsType, activation, left, right, output), TfliteProgram.Everything, TfliteProgram.Everything);

    private static byte[] Pairs(
        int code, byte optionsType, byte activation, (float Scale, int Zero) left, (float Scale, int Zero) right, (float Scale, int Zero) output)
    {
        var writer = new TfliteWriter();
        int a = writer.Tensor([1, 256, 1], left.Scale, left.Zero), b = writer.Tensor([256], right.Scale, right.Zero);
        int sum = writer.Tensor([1, 256, 256], output.Scale, output.Zero);
        return writer.Operator(code, [a, b], sum, optionsType, builder => builder.AddByte(0, activation, 0)).Build([a, b], [sum]);
    }
}
