using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.Transactions;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Requests about transactions and calls.</summary>
public sealed class EthApiTransactionsService
{
    internal EthApiTransactionsService(IClient client)
    {
        Call = new EthCall(client);
        EstimateGas = new EthEstimateGas(client);
        GetTransactionByHash = new EthGetTransactionByHash(client);
        GetTransactionCount = new EthGetTransactionCount(client);
        GetTransactionReceipt = new EthGetTransactionReceipt(client);
        SendRawTransaction = new EthSendRawTransaction(client);
    }

    /// <summary>Runs messages without sending them.</summary>
    public EthCall Call { get; }

    /// <summary>Estimates gas.</summary>
    public EthEstimateGas EstimateGas { get; }

    /// <summary>Transactions by hash.</summary>
    public EthGetTransactionByHash GetTransactionByHash { get; }

    /// <summary>Accounts' nonces.</summary>
    public EthGetTransactionCount GetTransactionCount { get; }

    /// <summary>Receipts by hash.</summary>
    public EthGetTransactionReceipt GetTransactionReceipt { get; }

    /// <summary>Hands signed transactions to the node.</summary>
    public EthSendRawTransaction SendRawTransaction { get; }
}
