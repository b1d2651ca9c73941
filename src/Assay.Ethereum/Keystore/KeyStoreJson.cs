using System.Text.Json;
using Assay.Primitives;

namespace Assay.Ethereum.Keystore;

/// <summary>Reads a keystore's fields and says which one is wrong.</summary>
internal static class KeyStoreJson
{
    public static JsonElement RequireObject(JsonElement parent, string name) => Require(parent, name, JsonValueKind.Object);

    public static string RequireString(JsonElement parent, string name) => Require(parent, name, JsonValueKind.String).GetString()!;

    public static int RequireInteger(JsonElement parent, string name, int minimum, int maximum)
    {
        var element = Require(parent, name, JsonValueKind.Number);
        if (!element.TryGetInt32(out var value) || value < minimum || value > maximum)
            throw new KeyStoreException($"Expected the keystore's '{name}' between {minimum} and {maximum} but found {element.GetRawText()}.");
        return value;
    }

    public static byte[] RequireBytes(JsonElement parent, string name, int minimum, int maximum)
    {
        var text = RequireString(parent, name);
        if (!Hex.IsValid(text)) throw new KeyStoreException($"Expected the keystore's '{name}' in hexadecimal.");
        var bytes = Hex.Decode(text);
        if (bytes.Length < minimum || bytes.Length > maximum)
            throw new KeyStoreException($"Expected the keystore's '{name}' of {minimum} to {maximum} bytes but found {bytes.Length}.");
        return bytes;
    }

    private static JsonElement Require(JsonElement parent, string name, JsonValueKind kind)
    {
        if (!parent.TryGetProperty(name, out var element)) throw new KeyStoreException($"The keystore lacks '{name}'.");
        return element.ValueKind == kind ? element : throw new KeyStoreException($"Expected the keystore's '{name}' to be a JSON {kind} but found a {element.ValueKind}.");
    }
}
