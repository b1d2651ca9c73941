using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nethereum.JsonRpc.Client.Json;

/// <summary>
/// Reads a log's topics as strings; writes a filter's topics, where <c>null</c> means "any" and an array "any of these".
/// </summary>
internal sealed class TopicsJsonConverter : JsonConverter<object?[]>
{
    public override object?[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"Expected an array of topics but got a JSON {reader.TokenType}.");
        // The virtual machine has LOG0 to LOG4: never more than four topics.
        var topics = new List<object?>(4);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            topics.Add(reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException($"Expected a topic but got a JSON {reader.TokenType}."));
        return [.. topics];
    }

    public override void Write(Utf8JsonWriter writer, object?[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var topic in value) WriteTopic(writer, topic);
        writer.WriteEndArray();
    }

    private static void WriteTopic(Utf8JsonWriter writer, object? topic)
    {
        switch (topic)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable<object?> alternatives:
                writer.WriteStartArray();
                foreach (var alternative in alternatives) WriteTopic(writer, alternative);
                writer.WriteEndArray();
                break;
            default:
                throw new JsonException($"A filter topic is null, a string or a list of them, not a {topic.GetType().Name}.");
        }
    }
}
