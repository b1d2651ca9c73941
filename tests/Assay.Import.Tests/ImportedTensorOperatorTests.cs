using Assay.Inference;
using static Assay.Import.Tests.OperatorAgreement;

namespace Assay.Import.Tests;

/// <summary>Operators that move data or mix whole axes, imported and run by the reference interpreter, against ONNX Runtime.</summary>
public class ImportedTensorOperatorTests
{
    [Fact]
    public void Transposed_convolution_with_stride_padding_and_bias() => Agrees(
        Start().Constant("w", [4, 3, 3, 2], Values(72, 20)).Constant("b", [3], 0.5f, -1, 2).Constant("k", [1, 3, 1, 1], 1, 0, -1)
            .Node("ConvTranspose", "c", ["x", "w", "b"], ("strides", new[] { 2, 3 }), ("pads", new[] { 1, 0, 0, 1 })).Node("Add", "y", ["c", "k"]), 0.02);

    [Fact]
    public void Mean_over_a_window() => Agrees(
        Branches().Node("AveragePool", "y", ["a"], ("kernel_shape", new[] { 3, 2 }), ("strides", new[] { 3, 1 }), ("pads", new[] { 0, 1, 0, 0 })), 0.02);

    [Theory]
    [InlineData(new[] { 2, 3 }, 1)]
    [InlineData(new[] { 1 }, 1)]
    [InlineData(new[] { 1, 3 }, 1)]
    public void Mean_over_axes(int[] axes, int keep) => Agrees(Branches().Node("ReduceMean", "y", ["a"], ("axes", axes), ("keepdims", keep)), 0.02);

    [Fact]
    public void Mean_that_drops_its_axes() => Agrees(Branches().Node("ReduceMean", "y", ["a"], ("axes", new[] { 1, 2 }), ("keepdims", 0)), 0.02, 2);

