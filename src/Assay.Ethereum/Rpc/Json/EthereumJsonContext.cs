using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.JsonRpc.Client.Json;

/// <summary>Serialisers written at compile time, so that trimming and ahead-of-time compilation cannot remove what JSON needs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HexBigInteger))]
[JsonSerializable(typeof(FilterLog))]
[JsonSerializable(typeof(FilterLog[]))]
[JsonSerializable(typeof(NewFilterInput))]
[JsonSerializable(typeof(TransactionReceipt))]
[JsonSerializable(typeof(Transaction))]
[JsonSerializable(typeof(BlockParameter))]
[JsonSerializable(typeof(BlockWithTransactions))]
[JsonSerializable(typeof(BlockWithTransactionHashes))]
[JsonSerializable(typeof(FeeHistoryResult))]
[JsonSerializable(typeof(CallInput))]
[JsonSerializable(typeof(TransactionInput))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(TransactionReceipt[]))]
internal sealed partial class EthereumJsonContext : JsonSerializerContext;
