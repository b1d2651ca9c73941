using Assay.Inference.Testing;

namespace Assay.Inference.Tests.Reference;

public class TosaVectorTests
{
    [Theory]
    [InlineData("conv2d", 37, 7)]
    [InlineData("depthwise_conv2d", 36, 0)]
    [InlineData("max_pool2d", 30, 0)]
    [InlineData("reduce_sum", 30, 0)]
    [InlineData("reduce_max", 30, 0)]
    [InlineData("transpose_conv2d", 36, 0)]
    [InlineData("avg_pool2d", 36, 0)]
    [InlineData("reduce_min", 30, 0)]
    [InlineData("argmax", 30, 0)]
    [InlineData("matmul", 34, 0)]
    [InlineData("gather", 30, 0)]
    [InlineData("resize", 48, 0)]
    [InlineData("concat", 30, 0)]
    [InlineData("transpose", 30, 0)]
    [InlineData("slice", 30, 0)]
    [InlineData("pad", 30, 0)]
    [InlineData("reverse", 30, 0)]
    [InlineData("tile", 30, 0)]
    [InlineData("add", 30, 0)]
    [InlineData("sub", 30, 0)]
    [InlineData("mul", 25, 15)]
    [InlineData("rescale", 217, 48)]
    [InlineData("table", 18, 19)]
    public void The_reference_gives_the_bytes_of_the_TOSA_reference_model(string name, int supported, int unsupported)
    {
        GoldenSet set = TosaVectors.Load(name);

        foreach (GoldenCase golden in set.Cases)
        {
            using var executor = new ReferenceExecutor(golden.Program);
            ExecutionResult result = executor.Run(golden.Inputs);
            result.Outputs.Should().HaveSameCount(golden.Expected, golden.Id);
            foreach ((ReadOnlyMemory<byte> actual, ReadOnlyMemory<byte> expected) in result.Outputs.Zip(golden.Expected))
                actual.ToArray().Should().Equal(expected.ToArray(), golden.Id);
        }

        set.Cases.Count.Should().Be(supported);
        set.Unsupported.Values.Sum().Should().Be(unsupported);
    }
}