    [Fact]
    public void Nearest_enlargement_by_whole_numbers() => Agrees(
        Branches().Constant("none", [0]).Constant("scales", [4], 1, 1, 2, 3)
            .Node("Resize", "y", ["a", "none", "scales"], ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
        0.02);

    [Fact]
    public void Enlargement_between_elements_is_refused() => Refuses(
        Branches().Constant("none", [0]).Constant("scales", [4], 1, 1, 2, 2).Node("Resize", "y", ["a", "none", "scales"], ("mode", "linear")),
        "Operator Resize (node 'Resize to y'): mode linear*");

    [Fact]
    public void Channels_side_by_side_keep_their_own_scales()
    {
        ImportResult result = Agrees(
            Branches().Constant("ten", [], 10).Node("Mul", "b10", ["b", "ten"]).Node("Concat", "s", ["a", "b10"], ("axis", 1))
                .Constant("v", [2, 6, 3, 3], [.. Values(108, 21).Select((value, i) => i / 9 % 6 < 3 ? value * 10 : value)])
                .Node("Conv", "y", ["s", "v"], ("pads", new[] { 1, 1, 1, 1 })), 0.02);

        result.Program.Instructions.Should().Contain(instruction => instruction.Opcode == Opcode.Concat)
            .And.NotContain(instruction => instruction.Opcode == Opcode.Rescale);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Tensors_side_by_side_come_to_one_scale(int axis) => Agrees(
        Branches().Constant("three", [], 3).Node("Mul", "b3", ["b", "three"]).Node("Concat", "y", ["a", "b3", "a"], ("axis", axis)), 0.02);

    [Theory]
    [InlineData(new[] { 0, 1, 3, 2 })]
    [InlineData(new[] { 0, 3, 2, 1 })]
    [InlineData(new[] { 0, 2, 3, 1 })]
    public void Transpositions(int[] permutation) => Agrees(Branches().Node("Transpose", "y", ["a"], ("perm", permutation)), 0.02);

    [Fact]
    public void A_slice_with_steps() => Agrees(
        Branches().Integers("starts", [3], 1, -4, 0).Integers("ends", [3], 3, 100, -1).Integers("axes", [3], 1, 2, -1).Integers("steps", [3], 1, 2, 3)
            .Node("Slice", "y", ["a", "starts", "ends", "axes", "steps"]), 0.02);

    [Fact]
    public void A_slice_that_leaves_nothing_is_refused() => Refuses(
        Branches().Integers("starts", [1], 2).Integers("ends", [1], 2).Node("Slice", "y", ["a", "starts", "ends"]), "*Slice to y*leaves nothing*");

    [Fact]
    public void Flattening_brings_channels_first() => Agrees(Branches().Node("Flatten", "y", ["a"]), 0.02, 2);

    [Fact]
    public void Reshapes_that_mix_axes() => Agrees(
        Branches().Integers("one", [4], 1, 5, 3, 6).Integers("two", [3], 1, 9, 10)
            .Node("Reshape", "r", ["a", "one"]).Node("Transpose", "s", ["r"], ("perm", new[] { 0, 2, 1, 3 })).Node("Reshape", "y", ["s", "two"]), 0.02, 3);

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    public void Constants_of_any_broadcast_shape(string operatorName) => Agrees(
        Branches().Constant("k", [3, 1, 5], [.. Values(15, 22).Select(value => MathF.CopySign(MathF.Abs(value) + 0.5f, value))])
            .Node("Mul", "m", ["a", "b"]).Node(operatorName, "y", ["m", "k"]), 0.04);

    [Fact]
    public void Product_of_two_computed_matrices() => Agrees(
        Branches().Node("Transpose", "u'", ["b"], ("perm", new[] { 0, 1, 3, 2 })).Node("MatMul", "y", ["a", "u'"]), 0.05);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Softmax_over_any_axis(int axis) => Agrees(
        Branches().Constant("four", [], 4).Node("Mul", "l", ["a", "four"]).Node("Softmax", "y", ["l"], ("axis", axis)), 0.03);

    [Fact]
    public void Layer_normalisation() => Agrees(
        Normalised(
            Rows().Constant("wide", [3, 12], Values(36, 26)).Constant("c", [12], Values(12, 27)).Node("MatMul", "l0", ["t", "wide"]).Node("Add", "l", ["l0", "c"])
                .Constant("g", [12], [.. Values(12, 28).Select((value, i) => i == 5 ? 0 : value * 2)]).Constant("h", [12], Values(12, 29)),
            "l", "n", "g", "h").Constant("m", [12, 4], Values(48, 23)).Node("MatMul", "y", ["n", "m"]), 0.03, 3);

    [Fact]
    public void A_square_root_elsewhere_is_refused() => Refuses(Branches().Node("Sqrt", "y", ["a"]), "Operator Sqrt (node 'Sqrt to y')*it is not part of a normalisation*");

    [Fact]
    public void Attention_with_two_heads()
    {
        ModelWriter writer = Rows().Constant("m", [3, 12], [.. Values(36, 24).Select(value => value * 3)]).Constant("c", [12], Values(12, 25))
            .Integers("heads", [5], 0, 30, 3, 2, 2).Integers("joined", [3], 0, 30, 4).Constant("scale", [], 0.7f).Integers("zero", [1], 0)
            .Node("MatMul", "qkv0", ["t", "m"]).Node("Add", "qkv", ["qkv0", "c"]).Node("Reshape", "split", ["qkv", "heads"])
            .Node("Transpose", "parts", ["split"], ("perm", new[] { 2, 0, 3, 1, 4 }));
        for (int part = 0; part < 3; part++)
        {
            writer.Integers($"from{part}", [1], part).Integers($"to{part}", [1], part + 1)
                .Node("Slice", $"s{part}", ["parts", $"from{part}", $"to{part}", "zero"]).Node("Squeeze", $"p{part}", [$"s{part}", "zero"]);
        }

        writer.Node("Mul", "q", ["p0", "scale"]).Node("Transpose", "k", ["p1"], ("perm", new[] { 0, 1, 3, 2 }))
            .Node("MatMul", "scores", ["q", "k"]).Node("Softmax", "weights", ["scores"], ("axis", 3)).Node("MatMul", "mixed", ["weights", "p2"])
            .Node("Transpose", "turned", ["mixed"], ("perm", new[] { 0, 2, 1, 3 })).Node("Reshape", "y", ["turned", "joined"]);

        Agrees(writer, 0.06, 3).Report.Passes.Should().Contain(pass => pass.Pass == "AttentionSplit" && pass.Rewritings == 1);
    }

    [Fact]
    public void A_softmax_at_the_end_can_be_left_out()
    {
        byte[] model = Branches().Node("Softmax", "y", ["a"], ("axis", 1)).Output("y").Build();

        ImportResult result = OnnxImporter.Import(model, Options(Shape) with { OutputLogits = true });

        result.Program.Outputs[0].Name.Should().Be("a");
        result.Program.Outputs[0].Type.Should().Be(ElementType.Int16);
    }

    [Fact]
    public void A_softmax_that_is_not_there_cannot_be_left_out() =>
        FluentActions.Invoking(() => OnnxImporter.Import(Branches().Output("a").Build(), Options(Shape) with { OutputLogits = true }))
            .Should().Throw<ImportException>().WithMessage("Output 'a': expected a softmax to leave out, but Conv computes it.");

    [Fact]
    public void Data_that_needs_more_than_four_dimensions_is_refused() => Refuses(
        Start().Integers("five", [5], 2, 2, 2, 3, 5).Node("Reshape", "r", ["x", "five"])
            .Node("Transpose", "s", ["r"], ("perm", new[] { 4, 3, 2, 1, 0 })).Integers("flat", [2], 1, 120).Node("Reshape", "y", ["s", "flat"]),
        "*(node 'Reshape to y'): [5, 3, 2, 2, 2] needs 5 dimensions*");

    private static ModelWriter Normalised(ModelWriter writer, string input, string output, string factor, string summand) => writer
        .Constant("two", [], 2).Constant("epsilon", [], 1e-5f)
        .Node("ReduceMean", "mean", [input], ("axes", new[] { -1 })).Node("Sub", "centred", [input, "mean"]).Node("Pow", "square", ["centred", "two"])
        .Node("ReduceMean", "variance", ["square"], ("axes", new[] { -1 })).Node("Add", "sum", ["variance", "epsilon"]).Node("Sqrt", "root", ["sum"])
        .Node("Div", "normal", ["centred", "root"]).Node("Mul", "scaled", ["normal", factor]).Node("Add", output, ["scaled", summand]);
}
