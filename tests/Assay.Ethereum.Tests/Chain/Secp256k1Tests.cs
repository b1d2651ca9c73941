using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Assay.Ethereum.Accounts;
using Assay.Ethereum.Signing;
using Assay.Primitives;
using Nethereum.Signer;

namespace Assay.Ethereum.Tests.Chain;

/// <summary>Deterministic nonces against the RFC 6979 vectors that Bitcoin and Haskoin publish for secp256k1 with SHA-256.</summary>
public sealed class Secp256k1Tests
{
    private static readonly BigInteger Order = BigInteger.Parse("115792089237316195423570985008687907852837564279074904382605163141518161494337");

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "Satoshi Nakamoto",
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8", "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001",
        "All those moments will be lost in time, like tears in rain. Time to die...",
        "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b", "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", "Satoshi Nakamoto",
        "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0", "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5")]
    [InlineData("f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181", "Alan Turing",
        "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c", "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea")]
    [InlineData("e91671c46231f833a6406ccbea0e3e392c76c167bac1cb013f6f1013980455c2",
        "There is a computer disease that anybody who works with computers knows about. It's a very serious disease and it interferes completely with the work. The trouble with computers is that you 'play' with them!",
        "b552edd27580141f3b2a5463048cb7cd3e047b97c9f98076c32dbdf85a68718b", "279fa72dd19bfae05577e06c7c0c1900c371fcd5893f7e1d56a37d30174671f6")]
    public void Signatures_are_those_of_RFC_6979_with_low_s(string privateKey, string message, string r, string s)
    {
        var key = Hex.Decode(privateKey);
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(message));
        var signature = Secp256k1.Sign(hash, key);
        Hex.Encode(signature.R, prefix: false).Should().Be(r);
        Hex.Encode(signature.S, prefix: false).Should().Be(s);
        Secp256k1.TryRecover(hash, signature, out var recovered).Should().BeTrue();
        recovered.Should().Equal(Secp256k1.GetPublicKey(key));
    }

    [Fact]
    public void Every_signature_recovers_to_its_own_key_and_no_other()
    {
        var random = new Random(20);
        for (var i = 0; i < 50; i++)
        {
            var key = RandomBytes(random);
            var hash = RandomBytes(random);
            var signature = Secp256k1.Sign(hash, key);
            var publicKey = Secp256k1.GetPublicKey(key);
            Secp256k1.Verify(hash, signature, publicKey).Should().BeTrue();
            Secp256k1.Verify(hash, signature with { RecoveryId = 1 - signature.RecoveryId }, publicKey).Should().BeFalse();
            hash[0] ^= 1;
            Secp256k1.Verify(hash, signature, publicKey).Should().BeFalse();
        }
    }

    [Fact]
    public void A_high_s_is_refused_as_the_chain_refuses_it()
    {
        var key = Hex.Decode("e91671c46231f833a6406ccbea0e3e392c76c167bac1cb013f6f1013980455c2");
        var hash = SHA256.HashData([1]);
        var signature = Secp256k1.Sign(hash, key);
        var high = Order - new BigInteger(signature.S, isUnsigned: true, isBigEndian: true);
        var malleable = new RecoverableSignature(signature.R, high.ToByteArray(isUnsigned: true, isBigEndian: true), 1 - signature.RecoveryId);
        malleable.S.Should().HaveCount(32);
        Secp256k1.TryRecover(hash, malleable, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("01")]
    public void Numbers_outside_the_group_are_no_private_keys(string privateKey)
    {
        var sign = () => Secp256k1.Sign(new byte[32], Hex.Decode(privateKey));
        sign.Should().Throw<ArgumentException>().WithMessage("*private key of 32 bytes*");
    }

    [Fact]
    public void A_malformed_key_is_not_repeated_in_the_error()
    {
        var make = () => new EthECKey("0xabcdefg_secret");
        make.Should().Throw<FormatException>().Which.Message.Should().NotContain("secret");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_signature_of_zeros_has_no_key(byte r, byte s)
    {
        var signature = new RecoverableSignature(new byte[32], new byte[32], 0);
        signature.R[31] = r;
        signature.S[31] = s;
        Secp256k1.TryRecover(new byte[32], signature, out _).Should().BeFalse();
    }

    [Fact]
    public void A_generated_key_has_the_address_that_its_signatures_recover_to()
    {
        var key = EthECKey.GenerateKey();
        var signature = key.SignAndCalculateV(SHA256.HashData([7]));
        signature.V[0].Should().BeOneOf(27, 28);
        key.Verify(SHA256.HashData([7]), signature).Should().BeTrue();
        Secp256k1.TryRecover(SHA256.HashData([7]), RecoverableSignature.FromBytes(signature.To65ByteArray()), out var recovered).Should().BeTrue();
        EthereumAddress.FromPublicKey(recovered).Should().Be(key.GetPublicAddress());
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }
}
