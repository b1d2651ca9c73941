using System.Buffers;

namespace Assay.Primitives;

/// <summary>Hexadecimal text and bytes. Encoding writes lower case; decoding accepts either case and an optional 0x prefix.</summary>
public static class Hex
{
    private const string Prefix = "0x";

    /// <summary>Lower-case hexadecimal digits of <paramref name="bytes"/>, two per byte.</summary>
    /// <param name="bytes">The bytes; may be empty.</param>
    /// <param name="prefix">Whether to begin with 0x.</param>
    public static string Encode(ReadOnlySpan<byte> bytes, bool prefix = true)
    {
        if (!prefix)
            return Convert.ToHexStringLower(bytes);
        return string.Create(2 + 2 * bytes.Length, bytes, static (text, source) =>
        {
            Prefix.CopyTo(text);
            Convert.TryToHexStringLower(source, text[2..], out _);
        });
    }

    /// <summary>The bytes that <paramref name="text"/> spells.</summary>
    /// <param name="text">An even number of hexadecimal digits after an optional 0x.</param>
    /// <exception cref="FormatException">The number of digits is odd, or a character is no hexadecimal digit.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        var digits = DigitsOf(text);
        var bytes = new byte[digits.Length / 2];
        DecodeDigits(text, digits, bytes);
        return bytes;
    }

    /// <summary>Decodes <paramref name="text"/>, which must spell exactly as many bytes as <paramref name="destination"/> holds.</summary>
    /// <exception cref="FormatException">The length differs, or a character is no hexadecimal digit.</exception>
    public static void Decode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var digits = DigitsOf(text);
        if (digits.Length / 2 != destination.Length)
            throw new FormatException($"hexadecimal text must spell {destination.Length} bytes, spells {digits.Length / 2}.");
        DecodeDigits(text, digits, destination);
    }

    /// <summary>Whether <paramref name="text"/> is an even number of hexadecimal digits after an optional 0x.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        var digits = WithoutPrefix(text);
        return digits.Length % 2 == 0 && !digits.ContainsAnyExcept(Digits);
    }

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text) =>
        text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[2..] : text;

    private static ReadOnlySpan<char> DigitsOf(ReadOnlySpan<char> text)
    {
        var digits = WithoutPrefix(text);
        if (digits.Length % 2 != 0)
            throw new FormatException($"hexadecimal text must have an even number of digits, has {digits.Length}.");
        return digits;
    }

    private static void DecodeDigits(ReadOnlySpan<char> text, ReadOnlySpan<char> digits, Span<byte> destination)
    {
        if (Convert.FromHexString(digits, destination, out _, out _) == OperationStatus.Done)
            return;
        var offset = text.Length - digits.Length + digits.IndexOfAnyExcept(Digits);
        throw new FormatException($"hexadecimal text has '{text[offset]}' (U+{(int)text[offset]:X4}) at character {offset}; expected 0-9, a-f or A-F.");
    }
}
