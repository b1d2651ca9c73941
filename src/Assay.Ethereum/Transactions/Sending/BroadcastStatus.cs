namespace Assay.Ethereum.Transactions.Sending;

/// <summary>What became of a transaction that was handed to a node.</summary>
internal enum BroadcastStatus
{
    /// <summary>The node has it.</summary>
    Accepted,

    /// <summary>Its nonce is taken already.</summary>
    NonceTooLow,

    /// <summary>Its nonce leaves a gap, or is wrong in a way that the node does not explain.</summary>
    NonceTooHigh,

    /// <summary>The node refused it for another reason.</summary>
    Rejected,

    /// <summary>The connection failed; the node may have it.</summary>
    Unknown,
}
