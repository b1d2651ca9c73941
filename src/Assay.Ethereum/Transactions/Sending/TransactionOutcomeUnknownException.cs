namespace Assay.Ethereum.Transactions.Sending;

/// <summary>The connection failed while a transaction was handed over, and the node may or may not have it.</summary>
public sealed class TransactionOutcomeUnknownException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="transactionHash">The transaction's hash.</param>
    /// <param name="innerException">The last failure.</param>
    public TransactionOutcomeUnknownException(string transactionHash, Exception innerException)
        : base($"The node may or may not have taken transaction {transactionHash}; ask for its receipt before sending again. {innerException?.Message}", innerException) =>
        TransactionHash = transactionHash;

    /// <summary>The transaction's hash.</summary>
    public string TransactionHash { get; }
}
