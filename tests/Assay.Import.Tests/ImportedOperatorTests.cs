using Assay.Inference;
using static Assay.Import.Tests.OperatorAgreement;

namespace Assay.Import.Tests;

/// <summary>Small models, imported and run by the reference interpreter, against ONNX Runtime.</summary>
public class ImportedOperatorTests
{
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
    [InlineData("Tanh")]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    public void Activations_after_a_convolution(string activation) => Agrees(
        Start(14).Constant("w", [3, 4, 1, 1], Values(12, 3)).Node("Conv", "c", ["x", "w"]).Node(activation, "y", ["c"]), 0.02);

    [Theory]
    [InlineData("Sigmoid")]
    [InlineData("HardSigmoid")]
    public void Activations_after_a_sum(string activation) => Agrees(
        Branches().Node("Add", "s", ["a", "b"]).Node(activation, "y", ["s"]), 0.03);

    [Fact]
    public void Swish_spelled_out_with_a_factor_and_a_summand_after_it() => Agrees(
        Branches().Constant("half", [], 0.5f).Constant("two", [], 2).Node("Sigmoid", "g", ["a"]).Node("Mul", "s", ["a", "g"])
            .Node("Mul", "t", ["half", "s"]).Node("Add", "y", ["t", "two"]), 0.02);

    [Theory]
    [InlineData("none")]
    [InlineData("tanh")]
    public void Gelu_as_one_operator(string approximation) => Agrees(Branches(20).Node("Gelu", "y", ["a"], ("approximate", approximation)), 0.02);

    [Theory]
    [InlineData(2, 6)]
    [InlineData(4, 8)]
    public void Convolutions_of_groups(int groups, int outputs) => Agrees(
        Start().Constant("w", [outputs, 4 / groups, 3, 3], Values(outputs * 4 / groups * 9, 17)).Constant("bias", [outputs], Values(outputs, 18))
            .Node("Conv", "y", ["x", "w", "bias"], ("group", groups), ("pads", new[] { 1, 1, 1, 1 })), 0.02);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gelu_spelled_out(bool halfLast)
    {
        ModelWriter writer = Branches().Constant("root", [], MathF.Sqrt(2)).Constant("half", [], 0.5f).Constant("one", [], 1)
            .Node("Div", "d", ["a", "root"]).Node("Erf", "e", ["d"]).Node("Add", "f", ["e", "one"]);
        writer = halfLast
            ? writer.Node("Mul", "p", ["a", "f"]).Node("Mul", "y", ["p", "half"])
            : writer.Node("Mul", "h", ["a", "half"]).Node("Mul", "y", ["h", "f"]);

        Agrees(writer, 0.02).Program.Instructions.Should().ContainSingle();
    }

    [Fact]
    public void An_activation_of_a_result_that_others_read_stands_alone() => Agrees(
        Branches().Node("Tanh", "t", ["a"]).Node("Add", "y", ["a", "t"]), 0.03);

    [Fact]
    public void A_gate_and_its_shortcut_become_one_product()
    {
        ImportResult result = Agrees(
            Branches().Node("GlobalAveragePool", "g", ["a"]).Constant("v", [3, 3, 1, 1], Values(9, 5))
                .Node("Conv", "h", ["g", "v"]).Node("HardSigmoid", "i", ["h"]).Node("Mul", "j", ["a", "i"]).Node("Add", "y", ["a", "j"]), 0.04);

        result.Program.Instructions.Select(instruction => instruction.Opcode).Should().NotContain(Opcode.Add);
    }

    [Fact]
    public void A_clip_whose_bound_has_no_value_is_refused() => Refuses(
        Branches().Constant("low", [0]).Node("Clip", "y", ["a", "low"]), "Operator Clip (node 'Clip to y'): its bound 'low' has 0 values; expected one.");

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

    [Fact]
    public void Transposed_convolutions_of_groups_are_refused() => Refuses(
        Start().Constant("w", [4, 2, 1, 1], Values(8, 12)).Node("ConvTranspose", "y", ["x", "w"], ("group", 2)), "*expected group 1*");

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

    private sealed class CancelAtFirstReport(CancellationTokenSource cancellation) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => cancellation.Cancel();
    }
}
