using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.TransactionReceipts;

/// <summary>Waits until transactions are mined.</summary>
public interface ITransactionReceiptService
{
    /// <summary>How long to wait for a receipt. Default: 10 minutes.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>Whether a reverted transaction is an error; otherwise its receipt is returned. Default: true.</summary>
    public bool ThrowOnRevert { get; set; }

    /// <summary>Waits for a transaction's receipt.</summary>
    /// <param name="transaction">The transaction's hash.</param>
    /// <param name="cancellationToken">Stops waiting at once; the transaction itself cannot be called back.</param>
    /// <exception cref="TimeoutException">It was not mined in time; the message names the hash.</exception>
    /// <exception cref="Nethereum.Contracts.SmartContractCustomErrorRevertException">It reverted with a custom error.</exception>
    /// <exception cref="Nethereum.ABI.FunctionEncoding.SmartContractRevertException">It reverted with a text or a panic.</exception>
    /// <exception cref="Nethereum.Contracts.TransactionRevertedException">It reverted for a reason that the node would not say.</exception>
    public Task<TransactionReceipt> PollForReceiptAsync(string transaction, CancellationToken cancellationToken = default);

    /// <summary>The wait after the first look; it grows by half each time, up to four seconds.</summary>
    public int GetPollingRetryIntervalInMilliseconds();

    /// <summary>Sets the wait after the first look. Default: 100.</summary>
    public void SetPollingRetryIntervalInMilliseconds(int retryMilliseconds);
}
