using Assay.Import.Evaluation;
using Assay.Inference;

namespace Assay.Import.Tests;

/// <summary>Small models, imported and run by the reference interpreter, against ONNX Runtime.</summary>
public class ImportedOperatorTests
{
    private const int Samples = 20;
    private static readonly int[] Shape = [1, 4, 6, 5];

    [Fact]
    public void Convolution_with_bias_stride_and_padding() => Agrees(
        Start().Constant("w", [3, 4, 3, 3], Values(108, 1)).Constant("b", [3], 0.5f, -1, 2)
            .Node("Conv", "y", ["x", "w", "b"], ("strides", new[] { 2, 1 }), ("pads", new[] { 1, 1, 1, 0 })), 0.02);

    [Fact]
    public void Depthwise_convolution_with_dilation_and_two_outputs_a_channel() => Agrees(
        Start().Constant("w", [8, 1, 2, 2], Values(32, 2))
            .Node("Conv", "y", ["x", "w"], ("group", 4), ("dilations", new[] { 2, 1 })), 0.02);

    [Theory]
    [InlineData("Relu")]
    [InlineData("Sigmoid")]
    [InlineData("HardSwish")]
    [InlineData("HardSigmoid")]
    public void Activations_after_a_convolution(string activation) => Agrees(
        Start(14).Constant("w", [3, 4, 1, 1], Values(12, 3)).Node("Conv", "c", ["x", "w"]).Node(activation, "y", ["c"]), 0.02);

    [Theory]
    [InlineData("Sigmoid")]
    [InlineData("HardSigmoid")]
    public void Activations_after_a_sum(string activation) => Agrees(
        Branches().Node("Add", "s", ["a", "b"]).Node(activation, "y", ["s"]), 0.03);

    [Fact]
    public void Clip_bounds_the_result() => Agrees(
        Start().Constant("w", [3, 4, 1, 1], Values(12, 4)).Constant("low", [], -0.5f).Constant("high", [], 1.25f)
            .Node("Conv", "c", ["x", "w"]).Node("Clip", "y", ["c", "low", "high"]), 0.02);

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    public void Two_branches(string operatorName) => Agrees(Branches().Node(operatorName, "y", ["a", "b"]), 0.04);

    [Fact]
    public void Squeeze_and_excite() => Agrees(
        Branches().Node("GlobalAveragePool", "g", ["a"]).Constant("v", [3, 3, 1, 1], Values(9, 5))
            .Node("Conv", "h", ["g", "v"]).Node("HardSigmoid", "i", ["h"]).Node("Mul", "y", ["a", "i"]), 0.04);

    [Fact]
    public void Maximum_over_a_window() => Agrees(
        Branches().Node("MaxPool", "y", ["a"], ("kernel_shape", new[] { 2, 3 }), ("strides", new[] { 2, 1 }), ("pads", new[] { 0, 1, 0, 1 })), 0.03);

    [Fact]
    public void Equalised_convolutions_in_a_row() => Agrees(
        Start().Constant("w", [4, 4, 1, 1], [.. Values(16, 6).Select((value, i) => value * MathF.Pow(8, i / 4))])
            .Constant("d", [4, 1, 3, 3], [.. Values(36, 7).Select((value, i) => value * MathF.Pow(8, -(i / 9)))])
            .Constant("v", [2, 4, 1, 1], Values(8, 8))
            .Node("Conv", "a", ["x", "w"]).Node("Relu", "r", ["a"]).Node("Conv", "b", ["r", "d"], ("group", 4)).Node("Relu", "s", ["b"])
            .Node("Conv", "y", ["s", "v"]), 0.03);

    [Fact]
    public void Dense_layer_and_softmax()
    {
        ModelWriter writer = Start().Constant("w", [3, 4, 1, 1], Values(12, 9)).Node("Conv", "c", ["x", "w"]).Node("GlobalAveragePool", "g", ["c"])
            .Node("Flatten", "f", ["g"]).Constant("m", [3, 5], [.. Values(15, 10).Select(value => value * 4)]).Constant("b", [5], Values(5, 11))
            .Node("Gemm", "l", ["f", "m", "b"]).Node("Softmax", "y", ["l"], ("axis", 1));

        Agrees(writer, 0.03);
    }

    [Theory]
    [InlineData("Flatten", "*mixes channels and positions*")]
    [InlineData("Softmax", "*expected axis 1 of rank 2*")]
    public void Layouts_that_cannot_be_kept_are_refused(string operatorName, string message) => Refuses(
        Branches().Node(operatorName, "y", ["a"]), message);

