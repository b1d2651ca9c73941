using Assay.Cli.Infrastructure;
using Assay.Node.Development;
using Assay.Protocol;
using Nethereum.JsonRpc.Client;
using Nethereum.Web3;

namespace Assay.Cli.Demo;

/// <summary>The demonstration's chain with the contracts on it. Its time can be moved on: the only thing here that is not as in the world.</summary>
internal sealed class DemoChain : IAsyncDisposable
{
    private readonly DevelopmentChain chain;
    private readonly Web3 web3;

    private DemoChain(DevelopmentChain chain, Deployment deployment)
    {
        this.chain = chain;
        Deployment = deployment;
        web3 = new Web3(chain.Url.AbsoluteUri);
    }

    public Deployment Deployment { get; }

    public Uri Url => chain.Url;

    public IReadOnlyList<DevelopmentAccount> Accounts => chain.Accounts;

    public static async Task<DemoChain> StartAsync(string projectFolder, Action<string> note, CancellationToken cancellation)
    {
        var chain = await DevelopmentChain.StartAsync(projectFolder, port: 0, DevelopmentChain.DemonstrationChainId, cancellation);
        try
        {
            DevelopmentChain.ForgetRecords(projectFolder, DevelopmentChain.DemonstrationChainId);
            var environment = new Dictionary<string, string> { ["LOCAL_RPC_URL"] = chain.Url.AbsoluteUri, ["HARDHAT_IGNITION_CONFIRM_DEPLOYMENT"] = "true" };
            await NodeScript.RunAsync(projectFolder, ["eng/deploy.mjs", "--network", "local"], environment, note, cancellation);
            var deployment = Deployment.Load(Path.Combine(projectFolder, "deployments"), DevelopmentChain.DemonstrationChainId);
            return new DemoChain(chain, deployment);
        }
        catch
        {
            await chain.DisposeAsync();
            throw;
        }
    }

    /// <summary>Moves the chain's clock on.</summary>
    public async Task AdvanceAsync(TimeSpan time, CancellationToken cancellation)
    {
        await web3.Client.SendRequestAsync<string>(new RpcRequest(1, "evm_increaseTime", "0x" + ((long)time.TotalSeconds).ToString("x")), cancellation);
        await web3.Client.SendRequestAsync<string>(new RpcRequest(1, "evm_mine"), cancellation);
    }

    public ValueTask DisposeAsync() => chain.DisposeAsync();
}
