using Nethereum.Contracts.Services;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.TransactionManagers;
using Nethereum.RPC.TransactionReceipts;

namespace Nethereum.Web3;

/// <summary>A node, and an account that sends through it.</summary>
public interface IWeb3
{
    /// <summary>The node's JSON-RPC client.</summary>
    public IClient Client { get; }

    /// <summary>Requests about the chain, contracts and events.</summary>
    public IEthApiContractService Eth { get; }

    /// <summary>Completes, signs and sends transactions.</summary>
    public ITransactionManager TransactionManager { get; }

    /// <summary>Waits for receipts.</summary>
    public ITransactionReceiptService TransactionReceiptPolling { get; }
}
