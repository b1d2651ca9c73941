using System.Diagnostics;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.TransactionManagers;

namespace Nethereum.RPC.TransactionReceipts;

/// <summary>Waits until transactions are mined by asking less and less often.</summary>
internal sealed class TransactionReceiptPollingService : ITransactionReceiptService
{
    private const int LongestIntervalMilliseconds = 4000;

    private readonly ITransactionManager _manager;
    private int _firstIntervalMilliseconds = 100;

    public TransactionReceiptPollingService(ITransactionManager manager) => _manager = manager;

    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    public bool ThrowOnRevert { get; set; } = true;

    public int GetPollingRetryIntervalInMilliseconds() => _firstIntervalMilliseconds;

    public void SetPollingRetryIntervalInMilliseconds(int retryMilliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(retryMilliseconds);
        _firstIntervalMilliseconds = retryMilliseconds;
    }

    public async Task<TransactionReceipt> PollForReceiptAsync(string transaction, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(transaction);
        var receipt = await WaitAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (ThrowOnRevert && receipt.HasErrors() == true)
            throw await RevertReasonFinder.FindAsync(_manager.Client, receipt, cancellationToken).ConfigureAwait(false);
        return receipt;
    }

    private async Task<TransactionReceipt> WaitAsync(string transaction, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        double interval = _firstIntervalMilliseconds;
        Exception? lastFault = null;
        while (true)
        {
            try
            {
                var receipt = await _manager.Client.QueryAsync<TransactionReceipt>("eth_getTransactionReceipt", cancellationToken, transaction).ConfigureAwait(false);
                // Some nodes answer with a receipt that names no block while the transaction is pending.
                if (receipt is { BlockNumber: not null }) return receipt;
                lastFault = null;
            }
            catch (Exception exception) when (exception is RpcClientTimeoutException or RpcClientUnknownException { IsTransient: true })
            {
                // The transaction is out; a node that is away for a while does not change that.
                lastFault = exception;
            }
            var left = Timeout - Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                throw new TimeoutException($"Transaction {transaction} was not mined within {Timeout.TotalSeconds:0.###} s; it may still be.", lastFault);
            var wait = TimeSpan.FromMilliseconds(interval);
            await Task.Delay(wait < left ? wait : left, cancellationToken).ConfigureAwait(false);
            interval = Math.Min(interval * 1.5, Math.Max(LongestIntervalMilliseconds, _firstIntervalMilliseconds));
        }
    }
}
