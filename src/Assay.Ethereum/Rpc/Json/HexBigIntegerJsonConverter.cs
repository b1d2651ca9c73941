using System.Text.Json;
using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;

namespace Nethereum.JsonRpc.Client.Json;

/// <summary>Reads and writes a quantity as its hexadecimal string.</summary>
internal sealed class HexBigIntegerJsonConverter : JsonConverter<HexBigInteger>
{
    public override HexBigInteger? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var number)) return new HexBigInteger(number);
        if (reader.TokenType != JsonTokenType.String) throw new JsonException($"Expected a hexadecimal quantity but got a JSON {reader.TokenType}.");
        var text = reader.GetString()!;
        try
        {
            return new HexBigInteger(text);
        }
        catch (FormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, HexBigInteger value, JsonSerializerOptions options) => writer.WriteStringValue(value.HexValue);
}
