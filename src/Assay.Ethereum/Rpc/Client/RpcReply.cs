using System.Text.Json;

namespace Nethereum.JsonRpc.Client;

/// <summary>The envelope of one JSON-RPC reply; the result stays unparsed, so that it is parsed once, into its type.</summary>
internal readonly ref struct RpcReply
{
    private const int LongestMessage = 1000;

    private RpcReply(long? id, RpcError? error, ReadOnlySpan<byte> result)
    {
        Id = id;
        Error = error;
        Result = result;
    }

    /// <summary>Null where the node could not read the request's id.</summary>
    public long? Id { get; }

    /// <summary>Null where the request succeeded.</summary>
    public RpcError? Error { get; }

    /// <summary>The result's JSON; empty where there is an error.</summary>
    public ReadOnlySpan<byte> Result { get; }

    /// <summary>Reads one reply object.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static RpcReply Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException($"Expected a reply object but found a JSON {reader.TokenType}.");
        long? id = null;
        RpcError? error = null;
        ReadOnlySpan<byte> result = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8)) id = ReadId(ref reader);
            else if (reader.ValueTextEquals("error"u8)) error = ReadError(ref reader);
            else if (reader.ValueTextEquals("result"u8)) result = json[ReadRaw(ref reader)];
            else reader.Skip();
        }
        // Reads on to the end, so that trailing bytes are noticed.
        while (reader.Read()) reader.Skip();
        if (error is null && result.IsEmpty) throw new JsonException("The reply has neither a result nor an error.");
        return new RpcReply(id, error, result);
    }

    /// <summary>The replies of a batch, as slices of its JSON.</summary>
    public static List<Range> SplitBatch(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"Expected an array of replies but found a JSON {reader.TokenType}.");
        var replies = new List<Range>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            replies.Add(start..(int)reader.BytesConsumed);
        }
        while (reader.Read()) reader.Skip();
        return replies;
    }

    private static long? ReadId(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id)) return id;
        // Some gateways turn numbers into strings.
        if (reader.TokenType == JsonTokenType.String && long.TryParse(reader.GetString(), out id)) return id;
        throw new JsonException("The reply's id is not a number.");
    }

    private static RpcError? ReadError(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        var element = JsonElement.ParseValue(ref reader);
        if (element.ValueKind != JsonValueKind.Object) return new RpcError(0, Shorten(element.ToString()));
        var code = element.TryGetProperty("code", out var codeElement) && codeElement.ValueKind == JsonValueKind.Number && codeElement.TryGetInt32(out var number) ? number : 0;
        var message = element.TryGetProperty("message", out var messageElement) ? messageElement.ToString() : "";
        return new RpcError(code, Shorten(message), element.TryGetProperty("data", out var data) ? data : null);
    }

    private static Range ReadRaw(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    private static string Shorten(string message) => message.Length <= LongestMessage ? message : string.Concat(message.AsSpan(0, LongestMessage), "…");
}
