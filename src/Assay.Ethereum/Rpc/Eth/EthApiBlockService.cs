using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.Blocks;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Requests about blocks.</summary>
public sealed class EthApiBlockService
{
    internal EthApiBlockService(IClient client)
    {
        GetBlockNumber = new EthBlockNumber(client);
        GetBlockWithTransactionsByNumber = new EthGetBlockWithTransactionsByNumber(client);
        GetBlockWithTransactionsHashesByNumber = new EthGetBlockWithTransactionsHashesByNumber(client);
        GetBlockWithTransactionsHashesByHash = new EthGetBlockWithTransactionsHashesByHash(client);
    }

    /// <summary>The newest block's number.</summary>
    public EthBlockNumber GetBlockNumber { get; }

    /// <summary>Blocks with their transactions in full.</summary>
    public EthGetBlockWithTransactionsByNumber GetBlockWithTransactionsByNumber { get; }

    /// <summary>Blocks with their transactions' hashes.</summary>
    public EthGetBlockWithTransactionsHashesByNumber GetBlockWithTransactionsHashesByNumber { get; }

    /// <summary>Blocks by hash, with their transactions' hashes.</summary>
    public EthGetBlockWithTransactionsHashesByHash GetBlockWithTransactionsHashesByHash { get; }
}
