using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Ethereum.Accounts;
using Assay.Ethereum.Keystore;
using Assay.Primitives;
using Nethereum.Signer;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Nethereum.KeyStore;

/// <summary>Opens and writes password-protected keys in the Web3 Secret Storage format, version 3.</summary>
public sealed class KeyStoreService
{
    private const int MaxFileBytes = 64 * 1024;
    private const int ScryptCost = 262_144;
    private const int ScryptBlockSize = 8;
    private const int ScryptParallelism = 1;

    /// <summary>The private key in a keystore file.</summary>
    /// <param name="password">The password.</param>
    /// <param name="filePath">The file.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="KeyStoreException">The file is malformed or the password is wrong.</exception>
    public byte[] DecryptKeyStoreFromFile(string password, string filePath)
    {
        var length = new FileInfo(filePath).Length;
        if (length > MaxFileBytes) throw new KeyStoreException($"Expected a keystore of at most {MaxFileBytes} bytes but '{filePath}' has {length}.");
        return DecryptKeyStoreFromJson(password, File.ReadAllText(filePath));
    }

    /// <summary>The private key in a keystore.</summary>
    /// <param name="password">The password.</param>
    /// <param name="json">The keystore.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="KeyStoreException">The keystore is malformed, its parameters exceed the limits, or the password is wrong.</exception>
    public byte[] DecryptKeyStoreFromJson(string password, string json)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(json);
        using var document = Parse(json);
        var root = document.RootElement;
        KeyStoreJson.RequireInteger(root, "version", 3, 3);
        // Early clients wrote the name with a capital.
        var crypto = KeyStoreJson.RequireObject(root, root.TryGetProperty("Crypto", out _) ? "Crypto" : "crypto");
        var cipher = KeyStoreJson.RequireString(crypto, "cipher");
        if (cipher != "aes-128-ctr") throw new KeyStoreException($"Expected the cipher aes-128-ctr but found '{cipher}'.");
        var iv = KeyStoreJson.RequireBytes(KeyStoreJson.RequireObject(crypto, "cipherparams"), "iv", 16, 16);
        var cipherText = KeyStoreJson.RequireBytes(crypto, "ciphertext", 32, 32);
        var mac = KeyStoreJson.RequireBytes(crypto, "mac", 32, 32);

        var derived = KeyDerivation.Read(crypto).DeriveKey(Encoding.UTF8.GetBytes(password));
        if (!CryptographicOperations.FixedTimeEquals(mac, ComputeMac(derived, cipherText)))
            throw new KeyStoreException("The keystore's MAC does not match: the password is wrong or the file is damaged.");
        return ApplyCipher(derived, iv, cipherText);
    }

    /// <summary>Encrypts a private key with scrypt (n 262,144, r 8, p 1: 256 MiB and about a second).</summary>
    /// <param name="password">The password.</param>
    /// <param name="key">32 bytes.</param>
    /// <param name="address">The key's address; checked against the key.</param>
    /// <returns>The keystore as JSON.</returns>
    public string EncryptAndGenerateDefaultKeyStoreAsJson(string password, byte[] key, string address)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(key);
        var derivation = new KeyDerivation.Scrypt(RandomNumberGenerator.GetBytes(32), ScryptCost, ScryptBlockSize, ScryptParallelism);
        return Encrypt(password, key, address, derivation);
    }

    /// <summary>The name that clients give a keystore file.</summary>
    public string GenerateUTCFileName(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH-mm-ss.fffffff'Z'", CultureInfo.InvariantCulture);
        return $"UTC--{time}--{Convert.ToHexStringLower(EthereumAddress.Parse(address))}";
    }

    internal static string Encrypt(string password, byte[] key, string address, KeyDerivation derivation)
    {
        var actual = new EthECKey(key, true).GetPublicAddress();
        if (!EthereumAddress.AreSame(actual, address)) throw new ArgumentException($"The key's address is {actual}, not {address}.", nameof(address));

        var derived = derivation.DeriveKey(Encoding.UTF8.GetBytes(password));
        var iv = RandomNumberGenerator.GetBytes(16);
        var cipherText = ApplyCipher(derived, iv, key);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 3);
            writer.WriteString("id", Guid.NewGuid());
            writer.WriteString("address", Convert.ToHexStringLower(EthereumAddress.Parse(actual)));
            writer.WriteStartObject("crypto");
            writer.WriteString("cipher", "aes-128-ctr");
            writer.WriteString("ciphertext", Convert.ToHexStringLower(cipherText));
            writer.WriteStartObject("cipherparams");
            writer.WriteString("iv", Convert.ToHexStringLower(iv));
            writer.WriteEndObject();
            derivation.WriteTo(writer);
            writer.WriteString("mac", Convert.ToHexStringLower(ComputeMac(derived, cipherText)));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonDocument Parse(string json)
    {
        if (json.Length > MaxFileBytes) throw new KeyStoreException($"Expected a keystore of at most {MaxFileBytes} characters but got {json.Length}.");
        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            var kind = document.RootElement.ValueKind;
            document.Dispose();
            throw new KeyStoreException($"Expected the keystore to be a JSON object but found a {kind}.");
        }
        catch (JsonException exception)
        {
            throw new KeyStoreException($"The keystore is not JSON: {exception.Message}", exception);
        }
    }

    private static byte[] ComputeMac(byte[] derived, byte[] cipherText)
    {
        var hasher = new Keccak256Hasher();
        hasher.Append(derived.AsSpan(16, 16));
        hasher.Append(cipherText);
        var mac = new byte[Keccak256.DigestBytes];
        hasher.Finish(mac);
        return mac;
    }

    private static byte[] ApplyCipher(byte[] derived, byte[] iv, byte[] input)
    {
        var cipher = new BufferedBlockCipher(new SicBlockCipher(AesUtilities.CreateEngine()));
        cipher.Init(true, new ParametersWithIV(new KeyParameter(derived, 0, 16), iv));
        return cipher.DoFinal(input);
    }
}
