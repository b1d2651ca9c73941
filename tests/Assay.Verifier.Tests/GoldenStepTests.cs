using Assay.Inference;
using Assay.Inference.Testing;

namespace Assay.Verifier.Tests;

/// <summary>Golden vectors of TOSA's reference model, proven to the deployed contract element by element.</summary>
[Collection(VerifierCollection.Name)]
public sealed class GoldenStepTests(DeployedContracts contracts)
{
    [Theory]
    [InlineData("transpose_conv2d", 36)]
    [InlineData("avg_pool2d", 36)]
    [InlineData("reduce_min", 30)]
    [InlineData("argmax", 30)]
    [InlineData("matmul", 34)]
    [InlineData("gather", 30)]
    [InlineData("resize", 48)]
    [InlineData("concat", 30)]
    [InlineData("transpose", 30)]
    [InlineData("slice", 30)]
    [InlineData("pad", 30)]
    [InlineData("reverse", 30)]
    [InlineData("tile", 30)]
    public async Task The_contract_gives_the_elements_of_the_TOSA_reference_model(string name, int count)
    {
        var cases = TosaVectors.Load(name).Cases;
        cases.Count.Should().Be(count);
        (GoldenCase Golden, Claim Claim, StepWitness Witness, int Expected)[] steps = [.. cases.SelectMany(Steps)];

        var actual = await contracts.CallAsync(steps.Select(step => StepCalls.Of(step.Claim, step.Witness, step.Witness.Chunks.ToArray(), contracts.Verifier)));

        Enumerable.Range(0, steps.Length)
            .Where(i => actual[i] != steps[i].Expected)
            .Select(i => $"{steps[i].Golden}, element {steps[i].Witness.Element}, {steps[i].Witness.Kind}: expected {steps[i].Expected}, contract {actual[i]?.ToString() ?? "reverts"}")
            .Take(5).Should().BeEmpty();
    }

    // Some elements of each instruction; what the last one writes is the vector's output, not what the reference interpreter computes.
    private static IEnumerable<(GoldenCase Golden, Claim Claim, StepWitness Witness, int Expected)> Steps(GoldenCase golden)
    {
        var claim = Claim.Run(new RandomCase(0, golden.Program, golden.Inputs));
        var last = golden.Program.Instructions.Length - 1;
        var output = new SpaceMemory(default, default, default, golden.Expected[0]);
        foreach (var witness in claim.SomeWitnesses())
        {
            var type = golden.Program.Instructions[last].OutputType;
            var isOutput = witness.InstructionIndex == last && witness.Kind != StepKind.Segment;
            yield return (golden, claim, witness, isOutput ? output.Read(MemorySpace.Output, witness.Element * type.Size(), type) : witness.Result);
        }
    }
}
