using Assay.Primitives;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC;
using Nethereum.RPC.Eth.DTOs;

namespace Assay.Ethereum.Transactions.Sending;

/// <summary>Hands one signed transaction to the node and finds out what became of it.</summary>
internal static class TransactionBroadcaster
{
    private const int Attempts = 4;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Sends the transaction. When the connection fails, nobody knows whether the node has it: the same bytes are sent again, which
    /// cannot send the transaction twice, because its hash is the same.
    /// </summary>
    public static async Task<BroadcastOutcome> SendAsync(IClient client, SignedTransaction transaction, CancellationToken cancellationToken)
    {
        var encoded = Hex.Encode(transaction.Encoded);
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var hash = await client.RequireAsync<string>("eth_sendRawTransaction", cancellationToken, encoded).ConfigureAwait(false);
                return BroadcastOutcome.Accepted(hash);
            }
            catch (RpcResponseException exception)
            {
                return BroadcastOutcome.FromError(exception, transaction.Hash);
            }
            catch (Exception exception) when (IsTransient(exception))
            {
                if (attempt == Attempts) return await ResolveUnknownAsync(client, transaction, exception, cancellationToken).ConfigureAwait(false);
            }
            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }

    private static bool IsTransient(Exception exception) => exception is RpcClientTimeoutException or RpcResponseFormatException or RpcClientUnknownException { IsTransient: true };

    private static async Task<BroadcastOutcome> ResolveUnknownAsync(IClient client, SignedTransaction transaction, Exception cause, CancellationToken cancellationToken)
    {
        try
        {
            var known = await client.QueryAsync<Transaction>("eth_getTransactionByHash", cancellationToken, transaction.Hash).ConfigureAwait(false);
            if (known is not null) return BroadcastOutcome.Accepted(transaction.Hash);
        }
        catch (Exception exception) when (IsTransient(exception) || exception is RpcResponseException)
        {
            // The node is still away; the answer remains unknown.
        }
        return BroadcastOutcome.Unknown(new TransactionOutcomeUnknownException(transaction.Hash, cause));
    }
}
