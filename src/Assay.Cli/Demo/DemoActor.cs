using System.Numerics;
using Assay.Node.Development;
using Assay.Protocol;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Assay.Cli.Demo;

/// <summary>Somebody in the demonstration: a name, an account and a connection that signs for it.</summary>
internal sealed class DemoActor
{
    private DemoActor(string name, AssayClient client)
    {
        Name = name;
        Client = client;
    }

    public string Name { get; }

    public AssayClient Client { get; }

    public string Address => Client.Chain.Account;

    public static async Task<DemoActor> ConnectAsync(string name, DevelopmentAccount account, Uri url, Deployment deployment, CancellationToken cancellation)
    {
        var web3 = new Web3(new Account(account.PrivateKey, deployment.ChainId), url.AbsoluteUri);
        return new DemoActor(name, await AssayClient.ConnectAsync(web3, account.Address, deployment, cancellation));
    }

    /// <summary>Everything that it owns: tokens at hand, staked and creditable; coins at hand and creditable.</summary>
    public async Task<(BigInteger Tokens, BigInteger Coins)> WealthAsync(CancellationToken cancellation)
    {
        var token = await Client.Stake.TokenAsync(cancellation);
        var stake = await Client.Stake.StakeOfAsync(Address, cancellation);
        var tokens = await token.BalanceOfAsync(Address, cancellation) + stake.Bonded + stake.Unbonding
            + await Client.Stake.CreditOfAsync(Address, cancellation) + await Client.Jobs.CreditOfAsync(Address, cancellation);
        var coins = await Client.Chain.Web3.Eth.GetBalance.SendRequestAsync(Address, cancellation);
        return (tokens, coins.Value + await Client.Disputes.CreditOfAsync(Address, cancellation));
    }

    /// <summary>Pulls out every credit there is.</summary>
    public async Task WithdrawAsync(CancellationToken cancellation)
    {
        if (await Client.Stake.CreditOfAsync(Address, cancellation) > 0)
            await Client.Stake.WithdrawAsync(Address, cancellation);
        if (await Client.Jobs.CreditOfAsync(Address, cancellation) > 0)
            await Client.Jobs.WithdrawAsync(Address, cancellation);
        if (await Client.Disputes.CreditOfAsync(Address, cancellation) > 0)
            await Client.Disputes.WithdrawAsync(Address, cancellation);
    }
}
