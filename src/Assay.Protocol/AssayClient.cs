using Assay.Protocol.Chain;
using Assay.Protocol.Disputes;
using Assay.Protocol.Jobs;
using Assay.Protocol.Models;
using Assay.Protocol.Staking;
using Nethereum.Web3;

namespace Assay.Protocol;

/// <summary>Everything that an account does with Assay's contracts.</summary>
public sealed class AssayClient
{
    private AssayClient(ChainConnection chain)
    {
        Chain = chain;
        Stake = new StakeClient(chain);
        Models = new ModelClient(chain);
        Jobs = new JobClient(chain);
        Disputes = new DisputeClient(chain);
    }

    /// <summary>The chain and the acting account.</summary>
    public ChainConnection Chain { get; }

    /// <summary>Operators' stake.</summary>
    public StakeClient Stake { get; }

    /// <summary>Registered models.</summary>
    public ModelClient Models { get; }

    /// <summary>Single jobs.</summary>
    public JobClient Jobs { get; }

    /// <summary>Dispute games.</summary>
    public DisputeClient Disputes { get; }

    /// <summary>Connects and makes sure that the chain is the deployment's, and that the contracts are there.</summary>
    /// <param name="web3">A connection that signs for <paramref name="account"/>.</param>
    /// <param name="account">The acting account's address.</param>
    /// <param name="deployment">The contracts' addresses.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="ProtocolException">The node serves another chain, or there is no code at an address.</exception>
    public static async Task<AssayClient> ConnectAsync(IWeb3 web3, string account, Deployment deployment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(web3);
        ArgumentNullException.ThrowIfNull(deployment);
        var chainId = (long)(await web3.Eth.ChainId.SendRequestAsync(cancellationToken: cancellation).ConfigureAwait(false)).Value;
        if (chainId != deployment.ChainId)
            throw new ProtocolException($"expected chain {deployment.ChainId}, but the node serves chain {chainId}");
        foreach (var contract in new[] { "StakeVault", "ModelRegistry", "JobEscrow", "DisputeGame" })
        {
            var code = await web3.Eth.GetCode.SendRequestAsync(deployment[contract], cancellationToken: cancellation).ConfigureAwait(false);
            if (code is null or "0x")
                throw new ProtocolException($"expected {contract} at {deployment[contract]} on chain {chainId}, but there is no code; was the chain reset? Run 'assay deploy' again");
        }

        return new AssayClient(new ChainConnection(web3, account, deployment));
    }
}
