namespace Assay.Ethereum.Transactions;

/// <summary>The envelope of a transaction (EIP-2718).</summary>
public enum TransactionType : byte
{
    /// <summary>No envelope; replay-protected by EIP-155.</summary>
    Legacy = 0,

    /// <summary>With an access list (EIP-2930).</summary>
    AccessList = 1,

    /// <summary>With a base fee and a priority fee (EIP-1559).</summary>
    DynamicFee = 2,
}
