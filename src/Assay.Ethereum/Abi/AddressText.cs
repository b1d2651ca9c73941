using Assay.Primitives;

namespace Assay.Ethereum.Abi;

/// <summary>Addresses as 20 bytes and as text: 0x and 40 hexadecimal digits, whose case is an EIP-55 checksum when written here.</summary>
public static class AddressText
{
    /// <summary>Bytes in an address.</summary>
    public const int Bytes = 20;

    /// <summary>The text of <paramref name="address"/> with its EIP-55 checksum.</summary>
    /// <param name="address">20 bytes.</param>
    /// <exception cref="ArgumentException">The length differs from 20.</exception>
    public static string Format(ReadOnlySpan<byte> address)
    {
        if (address.Length != Bytes)
            throw new ArgumentException($"an address has {Bytes} bytes, this one has {address.Length}.", nameof(address));
        Span<char> text = stackalloc char[2 + 2 * Bytes];
        "0x".CopyTo(text);
        var digits = text[2..];
        Convert.TryToHexStringLower(address, digits, out _);
        Span<byte> ascii = stackalloc byte[2 * Bytes];
        for (var i = 0; i < ascii.Length; i++)
            ascii[i] = (byte)digits[i];
        Span<byte> hash = stackalloc byte[Keccak256.DigestBytes];
        Keccak256.Hash(ascii, hash);
        for (var i = 0; i < digits.Length; i++)
        {
            var nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xF;
            if (nibble >= 8 && digits[i] >= 'a')
                digits[i] = (char)(digits[i] - ('a' - 'A'));
        }

        return new string(text);
    }

    /// <summary>Parses <paramref name="text"/> in any case into <paramref name="address"/>; false where it is no address.</summary>
    /// <param name="text">0x, optional, and 40 hexadecimal digits. The checksum is not verified.</param>
    /// <param name="address">20 bytes.</param>
    public static bool TryParse(ReadOnlySpan<char> text, Span<byte> address)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            text = text[2..];
        return text.Length == 2 * Bytes
            && Convert.FromHexString(text, address[..Bytes], out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
