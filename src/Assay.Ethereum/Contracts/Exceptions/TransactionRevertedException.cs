using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.Contracts;

/// <summary>A mined transaction reverted, and the node would not say why.</summary>
public sealed class TransactionRevertedException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="receipt">The transaction's receipt.</param>
    /// <param name="innerException">Why the reason could not be found, if an error was the cause.</param>
    public TransactionRevertedException(TransactionReceipt receipt, Exception? innerException = null)
        : base($"Transaction {receipt?.TransactionHash} reverted in block {receipt?.BlockNumber}; running it again gave no reason.", innerException)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        Receipt = receipt;
    }

    /// <summary>The transaction's receipt.</summary>
    public TransactionReceipt Receipt { get; }
}
