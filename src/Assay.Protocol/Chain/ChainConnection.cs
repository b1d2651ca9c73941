using Nethereum.RPC.Eth.DTOs;
using Nethereum.Web3;

namespace Assay.Protocol.Chain;

/// <summary>A chain, the contracts on it, and the account that acts.</summary>
public sealed class ChainConnection
{
    /// <summary>Takes a connection whose chain id was already compared with the deployment's.</summary>
    internal ChainConnection(IWeb3 web3, string account, Deployment deployment)
    {
        Web3 = web3;
        Account = account;
        Deployment = deployment;
    }

    /// <summary>Raised after each transaction that was sent through this connection and mined.</summary>
    public event Action<MinedTransaction>? TransactionMined;

    /// <summary>The JSON-RPC connection, which signs for <see cref="Account"/>.</summary>
    public IWeb3 Web3 { get; }

    /// <summary>The address that transactions are sent from.</summary>
    public string Account { get; }

    /// <summary>The contracts' addresses.</summary>
    public Deployment Deployment { get; }

    /// <summary>The time of the newest block, which deadlines are compared with.</summary>
    public async Task<DateTimeOffset> TimeAsync(CancellationToken cancellation)
    {
        var block = await Web3.Eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(BlockParameter.CreateLatest(), cancellation).ConfigureAwait(false)
            ?? throw new ProtocolException("the node has no newest block");
        return DateTimeOffset.FromUnixTimeSeconds((long)block.Timestamp.Value);
    }

    internal void Report(MinedTransaction transaction) => TransactionMined?.Invoke(transaction);
}
