namespace Assay.Primitives;

/// <summary>
/// Keccak-256 as Ethereum uses it: Keccak[c=512] with the original 0x01 padding, not SHA3-256's 0x06. Nothing here allocates
/// except where an array is returned.
/// </summary>
public static partial class Keccak256
{
    /// <summary>Length of a digest in bytes.</summary>
    public const int DigestBytes = 32;

    /// <summary>Bytes absorbed per permutation.</summary>
    public const int RateBytes = 136;

    /// <summary>Writes the digest of <paramref name="data"/> to the first 32 bytes of <paramref name="digest"/>.</summary>
    /// <param name="data">The message, of any length.</param>
    /// <param name="digest">At least 32 bytes. May overlap <paramref name="data"/>: it is written last.</param>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is shorter than 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        RequireDigestLength(digest.Length);
        var hasher = default(Keccak256Hasher);
        hasher.Append(data);
        hasher.Finish(digest);
    }

    /// <summary>The 32-byte digest of <paramref name="data"/> in a new array.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var digest = new byte[DigestBytes];
        Hash(data, digest);
        return digest;
    }

    internal static void RequireDigestLength(int length)
    {
        if (length < DigestBytes)
            throw new ArgumentException($"digest must have room for {DigestBytes} bytes, has {length}.", "digest");
    }
}
