using System.Security.Cryptography;
using Assay.Ethereum.Accounts;
using Assay.Ethereum.Signing;
using HexText = Assay.Primitives.Hex;

namespace Nethereum.Signer;

/// <summary>A secp256k1 private key.</summary>
public sealed class EthECKey
{
    private readonly byte[] _privateKey;
    private readonly byte[] _publicKey;

    /// <summary>Takes a private key.</summary>
    /// <param name="privateKey">64 hexadecimal digits, with or without <c>0x</c>.</param>
    /// <exception cref="FormatException">The text is not hexadecimal.</exception>
    /// <exception cref="ArgumentException">The number is not a private key.</exception>
    public EthECKey(string privateKey) : this(DecodeKey(privateKey), true)
    {
    }

    /// <summary>Takes a private key.</summary>
    /// <param name="key">32 bytes, big-endian.</param>
    /// <param name="isPrivate">Must be true: public keys alone sign nothing.</param>
    public EthECKey(byte[] key, bool isPrivate)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!isPrivate) throw new ArgumentException("Expected a private key.", nameof(isPrivate));
        _publicKey = Secp256k1.GetPublicKey(key);
        _privateKey = [.. key];
    }

    /// <summary>Makes a new key from the system's random numbers.</summary>
    public static EthECKey GenerateKey()
    {
        Span<byte> candidate = stackalloc byte[32];
        do RandomNumberGenerator.Fill(candidate);
        while (!Secp256k1.IsPrivateKey(candidate));
        return new EthECKey(candidate.ToArray(), true);
    }

    /// <summary>The address of a private key.</summary>
    public static string GetPublicAddress(string privateKey) => new EthECKey(privateKey).GetPublicAddress();

    /// <summary>The private key, 32 bytes.</summary>
    public byte[] GetPrivateKeyAsBytes() => [.. _privateKey];

    /// <summary>The private key in hexadecimal with <c>0x</c>.</summary>
    public string GetPrivateKey() => HexText.Encode(_privateKey);

    /// <summary>The public key without a prefix, 64 bytes: x ‖ y.</summary>
    public byte[] GetPubKeyNoPrefix() => [.. _publicKey];

    /// <summary>The key's address with its checksum.</summary>
    public string GetPublicAddress() => EthereumAddress.FromPublicKey(_publicKey);

    /// <summary>Signs a 32-byte hash; v is 27 or 28.</summary>
    public EthECDSASignature SignAndCalculateV(byte[] hash)
    {
        var signature = Secp256k1.Sign(hash, _privateKey);
        return new EthECDSASignature(signature.R, signature.S, [(byte)(27 + signature.RecoveryId)]);
    }

    /// <summary>Whether this key made a signature of a 32-byte hash.</summary>
    public bool Verify(byte[] hash, EthECDSASignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return Secp256k1.Verify(hash, RecoverableSignature.FromBytes(signature.To65ByteArray()), _publicKey);
    }

    internal RecoverableSignature SignHash(ReadOnlySpan<byte> hash) => Secp256k1.Sign(hash, _privateKey);

    private static byte[] DecodeKey(string privateKey)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        // A parser's error would quote the text: a key must not reach a log.
        if (!HexText.IsValid(privateKey)) throw new FormatException("Expected a private key of 64 hexadecimal digits.");
        return HexText.Decode(privateKey);
    }
}
