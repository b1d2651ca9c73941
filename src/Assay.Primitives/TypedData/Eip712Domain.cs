using System.Numerics;

namespace Assay.Primitives.TypedData;

/// <summary>The domain that a signature is valid in. What is null is no member of the domain type.</summary>
public sealed record Eip712Domain
{
    /// <summary>Name of the protocol.</summary>
    public string? Name { get; init; }

    /// <summary>Version of the protocol.</summary>
    public string? Version { get; init; }

    /// <summary>The chain.</summary>
    public BigInteger? ChainId { get; init; }

    /// <summary>The contract that verifies: 0x and 40 hexadecimal digits.</summary>
    public string? VerifyingContract { get; init; }

    /// <summary>32 bytes.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>The domain separator: the struct hash of the domain, 32 bytes. Keep it; it is the same for every message.</summary>
    /// <exception cref="ArgumentException">A value does not fit its type; the message names it.</exception>
    public byte[] Separator()
    {
        var members = new List<Eip712Member>();
        if (Name is not null) members.Add(("string", "name"));
        if (Version is not null) members.Add(("string", "version"));
        if (ChainId is not null) members.Add(("uint256", "chainId"));
        if (VerifyingContract is not null) members.Add(("address", "verifyingContract"));
        if (Salt is not null) members.Add(("bytes32", "salt"));
        var hasher = new Eip712Type("EIP712Domain", [.. members]).Begin();
        if (Name is not null) hasher.AddString(Name);
        if (Version is not null) hasher.AddString(Version);
        if (ChainId is { } chainId) hasher.AddUnsigned(chainId);
        if (VerifyingContract is not null) hasher.AddAddress(VerifyingContract);
        if (Salt is not null) hasher.AddFixedBytes(Salt);
        return hasher.Finish();
    }

    /// <summary>The digest to sign: keccak256(0x1901 ‖ separator ‖ struct hash).</summary>
    /// <param name="separator">32 bytes, from <see cref="Separator"/>.</param>
    /// <param name="structHash">32 bytes, from <see cref="Eip712StructHasher.Finish()"/>.</param>
    /// <exception cref="ArgumentException">A length differs from 32.</exception>
    public static byte[] Digest(ReadOnlySpan<byte> separator, ReadOnlySpan<byte> structHash)
    {
        if (separator.Length != 32) throw new ArgumentException($"expected 32 bytes, got {separator.Length}.", nameof(separator));
        if (structHash.Length != 32) throw new ArgumentException($"expected 32 bytes, got {structHash.Length}.", nameof(structHash));
        var hasher = default(Keccak256Hasher);
        hasher.Append([0x19, 0x01]);
        hasher.Append(separator);
        hasher.Append(structHash);
        var digest = new byte[Keccak256.DigestBytes];
        hasher.Finish(digest);
        return digest;
    }
}
