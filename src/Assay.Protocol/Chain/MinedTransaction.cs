using Nethereum.RPC.Eth.DTOs;

namespace Assay.Protocol.Chain;

/// <summary>A transaction that was sent and mined.</summary>
/// <param name="Contract">The contract's name.</param>
/// <param name="Function">The function called.</param>
/// <param name="Sender">The account that sent it.</param>
/// <param name="Receipt">Its receipt.</param>
public sealed record MinedTransaction(string Contract, string Function, string Sender, TransactionReceipt Receipt)
{
    /// <summary>The gas it used.</summary>
    public long Gas => (long)Receipt.GasUsed.Value;
}
