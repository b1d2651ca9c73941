using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.JsonRpc.Client.Json;

/// <summary>Reads results and writes parameters without reflection.</summary>
internal static class EthereumJson
{
    public static JsonTypeInfo<T> GetTypeInfo<T>() =>
        EthereumJsonContext.Default.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new NotSupportedException($"A JSON-RPC result cannot be read as {typeof(T)}: it is none of this library's data types.");

    public static void WriteParameter(Utf8JsonWriter writer, object? parameter)
    {
        switch (parameter)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case HexBigInteger quantity: writer.WriteStringValue(quantity.HexValue); break;
            case BlockParameter block: writer.WriteStringValue(block.GetRPCParam()); break;
            case TransactionInput input: JsonSerializer.Serialize(writer, input, EthereumJsonContext.Default.TransactionInput); break;
            case CallInput input: JsonSerializer.Serialize(writer, input, EthereumJsonContext.Default.CallInput); break;
            case NewFilterInput filter: JsonSerializer.Serialize(writer, filter, EthereumJsonContext.Default.NewFilterInput); break;
            case JsonElement element: element.WriteTo(writer); break;
            case decimal[] numbers: WriteArray(writer, numbers.Cast<object?>()); break;
            case IEnumerable<object?> items: WriteArray(writer, items); break;
            default: throw new NotSupportedException($"A {parameter.GetType()} cannot be a JSON-RPC parameter.");
        }
    }

    public static void WriteRequest(Utf8JsonWriter writer, RpcRequest request, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WriteNumber("id", id);
        writer.WriteString("method", request.Method);
        writer.WritePropertyName("params");
        WriteArray(writer, request.RawParameters);
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable<object?> items)
    {
        writer.WriteStartArray();
        foreach (var item in items) WriteParameter(writer, item);
        writer.WriteEndArray();
    }
}
