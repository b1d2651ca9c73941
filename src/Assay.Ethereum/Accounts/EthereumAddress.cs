using System.Diagnostics.CodeAnalysis;
using Assay.Primitives;

namespace Assay.Ethereum.Accounts;

/// <summary>Addresses as text: 40 hexadecimal digits after <c>0x</c>, whose letter case is a checksum (EIP-55).</summary>
public static class EthereumAddress
{
    /// <summary>Length of an address in bytes.</summary>
    public const int Bytes = 20;

    /// <summary>The address of a public key: the last 20 bytes of its hash.</summary>
    /// <param name="publicKey">64 bytes: x ‖ y.</param>
    /// <returns>The address with its checksum.</returns>
    public static string FromPublicKey(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != 64) throw new ArgumentException($"Expected a public key of 64 bytes but got {publicKey.Length}.", nameof(publicKey));
        Span<byte> digest = stackalloc byte[Keccak256.DigestBytes];
        Keccak256.Hash(publicKey, digest);
        return Format(digest[12..]);
    }

    /// <summary>The bytes of an address.</summary>
    /// <param name="address">40 hexadecimal digits after <c>0x</c>: in one letter case, or with a right checksum.</param>
    /// <exception cref="FormatException">It is anything else.</exception>
    public static byte[] Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!HasAddressShape(address)) throw new FormatException($"Expected an address of 0x and 40 hexadecimal digits but got '{address}'.");
        var bytes = Hex.Decode(address);
        var digits = address.AsSpan(2);
        var mixedCase = digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
        // A wrong checksum means a mistyped digit: money sent there is lost.
        if (mixedCase && !address.AsSpan(2).SequenceEqual(Format(bytes).AsSpan(2)))
            throw new FormatException($"The checksum of address '{address}' is wrong; expected '{Format(bytes)}'.");
        return bytes;
    }

    /// <summary>Whether a text is an address in one letter case, or with a right checksum.</summary>
    public static bool IsValid([NotNullWhen(true)] string? address)
    {
        if (address is null || !HasAddressShape(address)) return false;
        var digits = address.AsSpan(2);
        return !digits.ContainsAnyInRange('a', 'f') || !digits.ContainsAnyInRange('A', 'F') || IsChecksummed(address);
    }

    /// <summary>Whether a text is an address with a right checksum.</summary>
    public static bool IsChecksummed([NotNullWhen(true)] string? address) =>
        address is not null && HasAddressShape(address) && string.Equals(address, Format(Hex.Decode(address)), StringComparison.Ordinal);

    /// <summary>The text of an address, with its checksum.</summary>
    /// <param name="address">20 bytes.</param>
    public static string Format(ReadOnlySpan<byte> address)
    {
        if (address.Length != Bytes) throw new ArgumentException($"Expected an address of {Bytes} bytes but got {address.Length}.", nameof(address));
        Span<char> text = stackalloc char[42];
        Span<byte> lowerCase = stackalloc byte[40];
        Span<byte> digest = stackalloc byte[Keccak256.DigestBytes];
        "0x".CopyTo(text);
        Convert.TryToHexStringLower(address, text[2..], out _);
        for (var i = 0; i < 40; i++) lowerCase[i] = (byte)text[2 + i];
        Keccak256.Hash(lowerCase, digest);
        for (var i = 0; i < 40; i++)
        {
            var nibble = (digest[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            if (nibble >= 8) text[2 + i] = char.ToUpperInvariant(text[2 + i]);
        }
        return new string(text);
    }

    /// <summary>Whether two texts are the same address, whatever their letter case.</summary>
    public static bool AreSame(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool HasAddressShape(string address)
    {
        if (address.Length != 42 || address[0] != '0' || address[1] != 'x') return false;
        foreach (var digit in address.AsSpan(2))
            if (!char.IsAsciiHexDigit(digit)) return false;
        return true;
    }
}
