using Assay.Conformance.Testing;
using Assay.Import.Conformance;
using Assay.Inference;
using Assay.Inference.Testing;

namespace Assay.Verifier.Tests;

/// <summary>Golden vectors of TOSA's reference model, proven to the deployed contract element by element.</summary>
[Collection(VerifierCollection.Name)]
public sealed class GoldenStepTests(DeployedContracts contracts)
{
    public static TheoryData<string> Names => [.. TosaVectors.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_contract_gives_the_elements_of_the_TOSA_reference_model(string name)
    {
        (ConformanceCase Golden, Claim Claim, StepWitness Witness, int Expected)[] steps = [.. TosaVectors.Load(name).SelectMany(Steps)];

        steps.Should().NotBeEmpty();
        var actual = await contracts.CallAsync(steps.Select(step => StepCalls.Of(step.Claim, step.Witness, step.Witness.Chunks.ToArray(), contracts.Verifier)));

        Enumerable.Range(0, steps.Length)
            .Where(i => actual[i] != steps[i].Expected)
            .Select(i => $"{steps[i].Golden.Id}, element {steps[i].Witness.Element}, {steps[i].Witness.Kind}: expected {steps[i].Expected}, contract {actual[i]?.ToString() ?? "reverts"}")
            .Take(5).Should().BeEmpty();
    }

    // Some elements of each instruction; what the last one writes is the vector's output, not what the reference interpreter computes.
    private static IEnumerable<(ConformanceCase Golden, Claim Claim, StepWitness Witness, int Expected)> Steps(ConformanceCase golden)
    {
        var claim = Claim.Run(new RandomCase(0, golden.Program, golden.Inputs));
        var last = golden.Program.Instructions.Length - 1;
        var output = new SpaceMemory(default, default, default, golden.Expected);
        foreach (var witness in claim.SomeWitnesses())
        {
            var type = golden.Program.Instructions[last].OutputType;
            var isOutput = witness.InstructionIndex == last && witness.Kind != StepKind.Segment;
            yield return (golden, claim, witness, isOutput ? output.Read(MemorySpace.Output, witness.Element * type.Size(), type) : witness.Result);
        }
    }
}
