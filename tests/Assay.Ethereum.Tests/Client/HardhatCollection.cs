namespace Assay.Ethereum.Tests.Client;

/// <summary>Tests that share one Hardhat node, and so run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class HardhatCollection : ICollectionFixture<HardhatFixture>
{
    public const string Name = "Hardhat node";
}
