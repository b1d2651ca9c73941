using Nethereum.Contracts;
using Nethereum.JsonRpc.Client;

namespace Assay.Ethereum.Transactions.Sending;

/// <summary>What became of a transaction that was handed to a node.</summary>
internal sealed record BroadcastOutcome(BroadcastStatus Status, string? Hash, Exception? Error)
{
    // Each kind of node has its own words; no two agree on codes.
    private static readonly string[] KnownPhrases = ["already known", "known transaction", "already imported", "already exists", "already in the pool", "tx already in mempool"];
    private static readonly string[] NonceTooLowPhrases = ["nonce too low", "nonce is too low", "old nonce", "replacement transaction underpriced", "nonce has already been used"];
    private static readonly string[] NonceTooHighPhrases = ["nonce too high", "nonce is too high", "nonce gap", "invalid nonce", "incorrect nonce", "invalid sequence", "(acc.seq="];

    public static BroadcastOutcome Accepted(string hash) => new(BroadcastStatus.Accepted, hash, null);

    public static BroadcastOutcome Unknown(Exception error) => new(BroadcastStatus.Unknown, null, error);

    /// <summary>Reads a node's refusal.</summary>
    /// <param name="exception">The node's error.</param>
    /// <param name="transactionHash">The transaction's hash.</param>
    public static BroadcastOutcome FromError(RpcResponseException exception, string transactionHash)
    {
        var message = exception.RpcError.Message;
        if (Mentions(message, KnownPhrases)) return Accepted(transactionHash);
        if (Mentions(message, NonceTooLowPhrases)) return new BroadcastOutcome(BroadcastStatus.NonceTooLow, null, exception);
        if (Mentions(message, NonceTooHighPhrases)) return new BroadcastOutcome(BroadcastStatus.NonceTooHigh, null, exception);
        var error = RevertExceptionFactory.TryCreate(exception, transactionHash, out var revert) ? revert : exception;
        return new BroadcastOutcome(BroadcastStatus.Rejected, null, error);
    }

    private static bool Mentions(string message, string[] phrases) => Array.Exists(phrases, phrase => message.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}
