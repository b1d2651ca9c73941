using Assay.Inference;
using static Assay.Import.Tests.OperatorAgreement;

namespace Assay.Import.Tests;

/// <summary>Products of tensors of rank 4 with a stored matrix, as networks that keep their channels last have them, against ONNX Runtime.</summary>
public class ImportedDenseLayerTests
{
    [Theory]
    [InlineData(new[] { 5, 7 })]
    [InlineData(new[] { 1, 1, 5, 7 })]
    public void Along_the_last_axis_of_the_input(int[] matrix) => RunsAlikeOnTheProcessor(Agrees(Start().Constant("m", matrix, Values(35, 1)).Node("MatMul", "y", ["x", "m"]), 0.02));

    [Fact]
    public void A_bias_and_an_activation_become_part_of_the_product() => RunsAlikeOnTheProcessor(Agrees(
        Dense(ChannelsLast(20), "t", "l", 12, 7, 40).Node("Gelu", "y", ["l"]), 0.02)).Program.Instructions.Should().HaveCount(3, "a convolution, the product, and the output in its order");

    [Fact]
    public void Several_images_at_once() => RunsAlikeOnTheProcessor(Agrees(
        Dense(ChannelsLast(13).Integers("windows", [4], 2, 3, 5, 12).Integers("joined", [3], 1, 30, 7).Node("Reshape", "r", ["t", "windows"]), "r", "l", 12, 7, 40)
            .Node("Reshape", "y", ["l", "joined"]), 0.02, 3));

    [Fact]
    public void Beside_a_convolution_of_the_same_tensor() => RunsAlikeOnTheProcessor(Agrees(
        Branches().Constant("m", [5, 5], Values(25, 41)).Constant("v", [3, 3, 1, 1], Values(9, 42)).Node("Sigmoid", "s", ["a"]).Node("MatMul", "p", ["s", "m"])
            .Node("Conv", "q", ["s", "v"]).Node("Add", "y", ["p", "q"]), 0.02));

    [Fact]
    public void In_front_of_a_convolution_along_another_axis() => RunsAlikeOnTheProcessor(Agrees(
        Branches().Constant("m", [5, 5], Values(25, 41)).Constant("v", [3, 1, 3, 3], Values(27, 42)).Node("MatMul", "p", ["a", "m"])
            .Node("Conv", "y", ["p", "v"], ("group", 3)), 0.03));

    [Fact]
    public void A_convolution_of_a_layer_normalisation_along_another_axis() => RunsAlikeOnTheProcessor(Agrees(
        Branches(17).Constant("g", [5], Values(5, 43)).Constant("v", [4, 3, 1, 1], Values(12, 44)).Node("LayerNormalization", "n", ["a", "g"]).Node("Conv", "y", ["n", "v"]), 0.03));

    [Fact]
    public void The_same_bytes_as_over_rows()
    {
        InferenceProgram rows = Import(Block(asRows: true)), images = Import(Block(asRows: false));

        for (int i = 0; i < 5; i++)
        {
            byte[] input = [.. Values(Shape.Aggregate((a, b) => a * b), 200 + i).Select(value => (byte)(sbyte)(value * 127))];
            using var first = new ReferenceExecutor(rows);
            using var second = new ReferenceExecutor(images);
            second.Run([input]).Outputs[0].ToArray().Should().Equal(first.Run([input]).Outputs[0].ToArray());
        }

        images.Instructions.Length.Should().Be(rows.Instructions.Length);
    }

    [Fact]
    public void What_is_no_product_with_one_matrix_is_refused()
    {
        Refuses(
            Start().Constant("m", [1, 4, 5, 7], Values(140, 1)).Node("MatMul", "y", ["x", "m"]),
            "Operator MatMul*[1, 4, 6, 5] times a constant [1, 4, 5, 7]; expected rank 2 to 4 times one matrix.");
        Refuses(
            Start().Constant("m", [1, 1, 1, 5, 7], Values(35, 1)).Node("MatMul", "y", ["x", "m"]),
            "Operator MatMul*[1, 4, 6, 5] times a constant [1, 1, 1, 5, 7]; expected rank 2 to 4 times one matrix.");
    }

    private static InferenceProgram Import(ModelWriter writer) => OnnxImporter.Import(writer.Output("y").Build(), Options(Shape)).Program;

    /// <summary>An image "t" of shape [1, 6, 5, 12], channels last.</summary>
    private static ModelWriter ChannelsLast(long opset) => Start(opset)
        .Constant("w", [12, 4, 1, 1], Values(48, 59)).Node("Conv", "a", ["x", "w"]).Node("Transpose", "t", ["a"], ("perm", new[] { 0, 2, 3, 1 }));

    /// <summary>A layer normalisation and two dense layers with GELU between, added to what went in.</summary>
    private static ModelWriter Block(bool asRows)
    {
        ModelWriter writer = ChannelsLast(20).Integers("rows", [3], 1, 30, 12).Integers("image", [4], 1, 6, 5, 12).Constant("g", [12], Values(12, 61)).Constant("h", [12], Values(12, 62));
        if (asRows)
            writer.Node("Reshape", "t'", ["t", "rows"]);
        Dense(writer.Node("LayerNormalization", "n", [asRows ? "t'" : "t", "g", "h"]), "n", "up", 12, 24, 63).Node("Gelu", "act", ["up"]);
        Dense(writer, "act", "down", 24, 12, 65);
        if (asRows)
            writer.Node("Reshape", "down'", ["down", "image"]);
        return writer.Node("Transpose", "first", [asRows ? "down'" : "down"], ("perm", new[] { 0, 3, 1, 2 })).Node("Add", "y", ["a", "first"]);
    }

    private static ModelWriter Dense(ModelWriter writer, string input, string output, int from, int to, int seed) => writer
        .Constant($"{output} w", [from, to], [.. Values(from * to, seed).Select(value => value / MathF.Sqrt(from))]).Constant($"{output} b", [to], Values(to, seed + 1))
        .Node("MatMul", $"{output} product", [input, $"{output} w"]).Node("Add", output, [$"{output} product", $"{output} b"]);
}
