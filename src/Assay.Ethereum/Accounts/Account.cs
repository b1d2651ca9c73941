using System.Numerics;
using Assay.Ethereum.Signing;
using Nethereum.KeyStore;
using Nethereum.RPC.Accounts;
using Nethereum.RPC.NonceServices;
using Nethereum.Signer;

namespace Nethereum.Web3.Accounts;

/// <summary>
/// A private key that signs transactions. Use one instance for all parallel senders of a key: it is what hands out the nonces.
/// </summary>
public sealed class Account : IAccount
{
    private readonly EthECKey _key;

    /// <summary>Takes a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="chainId">The chain to sign for; null asks the node at the first send.</param>
    public Account(EthECKey key, BigInteger? chainId = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (chainId is { Sign: <= 0 }) throw new ArgumentOutOfRangeException(nameof(chainId), chainId, "Expected a chain id above zero.");
        _key = key;
        ChainId = chainId;
        Address = key.GetPublicAddress();
    }

    /// <summary>Takes a private key.</summary>
    /// <param name="privateKey">64 hexadecimal digits, with or without <c>0x</c>.</param>
    /// <param name="chainId">The chain to sign for; null asks the node at the first send.</param>
    public Account(string privateKey, BigInteger? chainId = null) : this(new EthECKey(privateKey), chainId)
    {
    }

    /// <summary>Takes a private key.</summary>
    /// <param name="privateKey">32 bytes, big-endian.</param>
    /// <param name="chainId">The chain to sign for; null asks the node at the first send.</param>
    public Account(byte[] privateKey, BigInteger? chainId = null) : this(new EthECKey(privateKey, true), chainId)
    {
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <summary>The chain that transactions are signed for; null asks the node.</summary>
    public BigInteger? ChainId { get; }

    /// <summary>The private key in hexadecimal with <c>0x</c>.</summary>
    public string PrivateKey => _key.GetPrivateKey();

    /// <inheritdoc/>
    public INonceService NonceService => Nonces;

    internal InMemoryNonceService Nonces { get; } = new();

    /// <summary>Opens a keystore file.</summary>
    public static Account LoadFromKeyStoreFile(string filePath, string password, BigInteger? chainId = null) =>
        new(new KeyStoreService().DecryptKeyStoreFromFile(password, filePath), chainId);

    /// <summary>Opens a keystore.</summary>
    public static Account LoadFromKeyStore(string json, string password, BigInteger? chainId = null) =>
        new(new KeyStoreService().DecryptKeyStoreFromJson(password, json), chainId);

    /// <summary>The address alone: the key must not reach a log.</summary>
    public override string ToString() => Address;

    internal RecoverableSignature Sign(ReadOnlySpan<byte> hash) => _key.SignHash(hash);
}
