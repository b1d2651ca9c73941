namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A block with its transactions in full.</summary>
public class BlockWithTransactions : Block
{
    /// <summary>The transactions, in order.</summary>
    public Transaction[] Transactions { get; set; } = [];
}
