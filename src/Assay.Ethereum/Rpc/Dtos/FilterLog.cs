using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client.Json;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>One log entry that a contract emitted.</summary>
public class FilterLog
{
    /// <summary>True where a reorganisation took the log off the chain again.</summary>
    public bool Removed { get; set; }

    /// <summary>The log's state where a node tells it: <c>mined</c> or <c>pending</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Position within the block; null while pending.</summary>
    public HexBigInteger? LogIndex { get; set; }

    /// <summary>Hash of the transaction that emitted it, 32 bytes in hexadecimal.</summary>
    public string TransactionHash { get; set; } = "";

    /// <summary>The transaction's position within the block; null while pending.</summary>
    public HexBigInteger? TransactionIndex { get; set; }

    /// <summary>Hash of the block, 32 bytes in hexadecimal; null while pending.</summary>
    public string? BlockHash { get; set; }

    /// <summary>Number of the block; null while pending.</summary>
    public HexBigInteger? BlockNumber { get; set; }

    /// <summary>Address of the contract that emitted it.</summary>
    public string Address { get; set; } = "";

    /// <summary>The fields that are not indexed, ABI-encoded, in hexadecimal with <c>0x</c>.</summary>
    public string Data { get; set => field = value ?? "0x"; } = "0x";

    /// <summary>At most four 32-byte topics, each a string in hexadecimal with <c>0x</c>; the first is the event's signature hash unless it is anonymous.</summary>
    [JsonConverter(typeof(TopicsJsonConverter))]
    public object?[] Topics { get; set => field = value ?? []; } = [];
}
