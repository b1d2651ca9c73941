using System.Numerics;
using Assay.Contracts.ModelRegistry.ContractDefinition;
using Assay.Inference;
using Assay.Inference.Testing;
using Nethereum.Contracts;

namespace Assay.Verifier.Tests;

/// <summary>The identity of models, in C# against the deployed contract.</summary>
[Collection(VerifierCollection.Name)]
public sealed class ModelIdTests(DeployedContracts contracts)
{
    [Fact]
    public async Task ModelIdOf_is_the_id_of_the_commitment()
    {
        ModelCommitment[] models = [.. Enumerable.Range(0, 45).Select(seed => ModelCommitment.Of(RandomPrograms.Create(seed).Program))];

        var ids = await contracts.CallAsync(models.Select(model => new ModelIdOfFunction { Description = Describe(model) }.CreateCallInput(contracts.Registry)));

        ids.Should().Equal(models.Select(model => (BigInteger?)new BigInteger(model.ModelId.ToArray(), isBigEndian: true)));
        ids.Should().OnlyHaveUniqueItems();
    }

    private static ModelDescription Describe(ModelCommitment model) => new()
    {
        ProfileVersion = InferenceProgram.ProfileVersion,
        InstructionCount = model.InstructionCount,
        InputPages = model.Pages.Input,
        ConstantPages = model.Pages.Constants,
        BodyPages = model.Pages.Body,
        OutputPages = model.Pages.Output,
        ProgramRoot = model.ProgramRoot.ToArray(),
        ConstantsRoot = model.ConstantsRoot.ToArray(),
        InterfaceHash = model.InterfaceHash.ToArray(),
    };
}
