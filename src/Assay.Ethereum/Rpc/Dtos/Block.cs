using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A block's header.</summary>
public class Block
{
    /// <summary>Number; null while pending.</summary>
    public HexBigInteger? Number { get; set; }

    /// <summary>Hash, 32 bytes in hexadecimal; null while pending.</summary>
    [JsonPropertyName("hash")]
    public string? BlockHash { get; set; }

    /// <summary>Hash of the block before.</summary>
    public string ParentHash { get; set; } = "";

    /// <summary>Root of the transactions' trie.</summary>
    public string? TransactionsRoot { get; set; }

    /// <summary>Root of the state trie.</summary>
    public string? StateRoot { get; set; }

    /// <summary>Root of the receipts' trie.</summary>
    public string? ReceiptsRoot { get; set; }

    /// <summary>Who receives the block's fees.</summary>
    public string? Miner { get; set; }

    /// <summary>The proposer's free bytes, in hexadecimal.</summary>
    public string? ExtraData { get; set; }

    /// <summary>Bloom filter over the block's logs.</summary>
    public string? LogsBloom { get; set; }

    /// <summary>Most gas that the block may use.</summary>
    public HexBigInteger? GasLimit { get; set; }

    /// <summary>Gas that its transactions used.</summary>
    public HexBigInteger? GasUsed { get; set; }

    /// <summary>Unix time in seconds.</summary>
    public HexBigInteger Timestamp { get; set; } = new(0);

    /// <summary>EIP-1559 base fee in wei for each unit of gas; null on chains without one.</summary>
    public HexBigInteger? BaseFeePerGas { get; set; }
}
