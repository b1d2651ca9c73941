using System.Numerics;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Ethereum.Transactions.Sending;

/// <summary>Chooses a transaction's type and price where the caller did not.</summary>
internal sealed class FeeSuggester
{
    // What a node answers without eth_maxPriorityFeePerGas: enough on every chain that has a base fee.
    private static readonly BigInteger DefaultPriorityFee = 1_500_000_000;

    private readonly IClient _client;

    public FeeSuggester(IClient client) => _client = client;

    /// <summary>Fills in type and price.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="useLegacy">Whether to send a legacy transaction even where the chain has a base fee.</param>
    /// <param name="defaultGasPrice">The legacy price to use; null asks the node.</param>
    /// <param name="cancellationToken">Abandons the requests.</param>
    public async Task FillAsync(TransactionInput transaction, bool useLegacy, BigInteger? defaultGasPrice, CancellationToken cancellationToken)
    {
        var type = transaction.Type?.Value;
        var wantsLegacyPrice = transaction.GasPrice is not null || type == 0 || type == 1 || (useLegacy && type is null && transaction.MaxFeePerGas is null);
        if (wantsLegacyPrice)
        {
            if (transaction.MaxFeePerGas is not null || transaction.MaxPriorityFeePerGas is not null || type == 2)
                throw new ArgumentException("A transaction has either a gas price or EIP-1559 fees, not both.", nameof(transaction));
            await FillLegacyAsync(transaction, defaultGasPrice, cancellationToken).ConfigureAwait(false);
            return;
        }
        if (transaction.MaxFeePerGas is not null && transaction.MaxPriorityFeePerGas is not null)
        {
            transaction.Type = new HexBigInteger(2);
            return;
        }
        await FillDynamicAsync(transaction, defaultGasPrice, cancellationToken).ConfigureAwait(false);
    }

    private async Task FillLegacyAsync(TransactionInput transaction, BigInteger? defaultGasPrice, CancellationToken cancellationToken)
    {
        transaction.Type ??= new HexBigInteger(transaction.AccessList is { Count: > 0 } ? 1 : 0);
        transaction.GasPrice ??= defaultGasPrice is { } price
            ? new HexBigInteger(price)
            : await _client.RequireAsync<HexBigInteger>("eth_gasPrice", cancellationToken).ConfigureAwait(false);
    }

    private async Task FillDynamicAsync(TransactionInput transaction, BigInteger? defaultGasPrice, CancellationToken cancellationToken)
    {
        var batch = new RpcBatch();
        var blockTask = batch.Add<BlockWithTransactionHashes>("eth_getBlockByNumber", BlockParameter.CreateLatest(), false);
        var priorityTask = batch.Add<HexBigInteger>("eth_maxPriorityFeePerGas");
        await _client.SendBatchRequestAsync(batch, cancellationToken).ConfigureAwait(false);
        var block = await blockTask.ConfigureAwait(false) ?? throw new RpcResponseFormatException("eth_getBlockByNumber: expected the newest block but the node answered null.");
        if (block.BaseFeePerGas is null)
        {
            if (transaction.Type?.Value == 2 || transaction.MaxFeePerGas is not null)
                throw new NotSupportedException("The chain has no base fee, so it takes no EIP-1559 transactions.");
            await FillLegacyAsync(transaction, defaultGasPrice, cancellationToken).ConfigureAwait(false);
            return;
        }
        var priorityFee = transaction.MaxPriorityFeePerGas?.Value ?? await ReadPriorityFeeAsync(priorityTask).ConfigureAwait(false);
        transaction.Type = new HexBigInteger(2);
        // Twice the base fee lasts six full blocks of rising fees.
        transaction.MaxFeePerGas ??= new HexBigInteger((2 * block.BaseFeePerGas.Value) + priorityFee);
        transaction.MaxPriorityFeePerGas ??= new HexBigInteger(BigInteger.Min(priorityFee, transaction.MaxFeePerGas.Value));
    }

    private static async Task<BigInteger> ReadPriorityFeeAsync(Task<HexBigInteger?> task)
    {
        try
        {
            return (await task.ConfigureAwait(false))?.Value ?? DefaultPriorityFee;
        }
        catch (RpcResponseException)
        {
            // Not every node has the method.
            return DefaultPriorityFee;
        }
    }
}
