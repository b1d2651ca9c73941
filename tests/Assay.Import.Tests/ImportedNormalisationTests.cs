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

    [Theory]
    [InlineData(-1, new[] { 12 })]
    [InlineData(2, new[] { 1 })]
    [InlineData(1, new[] { 30, 12 })]
    [InlineData(-2, new[] { 30, 1 })]
    [InlineData(0, new[] { 1, 30, 12 })]
    public void Normalisation_by_the_root_of_the_mean_square(int axis, int[] factors) => RunsAlikeOnTheProcessor(Agrees(
        Embedded(23).Constant("g", factors, Values(factors.Aggregate((a, b) => a * b), 28)).Node("RMSNormalization", "y", ["e", "g"], ("axis", axis), ("epsilon", 1e-3f)), 0.02, 3));

    [Fact]
    public void Normalisation_of_the_input_by_the_root_of_its_mean_square() => RunsAlikeOnTheProcessor(Agrees(
        Start(23).Constant("g", [5], Values(5, 28)).Node("RMSNormalization", "y", ["x", "g"]), 0.02));

    [Theory]
    [InlineData("Reciprocal")]
    [InlineData("Div")]
    [InlineData(null)]
    public void Normalisation_by_the_root_of_the_mean_square_as_older_exporters_spell_it(string? inverse)
    {
        ModelWriter writer = Embedded(13).Constant("g", [12], Values(12, 28)).Constant("two", [], 2).Constant("one", [], 1).Constant("epsilon", [], 1e-4f)
            .Node("Pow", "squares", ["e", "two"]).Node("ReduceMean", "mean", ["squares"], ("axes", new[] { -1 })).Node("Add", "sum", ["mean", "epsilon"]).Node("Sqrt", "root", ["sum"]);
        writer = inverse is null
            ? writer.Node("Div", "n", ["e", "root"])
            : writer.Node(inverse, "inverse", inverse == "Div" ? ["one", "root"] : ["root"]).Node("Mul", "n", ["e", "inverse"]);

        Agrees(writer.Node("Mul", "y", ["g", "n"]), 0.02, 3).Report.Passes.Should().Contain(pass => pass.Pass == "LayerNormFusion" && pass.Rewritings == 1);
    }

    [Fact]
    public void Differences_from_the_mean_that_something_else_reads_stay()
    {
        ModelWriter writer = Embedded(13).Constant("epsilon", [], 1e-4f).Node("ReduceMean", "mean", ["e"], ("axes", new[] { -1 })).Node("Sub", "centred", ["e", "mean"])
            .Node("Mul", "squares", ["centred", "centred"]).Node("ReduceMean", "variance", ["squares"], ("axes", new[] { -1 })).Node("Add", "sum", ["variance", "epsilon"])
            .Node("Sqrt", "root", ["sum"]).Node("Div", "n", ["centred", "root"]).Node("Add", "y", ["n", "centred"]);

        Agrees(writer, 0.02, 3);
    }

    [Fact]
    public void A_normalisation_by_the_root_of_the_mean_square_that_onnx_does_not_know_is_refused()
    {
        Refuses(
            Start(21).Constant("g", [5], Values(5, 28)).Node("RMSNormalization", "y", ["x", "g"]),
            "Operator RMSNormalization (node 'RMSNormalization to y'): the file has operator set 21; expected at least 23.");
        Refuses(
            Start(23).Constant("g", [6], Values(6, 28)).Node("RMSNormalization", "y", ["x", "g"]),
            "Operator RMSNormalization*its factors have the shape [6]; expected one that broadcasts to the axes normalised, [5].");
        Refuses(
            Start(23).Constant("g", [6, 5], Values(30, 28)).Node("RMSNormalization", "y", ["x", "g"]),
            "Operator RMSNormalization*its factors have the shape [6, 5]; expected one that broadcasts to the axes normalised, [5].");
        Refuses(
            Start(23).Constant("g", [5], Values(5, 28)).Node("RMSNormalization", "y", ["x", "g"], ("stash_type", 10)), "Operator RMSNormalization*stash_type 10; expected 1, for float32.");
        Refuses(Start(23).Constant("g", [5], Values(5, 28)).Node("RMSNormalization", "y", ["x", "g"], ("axis", 4)), "Operator RMSNormalization*axis 4 is out of range for rank 4.");
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
        Refuses(
            Branches().Constant("g", [1], 2).Constant("h", [1], 1).Node("InstanceNormalization", "y", ["a", "g", "h"]),
            "Operator InstanceNormalization (node 'InstanceNormalization to y'): it has 1 factors and 1 summands for the 3 channels of [1, 3, 6, 5]; expected one of each a channel.");
        Refuses(
            Branches(21).Constant("g", [1], 2).Constant("h", [1], 1).Node("GroupNormalization", "y", ["a", "g", "h"], ("num_groups", 1)),
            "Operator GroupNormalization*it has 1 factors and 1 summands for the 3 channels of [1, 3, 6, 5]; expected one of each a channel.");
        Refuses(
            Branches().Constant("g", [3], 1, 1, 1).Constant("h", [3], 1, 1, 1).Integers("flat", [2], 30, 3).Node("Reshape", "r", ["a", "flat"])
                .Node("InstanceNormalization", "y", ["r", "g", "h"]),
            "Operator InstanceNormalization*its input is [30, 3]; expected at least 3 dimensions.");
        Refuses(Branches().Constant("s", [3, 1, 1], 1, 2, 3).Node("PRelu", "y", ["a", "s"]), "Operator PRelu*expected one for all channels*");
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
