using System.Text;
using Assay.Ethereum.Keystore;
using Assay.Primitives;
using Nethereum.KeyStore;

namespace Assay.Ethereum.Tests.Chain;

/// <summary>The test vectors of the Web3 Secret Storage definition, and hostile files.</summary>
public sealed class KeyStoreTests
{
    private const string Secret = "0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";
    private const string SecretAddress = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b";

    private const string Pbkdf2 = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
        "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256","salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    private const string Scrypt = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c","kdf":"scrypt",
        "kdfparams":{"dklen":32,"n":262144,"p":8,"r":1,"salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
        "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    [Theory]
    [InlineData(Pbkdf2)]
    [InlineData(Scrypt)]
    public void The_published_vectors_open(string json) =>
        Hex.Encode(new KeyStoreService().DecryptKeyStoreFromJson("testpassword", json)).Should().Be(Secret);

    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    public void Scrypt_is_that_of_RFC_7914(string password, string salt, int n, int r, int p, string key) =>
        Hex.Encode(ScryptKeyDerivation.DeriveKey(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), n, r, p, 64), prefix: false).Should().Be(key);

    [Fact]
    public void A_wrong_password_is_told_from_a_malformed_file()
    {
        var open = () => new KeyStoreService().DecryptKeyStoreFromJson("wrong", Pbkdf2);
        open.Should().Throw<KeyStoreException>().WithMessage("*password is wrong*");
    }

    [Fact]
    public void What_is_encrypted_opens_again()
    {
        var derivation = new KeyDerivation.Scrypt([1, 2, 3], 1024, 8, 1);
        var json = KeyStoreService.Encrypt("pass phrase ü", Hex.Decode(Secret), SecretAddress, derivation);
        json.Should().Contain(SecretAddress[2..].ToLowerInvariant());
        Hex.Encode(new KeyStoreService().DecryptKeyStoreFromJson("pass phrase ü", json)).Should().Be(Secret);
    }

    [Fact]
    public void A_key_is_not_stored_under_another_address()
    {
        var encrypt = () => KeyStoreService.Encrypt("p", Hex.Decode(Secret), "0x0000000000000000000000000000000000000001", new KeyDerivation.Pbkdf2([], 1));
        encrypt.Should().Throw<ArgumentException>().WithMessage($"*{SecretAddress}*");
    }

    [Theory]
    [InlineData("\"n\":262144", "\"n\":2097152", "block steps")]
    [InlineData("\"n\":262144", "\"n\":4194304", "'n' between")]
    [InlineData("\"r\":1", "\"r\":16", "512 MiB")]
    [InlineData("\"p\":8", "\"p\":1000", "block steps")]
    [InlineData("\"n\":262144", "\"n\":262143", "power of two")]
    [InlineData("\"dklen\":32", "\"dklen\":2000000000", "'dklen'")]
    [InlineData("\"p\":8", "\"p\":-1", "'p' between")]
    [InlineData("\"version\":3", "\"version\":1", "'version'")]
    [InlineData("\"aes-128-ctr\"", "\"aes-128-cbc\"", "aes-128-cbc")]
    [InlineData("\"scrypt\"", "\"argon2\"", "argon2")]
    [InlineData("\"mac\"", "\"mag\"", "lacks 'mac'")]
    [InlineData("83dbcc02d8ccb40e466191a123791e0e", "83dbcc02", "'iv' of 16")]
    [InlineData("{\"crypto\"", "[\"crypto\"", "not JSON")]
    public void Hostile_and_malformed_files_are_refused_before_any_work(string from, string to, string complaint)
    {
        var json = Scrypt.Replace(from, to, StringComparison.Ordinal);
        json.Should().NotBe(Scrypt);
        var open = () => new KeyStoreService().DecryptKeyStoreFromJson("testpassword", json);
        open.Should().Throw<KeyStoreException>().WithMessage($"*{complaint}*");
    }

    [Fact]
    public void An_iteration_count_in_the_billions_is_refused()
    {
        var json = Pbkdf2.Replace("262144", "2000000000", StringComparison.Ordinal);
        var open = () => new KeyStoreService().DecryptKeyStoreFromJson("testpassword", json);
        open.Should().Throw<KeyStoreException>().WithMessage("*'c' between*");
    }
}
