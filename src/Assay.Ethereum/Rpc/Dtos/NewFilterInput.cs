using System.Text.Json.Serialization;
using Nethereum.JsonRpc.Client.Json;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>Which logs to fetch.</summary>
public class NewFilterInput
{
    /// <summary>First block, inclusive; null means the newest.</summary>
    public BlockParameter? FromBlock { get; set; }

    /// <summary>Last block, inclusive; null means the newest.</summary>
    public BlockParameter? ToBlock { get; set; }

    /// <summary>Contracts whose logs are wanted; null means all.</summary>
    public string[]? Address { get; set; }

    /// <summary>For each topic position: null (any), a string, or an array of strings (any of these).</summary>
    [JsonConverter(typeof(TopicsJsonConverter))]
    public object?[]? Topics { get; set; }
}
