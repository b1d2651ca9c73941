using System.Globalization;
using System.Numerics;
using Assay.Inference;
using Assay.Inference.Testing;
using Assay.Protocol;
using Assay.Protocol.Disputes;
using Assay.Protocol.Models;
using Assay.Testing;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Assay.EndToEnd.Tests.Fixtures;

/// <summary>A chain of its own with the contracts, an active model and a staked operator. Each test starts from that state.</summary>
public sealed class MarketFixture : IAsyncLifetime
{
    internal static readonly BigInteger Coin = BigInteger.Pow(10, 18);
    internal static readonly InferenceProgram Program = EveryStepProgram.Create();
    internal static readonly ReadOnlyMemory<byte>[] Inputs = [EveryStepProgram.Input(1)];
    internal static readonly RunSpaces HonestSpaces = FaultyRun.Honest(Program, Inputs);
    internal static readonly Trace Honest = TraceOf(HonestSpaces);

    private Deployment deployment = null!;
    private string snapshot = "";

    internal HardhatNode Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Node = await HardhatNode.StartAsync();
        deployment = await MarketDeployment.DeployAsync(Connect(0).Web3, (long)Node.ChainId);
        var market = await ConnectAsync();
        var token = await market.Worker.Stake.TokenAsync(CancellationToken.None);
        await token.MintAsync(market.Worker.Chain.Account, Coin, CancellationToken.None);
        await token.MintAsync(market.Client.Chain.Account, Coin, CancellationToken.None);
        await market.Worker.Stake.DepositAsync(Coin, CancellationToken.None);
        await market.Client.Models.RegisterAsync(Honest.Model, "file:///model", CancellationToken.None);
        (await market.Client.Models.GetAsync(Honest.Model.ModelId, CancellationToken.None)).State.Should().Be(ModelState.Pending);
        await Node.IncreaseTimeAsync(MarketDeployment.ValidityWindow + 1);
        (await market.Client.Models.GetAsync(Honest.Model.ModelId, CancellationToken.None)).State.Should().Be(ModelState.Active);
        snapshot = await Node.SnapshotAsync();
    }

    public async Task DisposeAsync() => await Node.DisposeAsync();

    internal static Trace TraceOf(RunSpaces spaces) => Trace.FromSpaces(Program, spaces.Input, spaces.Body, spaces.Output, CancellationToken.None);

    /// <summary>The market as it was when the model became active.</summary>
    internal async Task<Market> StartAsync()
    {
        await Node.RevertAsync(snapshot);
        snapshot = await Node.SnapshotAsync();
        return await ConnectAsync();
    }

    /// <summary>A new client, as after the restart of a program.</summary>
    internal async Task<AssayClient> ClientAsync(int account)
    {
        var (web3, address) = Connect(account);
        return await AssayClient.ConnectAsync(web3, address, deployment, CancellationToken.None);
    }

    /// <summary>The time of the newest block.</summary>
    internal async Task<DateTimeOffset> NowAsync()
    {
        var block = await Node.RequestAsync("eth_getBlockByNumber", "latest", false);
        var time = long.Parse(block.GetProperty("timestamp").GetString()!.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return DateTimeOffset.FromUnixTimeSeconds(time);
    }

    /// <summary>Sets the time of the block after the newest one.</summary>
    internal Task SetNextTimeAsync(DateTimeOffset time) => Node.RequestAsync("evm_setNextBlockTimestamp", time.ToUnixTimeSeconds());

    private async Task<Market> ConnectAsync() => new(this, await ClientAsync(1), await ClientAsync(2), await ClientAsync(3));

    private (Web3 Web3, string Address) Connect(int account)
    {
        var web3 = new Web3(new Account(Node.Accounts[account].PrivateKey, Node.ChainId), Node.Url);
        web3.TransactionManager.TransactionReceiptService.SetPollingRetryIntervalInMilliseconds(10);
        return (web3, Node.Accounts[account].Address);
    }
}
