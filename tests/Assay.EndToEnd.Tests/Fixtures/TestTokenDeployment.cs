using System.Text.Json;
using Assay.Node.Development;
using Nethereum.Contracts;

namespace Assay.EndToEnd.Tests.Fixtures;

/// <summary>Deploys the token that anybody can mint. It is no part of the product, so there are no bindings; its code is what the compiler wrote.</summary>
public class TestTokenDeployment : ContractDeploymentMessage
{
    private static readonly string Code = Read();

    public TestTokenDeployment()
        : base(Code)
    {
    }

    private static string Read()
    {
        var artifact = Path.Combine(DevelopmentChain.FindProjectFolder(), "artifacts", "contracts", "mocks", "TestToken.sol", "TestToken.json");
        if (!File.Exists(artifact))
            throw new InvalidOperationException($"expected the compiled test token at '{artifact}'; run 'npx hardhat build' first");
        using var document = JsonDocument.Parse(File.ReadAllText(artifact));
        return document.RootElement.GetProperty("bytecode").GetString()!;
    }
}
