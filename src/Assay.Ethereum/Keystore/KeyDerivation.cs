using System.Security.Cryptography;
using System.Text.Json;

namespace Assay.Ethereum.Keystore;

/// <summary>
/// How a keystore file turns a password into a key. The parameters come from the file, so they are bounded: a hostile file
/// must not take gigabytes or hours.
/// </summary>
internal abstract record KeyDerivation(byte[] Salt)
{
    // The MAC needs bytes 16 to 31; more would be computed and thrown away.
    private const int KeyBytes = 32;

    public abstract byte[] DeriveKey(byte[] password);

    public abstract void WriteTo(Utf8JsonWriter writer);

    public static KeyDerivation Read(JsonElement crypto)
    {
        var name = KeyStoreJson.RequireString(crypto, "kdf");
        var parameters = KeyStoreJson.RequireObject(crypto, "kdfparams");
        var keyBytes = KeyStoreJson.RequireInteger(parameters, "dklen", KeyBytes, KeyBytes);
        var salt = KeyStoreJson.RequireBytes(parameters, "salt", 0, 64);
        return name switch
        {
            "scrypt" => Scrypt.Read(parameters, salt),
            "pbkdf2" => Pbkdf2.Read(parameters, salt),
            _ => throw new KeyStoreException($"Expected the key derivation scrypt or pbkdf2 with {keyBytes} bytes but found '{name}'."),
        };
    }

    private static void WriteStart(Utf8JsonWriter writer, string name)
    {
        writer.WriteString("kdf", name);
        writer.WriteStartObject("kdfparams");
        writer.WriteNumber("dklen", KeyBytes);
    }

    private void WriteEnd(Utf8JsonWriter writer)
    {
        writer.WriteString("salt", Convert.ToHexStringLower(Salt));
        writer.WriteEndObject();
    }

    internal sealed record Scrypt(byte[] Salt, int Cost, int BlockSize, int Parallelism) : KeyDerivation(Salt)
    {
        // What Ethereum's clients write takes 256 MiB and 2^21 block steps; twice the time is let through, the memory is not exceeded.
        private const long MaxMemoryBytes = 256L << 20;
        private const long MaxWork = 1L << 22;

        public static Scrypt Read(JsonElement parameters, byte[] salt)
        {
            var cost = KeyStoreJson.RequireInteger(parameters, "n", 2, 1 << 21);
            var blockSize = KeyStoreJson.RequireInteger(parameters, "r", 1, 1024);
            var parallelism = KeyStoreJson.RequireInteger(parameters, "p", 1, 1024);
            if ((cost & (cost - 1)) != 0) throw new KeyStoreException($"Expected scrypt's n to be a power of two but found {cost}.");
            if (128L * cost * blockSize > MaxMemoryBytes)
                throw new KeyStoreException($"Scrypt with n = {cost}, r = {blockSize} takes {128L * cost * blockSize >> 20} MiB; the limit is {MaxMemoryBytes >> 20} MiB.");
            if ((long)cost * blockSize * parallelism > MaxWork)
                throw new KeyStoreException($"Scrypt with n = {cost}, r = {blockSize}, p = {parallelism} takes more than the limit of {MaxWork} block steps.");
            return new Scrypt(salt, cost, blockSize, parallelism);
        }

        public override byte[] DeriveKey(byte[] password) => ScryptKeyDerivation.DeriveKey(password, Salt, Cost, BlockSize, Parallelism, KeyBytes);

        public override void WriteTo(Utf8JsonWriter writer)
        {
            WriteStart(writer, "scrypt");
            writer.WriteNumber("n", Cost);
            writer.WriteNumber("r", BlockSize);
            writer.WriteNumber("p", Parallelism);
            WriteEnd(writer);
        }
    }

    internal sealed record Pbkdf2(byte[] Salt, int Iterations) : KeyDerivation(Salt)
    {
        private const int MaxIterations = 10_000_000;

        public static Pbkdf2 Read(JsonElement parameters, byte[] salt)
        {
            var function = KeyStoreJson.RequireString(parameters, "prf");
            if (function != "hmac-sha256") throw new KeyStoreException($"Expected pbkdf2 with hmac-sha256 but found '{function}'.");
            return new Pbkdf2(salt, KeyStoreJson.RequireInteger(parameters, "c", 1, MaxIterations));
        }

        public override byte[] DeriveKey(byte[] password) => Rfc2898DeriveBytes.Pbkdf2(password, Salt, Iterations, HashAlgorithmName.SHA256, KeyBytes);

        public override void WriteTo(Utf8JsonWriter writer)
        {
            WriteStart(writer, "pbkdf2");
            writer.WriteNumber("c", Iterations);
            writer.WriteString("prf", "hmac-sha256");
            WriteEnd(writer);
        }
    }
}
