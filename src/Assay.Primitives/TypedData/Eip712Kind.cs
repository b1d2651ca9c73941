using System.Globalization;

namespace Assay.Primitives.TypedData;

/// <summary>How a member's value becomes the 32 bytes that are hashed.</summary>
internal enum Eip712Encoding
{
    Unsigned,
    Signed,
    Boolean,
    Address,
    FixedBytes,
    Bytes,
    String,
    Array,
    Struct,
}

/// <summary>A member's encoding with its size: bits of an integer, bytes of a bytesN.</summary>
internal readonly record struct Eip712Kind(Eip712Encoding Encoding, int Size)
{
    /// <summary>Reads a type name. A name that is no atomic type is taken as a struct's.</summary>
    public static Eip712Kind Parse(string type)
    {
        if (type.EndsWith(']')) return new(Eip712Encoding.Array, 0);
        switch (type)
        {
            case "bool": return new(Eip712Encoding.Boolean, 0);
            case "address": return new(Eip712Encoding.Address, 0);
            case "bytes": return new(Eip712Encoding.Bytes, 0);
            case "string": return new(Eip712Encoding.String, 0);
        }

        if (TrySize(type, "bytes", out var size) && size is >= 1 and <= 32) return new(Eip712Encoding.FixedBytes, size);
        if (TrySize(type, "uint", out size) && size is >= 8 and <= 256 && size % 8 == 0) return new(Eip712Encoding.Unsigned, size);
        if (TrySize(type, "int", out size) && size is >= 8 and <= 256 && size % 8 == 0) return new(Eip712Encoding.Signed, size);
        return new(Eip712Encoding.Struct, 0);
    }

    private static bool TrySize(string type, string prefix, out int size)
    {
        size = 0;
        return type.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(type.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }
}
