using Assay.Inference;
using Assay.Inference.Cpu;
using static Assay.Import.Tests.OperatorAgreement;

namespace Assay.Import.Tests;

/// <summary>Normalisations over channels or groups of channels, against ONNX Runtime.</summary>
public class ImportedNormalisationTests
{
    [Fact]
    public void Layer_normalisation_with_factors_of_both_signs() => Agrees(
        Embedded(17).Constant("g", [12], Values(12, 28)).Constant("h", [12], Values(12, 29)).Node("LayerNormalization", "y", ["e", "g", "h"]), 0.03, 3);

    [Theory]
    [InlineData(13)]
    [InlineData(18)]
    public void Instance_normalisation(int opset) => Agrees(
        Branches(opset).Constant("g", [3], 0.5f, -1.5f, 2).Constant("h", [3], Values(3, 30)).Node("InstanceNormalization", "y", ["a", "g", "h"]), 0.03);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Group_normalisation(int groups) => Agrees(
        Start(21).Constant("w", [6, 4, 1, 1], Values(24, 31)).Constant("g", [6], Values(6, 32)).Constant("h", [6], Values(6, 33))
            .Node("Conv", "c", ["x", "w"]).Node("GroupNormalization", "y", ["c", "g", "h"], ("num_groups", groups), ("epsilon", 1e-3f)), 0.03);

    [Fact]
    public void A_convolution_between_two_group_normalisations() => Agrees(
        Start(21).Constant("w", [6, 4, 1, 1], Values(24, 31)).Constant("g", [6], Values(6, 32)).Constant("h", [6], Values(6, 33))
            .Constant("v", [6, 6, 1, 1], Values(36, 34)).Node("Conv", "c", ["x", "w"]).Node("GroupNormalization", "n", ["c", "g", "h"], ("num_groups", 3))
            .Node("Relu", "r", ["n"]).Node("Conv", "d", ["r", "v"]).Node("GroupNormalization", "y", ["d", "g", "h"], ("num_groups", 3)), 0.05);

    [Fact]
    public void A_leaky_relu_with_a_stored_slope() => Agrees(Branches().Constant("s", [1], 0.25f).Node("PRelu", "y", ["a", "s"]), 0.02);

    [Fact]
    public void A_block_of_a_modern_convolutional_network()
    {
        ModelWriter writer = Start(20).Constant("w", [12, 4, 1, 1], Values(48, 59)).Node("Conv", "a", ["x", "w"]).Constant("dw", [12, 1, 3, 3], Values(108, 60))
            .Node("Conv", "d", ["a", "dw"], ("group", 12), ("pads", new[] { 1, 1, 1, 1 })).Node("Transpose", "last", ["d"], ("perm", new[] { 0, 2, 3, 1 }))
            .Integers("rows", [3], 1, 30, 12).Integers("image", [4], 1, 6, 5, 12);
        Normalised(writer, "last", "n", 61).Node("Reshape", "r", ["n", "rows"]);
        Dense(writer, "r", "h", 12, 24, 63).Node("Gelu", "act", ["h"]);
        Dense(writer, "act", "o", 24, 12, 64).Constant("layer", [12], Positive(12, 65)).Node("Mul", "scaled", ["o", "layer"]).Node("Reshape", "whole", ["scaled", "image"])
            .Node("Transpose", "first", ["whole"], ("perm", new[] { 0, 3, 1, 2 })).Node("Add", "y", ["a", "first"]);

        RunsAlikeOnTheProcessor(Agrees(writer, 0.05));
    }

    [Fact]
    public void What_cannot_be_spelled_out_is_refused()
    {
        Refuses(
            Branches(18).Constant("g", [3], 1, 1, 1).Constant("h", [3], 1, 1, 1).Node("GroupNormalization", "y", ["a", "g", "h"], ("num_groups", 3)),
            "Operator GroupNormalization*operator set 18; expected at least 21*");
        Refuses(
            Branches(21).Constant("g", [3], 1, 1, 1).Constant("h", [3], 1, 1, 1).Node("GroupNormalization", "y", ["a", "g", "h"], ("num_groups", 2)),
            "Operator GroupNormalization*2 groups of 3 channels*");
        Refuses(
            Branches().Constant("h", [3], 1, 1, 1).Node("InstanceNormalization", "y", ["a", "a", "h"]), "Operator InstanceNormalization*'a' is not stored in the file*");
        Refuses(Branches().Constant("g", [3], 1, 1, 1).Node("InstanceNormalization", "y", ["a", "g"]), "Operator InstanceNormalization*");
        Refuses(
            Branches(13).Constant("g", [3], 1, 1, 1).Constant("h", [2], 1, 1).Node("InstanceNormalization", "y", ["a", "g", "h"]),
            "Operator InstanceNormalization*3 factors and 2 summands*");
        Refuses(Branches().Constant("s", [3, 1, 1], 1, 2, 3).Node("PRelu", "y", ["a", "s"]), "Operator PRelu*expected one for all channels*");
    }

    private static void RunsAlikeOnTheProcessor(ImportResult result)
    {
        TensorShape shape = result.Program.Inputs[0].Shape;
        byte[] input = [.. Values((int)shape.Elements, 80).Select(value => (byte)(sbyte)(value * 127))];
        using var reference = new ReferenceExecutor(result.Program);
        using var processor = new CpuExecutor(result.Program);

        processor.Run([input]).Outputs[0].Span.SequenceEqual(reference.Run([input]).Outputs[0].Span).Should().BeTrue();
    }

    /// <summary>Rows "e" of shape [1, 30, 12].</summary>
    private static ModelWriter Embedded(int opset) => Dense(Rows(opset), "t", "e", 3, 12, 26);

    private static ModelWriter Dense(ModelWriter writer, string input, string output, int from, int to, int seed) => writer
        .Constant($"{output} w", [from, to], [.. Values(from * to, seed).Select(value => value / MathF.Sqrt(from) * 1.5f)]).Constant($"{output} b", [to], Values(to, seed + 100))
        .Node("MatMul", $"{output} product", [input, $"{output} w"]).Node("Add", output, [$"{output} product", $"{output} b"]);

    private static ModelWriter Normalised(ModelWriter writer, string input, string output, int seed) => writer
        .Constant($"{output} g", [12], Positive(12, seed)).Constant($"{output} h", [12], Values(12, seed + 1))
        .Node("LayerNormalization", output, [input, $"{output} g", $"{output} h"]);

    private static float[] Positive(int count, int seed) => [.. Values(count, seed).Select(value => MathF.Abs(value) + 0.25f)];
}
