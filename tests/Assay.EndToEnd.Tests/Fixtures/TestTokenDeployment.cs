using Nethereum.Contracts;

namespace Assay.EndToEnd.Tests.Fixtures;

/// <summary>Deploys the token that anybody can mint.</summary>
public class TestTokenDeployment : ContractDeploymentMessage
{
    private static readonly string Code = Read();

    public TestTokenDeployment()
        : base(Code)
    {
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(TestTokenDeployment).Assembly.GetManifestResourceStream("TestToken.hex")!);
        return reader.ReadToEnd().Trim();
    }
}
