namespace Assay.Verifier.Tests;

/// <summary>Tests that share the deployed contracts, and so run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class VerifierCollection : ICollectionFixture<DeployedContracts>
{
    public const string Name = "Deployed verifier";
}
