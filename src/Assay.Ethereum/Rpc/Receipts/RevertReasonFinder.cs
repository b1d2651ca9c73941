using System.Numerics;
using Nethereum.Contracts;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.TransactionReceipts;

/// <summary>Finds out why a mined transaction reverted. Receipts do not say, so the message is run again where it was mined.</summary>
internal static class RevertReasonFinder
{
    public static async Task<Exception> FindAsync(IClient client, TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        Exception? cause = null;
        try
        {
            var transaction = await client.QueryAsync<Transaction>("eth_getTransactionByHash", cancellationToken, receipt.TransactionHash).ConfigureAwait(false);
            if (transaction is null) return new TransactionRevertedException(receipt);
            // After its block first: what made it fail is usually a transaction before it in that block. Then before its block.
            foreach (var block in new[] { receipt.BlockNumber.Value, BigInteger.Max(receipt.BlockNumber.Value - 1, 0) })
            {
                var reason = await RunAsync(client, transaction, receipt.TransactionHash, block, cancellationToken).ConfigureAwait(false);
                if (reason is not null) return reason;
            }
        }
        catch (Exception exception) when (exception is RpcResponseException or RpcClientTimeoutException or RpcClientUnknownException or RpcResponseFormatException)
        {
            // Nodes drop old state; the revert itself is what must be reported.
            cause = exception;
        }
        return new TransactionRevertedException(receipt, cause);
    }

    private static async Task<Exception?> RunAsync(IClient client, Transaction transaction, string hash, BigInteger block, CancellationToken cancellationToken)
    {
        var input = new CallInput { From = transaction.From, To = transaction.To, Data = transaction.Input, Value = transaction.Value, Gas = transaction.Gas };
        try
        {
            await client.QueryAsync<string>("eth_call", cancellationToken, input, new BlockParameter(new HexBigInteger(block))).ConfigureAwait(false);
            return null;
        }
        catch (RpcResponseException exception) when (RevertExceptionFactory.TryCreate(exception, hash, out var revert))
        {
            return revert;
        }
    }
}
