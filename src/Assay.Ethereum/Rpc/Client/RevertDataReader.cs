using System.Text.Json;
using HexText = Assay.Primitives.Hex;

namespace Nethereum.JsonRpc.Client;

/// <summary>Finds the revert data in an error's extra data: nodes put it in different places.</summary>
internal static class RevertDataReader
{
    private const int MaxDepth = 4;
    private static readonly string[] Members = ["data", "originalError", "error", "result", "output"];

    public static string? Find(object? data) => data switch
    {
        string text => FromText(text),
        JsonElement element => FromElement(element, 0),
        _ => null,
    };

    private static string? FromElement(JsonElement element, int depth)
    {
        if (depth > MaxDepth) return null;
        if (element.ValueKind == JsonValueKind.String) return FromText(element.GetString()!);
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in Members)
            if (element.TryGetProperty(member, out var inner) && FromElement(inner, depth + 1) is { } found) return found;
        return null;
    }

    private static string? FromText(string text)
    {
        // OpenEthereum and its descendants write "Reverted 0x…".
        const string prefix = "Reverted ";
        if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) text = text[prefix.Length..];
        return text.StartsWith("0x", StringComparison.Ordinal) && HexText.IsValid(text) ? text : null;
    }
}