    [Fact]
    public void Grouped_convolutions_are_refused() => Refuses(
        Start().Constant("w", [4, 2, 1, 1], Values(8, 12)).Node("Conv", "y", ["x", "w"], ("group", 2)), "*group 2 of 4 channels*");

    [Fact]
    public void Constants_that_cannot_be_folded_are_refused() => Refuses(
        Branches().Constant("k", [1, 3, 6, 5], Values(90, 13)).Node("Add", "s", ["a", "k"]).Node("Add", "y", ["s", "b"]), "*'k'*could not be folded*");

    [Fact]
    public void A_window_that_no_step_can_prove_is_refused() => Refuses(
        new ModelWriter().Input("x", 1, 300, 1, 20).Constant("w", [300, 1, 1, 9], Values(2700, 14))
            .Node("Conv", "y", ["x", "w"], ("group", 300)), "*cannot be proven step by step*StepTooLarge*", [1, 300, 1, 20]);

    [Theory]
    [InlineData(0, "*no calibration input*")]
    [InlineData(7, "*7 values; expected 120*")]
    public void Calibration_inputs_that_do_not_fit_are_refused(int length, string message)
    {
        ImportOptions options = Options(Shape) with { CalibrationInputs = length == 0 ? [] : [new float[length]] };

        FluentActions.Invoking(() => OnnxImporter.Import(Branches().Output("a").Build(), options)).Should().Throw<ImportException>().WithMessage(message);
    }

    [Fact]
    public void A_cancelled_import_stops()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelAtFirstReport(cancellation);

        FluentActions.Invoking(() => OnnxImporter.Import(Branches().Output("a").Build(), Options(Shape), progress, cancellation.Token))
            .Should().Throw<OperationCanceledException>();
    }

    private static ModelWriter Start(long opset = 13) => new ModelWriter(opset).Input("x", 1, 4, 6, 5);

    private static ModelWriter Branches() => Start()
        .Constant("w", [3, 4, 1, 1], Values(12, 15)).Constant("u", [3, 4, 1, 1], Values(12, 16))
        .Node("Conv", "a", ["x", "w"]).Node("Conv", "b", ["x", "u"]);

    private static ImportOptions Options(int[] shape) => new()
    {
        Name = "test",
        Tensor = new TensorInput(shape, -1, 1),
        CalibrationInputs = [.. Enumerable.Range(0, Samples).Select(i => Values(shape.Aggregate((a, b) => a * b), 100 + i))],
    };

    /// <summary>Every output value lies within a share of the largest one.</summary>
    private static void Agrees(ModelWriter writer, double share)
    {
        byte[] model = writer.Output("y").Build();
        ImportOptions options = Options(Shape);
        ImportResult result = OnnxImporter.Import(model, options);
        TensorDescriptor input = result.Program.Inputs[0], output = result.Program.Outputs[0];
        using var reference = new FloatModel(model, Shape);
        using var executor = new ReferenceExecutor(result.Program);
        foreach (float[] sample in options.CalibrationInputs)
        {
            float[] expected = reference.Run(sample);
            byte[] bytes = Quantise(sample, input);
            double[] actual = OutputValues.Read(output, executor.Run([bytes]).Outputs[0].Span);
            double tolerance = share * options.CalibrationInputs.Max(values => reference.Run(values).Max(Math.Abs));
            ChannelsFirst(actual, output.Shape).Should().Equal(expected, (a, b) => Math.Abs(a - b) <= tolerance);
        }
    }

    private static byte[] Quantise(float[] sample, TensorDescriptor input)
    {
        byte[] bytes = new byte[sample.Length];
        int positions = input.Shape.Height * input.Shape.Width;
        for (int i = 0; i < sample.Length; i++)
        {
            int at = (i % positions * input.Shape.Channels) + (i / positions);
            bytes[at] = (byte)(sbyte)Math.Clamp(Math.Round(sample[i] / input.Scale) + input.ZeroPoint, -128, 127);
        }

        return bytes;
    }

    private static double[] ChannelsFirst(double[] values, TensorShape shape)
    {
        int positions = shape.Height * shape.Width;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % positions * shape.Channels) + (i / positions)])];
    }

    private static void Refuses(ModelWriter writer, string message, int[]? shape = null) =>
        FluentActions.Invoking(() => OnnxImporter.Import(writer.Output("y").Build(), Options(shape ?? Shape)))
            .Should().Throw<ImportException>().WithMessage(message);

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private sealed class CancelAtFirstReport(CancellationTokenSource cancellation) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => cancellation.Cancel();
    }
}
