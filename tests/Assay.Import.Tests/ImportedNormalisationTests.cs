using static Assay.Import.Tests.OperatorAgreement;

namespace Assay.Import.Tests;

/// <summary>Normalisations over channels or groups of channels, against ONNX Runtime.</summary>
public class ImportedNormalisationTests
{
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
    }
}
