using Assay.Conformance.Testing;
using Assay.Import.Conformance;

namespace Assay.Inference.Tests.Reference;

public class TosaVectorTests
{
    private const int Files = 37, Vectors = 1438;

    public static TheoryData<string> Names => [.. TosaVectors.Names];

    [Fact]
    public void No_vector_is_missing()
    {
        TosaVectors.Names.Should().HaveCount(Files);
        TosaVectors.Count.Should().Be(Vectors);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_gives_the_bytes_of_the_TOSA_reference_model(string name)
    {
        IReadOnlyList<ConformanceCase> cases = TosaVectors.Load(name);

        cases.Should().NotBeEmpty();
        foreach (ConformanceCase golden in cases)
        {
            using var executor = new ReferenceExecutor(golden.Program);
            executor.Run(golden.Inputs).Outputs.Should().ContainSingle(golden.Id).Which.ToArray().Should().Equal(golden.Expected.ToArray(), golden.Id);
        }
    }
}
