using System.Text.Json;

namespace Assay.Ethereum.Tests.Client;

/// <summary>What a faulty node answers.</summary>
/// <param name="Body">The reply's body; null drops the connection.</param>
internal sealed record FaultyReply(string? Body)
{
    public int Status { get; init; } = 200;

    public string Headers { get; init; } = "";

    public TimeSpan Delay { get; init; }

    public bool IsEndless { get; init; }

    public static FaultyReply Drop { get; } = new((string?)null);

    public static FaultyReply Result(JsonElement request, string json) => new($$"""{"jsonrpc":"2.0","id":{{Id(request)}},"result":{{json}}}""");

    public static FaultyReply Error(JsonElement request, int code, string message, string data = "null") =>
        new($$$"""{"jsonrpc":"2.0","id":{{{Id(request)}}},"error":{"code":{{{code}}},"message":"{{{message}}}","data":{{{data}}}}}""");

    public static string Id(JsonElement request) => request.GetProperty("id").GetRawText();

    public static string Method(JsonElement request) => request.GetProperty("method").GetString()!;
}
