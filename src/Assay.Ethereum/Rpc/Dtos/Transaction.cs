using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A transaction as a node shows it, mined or pending.</summary>
public class Transaction
{
    /// <summary>Hash, 32 bytes in hexadecimal.</summary>
    [JsonPropertyName("hash")]
    public string TransactionHash { get; set; } = "";

    /// <summary>Position within the block; null while pending.</summary>
    public HexBigInteger? TransactionIndex { get; set; }

    /// <summary>Type: 0 legacy, 1 EIP-2930, 2 EIP-1559.</summary>
    public HexBigInteger? Type { get; set; }

    /// <summary>Hash of the block; null while pending.</summary>
    public string? BlockHash { get; set; }

    /// <summary>Number of the block; null while pending.</summary>
    public HexBigInteger? BlockNumber { get; set; }

    /// <summary>Sender.</summary>
    public string From { get; set; } = "";

    /// <summary>Receiver; null where the transaction creates a contract.</summary>
    public string? To { get; set; }

    /// <summary>Gas limit.</summary>
    public HexBigInteger? Gas { get; set; }

    /// <summary>Wei paid for each unit of gas.</summary>
    public HexBigInteger? GasPrice { get; set; }

    /// <summary>EIP-1559: the most wei paid for each unit of gas.</summary>
    public HexBigInteger? MaxFeePerGas { get; set; }

    /// <summary>EIP-1559: the most wei of that which go to the block's proposer.</summary>
    public HexBigInteger? MaxPriorityFeePerGas { get; set; }

    /// <summary>Wei sent along.</summary>
    public HexBigInteger? Value { get; set; }

    /// <summary>Call data or creation code, in hexadecimal with <c>0x</c>.</summary>
    public string Input { get; set; } = "0x";

    /// <summary>The sender's count of earlier transactions.</summary>
    public HexBigInteger? Nonce { get; set; }

    /// <summary>The signature's r.</summary>
    public string? R { get; set; }

    /// <summary>The signature's s.</summary>
    public string? S { get; set; }

    /// <summary>The signature's recovery id or, in legacy transactions, its EIP-155 v.</summary>
    public string? V { get; set; }

    /// <summary>EIP-2930 access list; null in legacy transactions.</summary>
    public List<AccessList>? AccessList { get; set; }
}
