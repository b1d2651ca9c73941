using System.Numerics;
using Assay.Ethereum.Accounts;
using Assay.Ethereum.Transactions;
using Assay.Primitives;

namespace Assay.Ethereum.Tests.Chain;

/// <summary>The worked example of EIP-155 and signed transactions that other clients publish.</summary>
public sealed class TransactionTests
{
    private const string AccessListTransaction =
        "0x01f8630103018261a894b94f5374fce5edbc8e2a8697c15331677e6ebf0b0a825544c001a0c9519f4f2b30335884581971573fadf60c6204f59a911df35ee8a540456b2660a032f1e8e2c5dd761f9e4f88f41c8310aeaba26a8bfcdacfedfa12ec3862d37521";

    private const string DynamicFeeTransaction =
        "0x02f864010180820fa08284d09411111111111111111111111111111111111111118080c001a0b7dfab36232379bb3d1497a4f91c1966b1f932eae3ade107bf5d723b9cb474e0a06261c359a10f2132f126d250485b90cf20f30340801244a08ef6142ab33d1904";

    private const string ReplayProtectedTransaction =
        "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";

    [Fact]
    public void The_example_of_EIP_155_signs_to_the_published_bytes()
    {
        var transaction = new UnsignedTransaction
        {
            Type = TransactionType.Legacy,
            ChainId = 1,
            Nonce = 9,
            GasPrice = 20_000_000_000,
            GasLimit = 21_000,
            To = Hex.Decode("0x3535353535353535353535353535353535353535"),
            Value = BigInteger.Pow(10, 18),
        };
        Hex.Encode(transaction.GetSigningHash()).Should().Be("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        var signed = transaction.Sign(Hex.Decode(string.Concat(Enumerable.Repeat("46", 32))));
        Hex.Encode(signed.Encoded).Should().Be(ReplayProtectedTransaction);
        signed.RecoverSender().Should().Be("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F");
    }

    [Theory]
    [InlineData(ReplayProtectedTransaction, TransactionType.Legacy, 9, "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f")]
    [InlineData(AccessListTransaction, TransactionType.AccessList, 3, "0x27cf7d8449c9da59189427619ba59f985cee9c0f")]
    [InlineData(DynamicFeeTransaction, TransactionType.DynamicFee, 1, "0xd02d72e067e77158444ef2020ff2d325f929b363")]
    public void Published_transactions_decode_to_their_senders_and_back_to_the_same_bytes(string encoded, TransactionType type, int nonce, string sender)
    {
        var signed = SignedTransaction.Decode(Hex.Decode(encoded));
        signed.Transaction.Type.Should().Be(type);
        signed.Transaction.Nonce.Should().Be(nonce);
        (signed.Transaction.ChainId == 1).Should().BeTrue();
        EthereumAddress.AreSame(signed.RecoverSender(), sender).Should().BeTrue();
        Hex.Encode(signed.Encoded).Should().Be(encoded);
    }

    [Fact]
    public void The_signing_hash_of_an_access_list_transaction_is_the_published_one() =>
        Hex.Encode(SignedTransaction.Decode(Hex.Decode(AccessListTransaction)).Transaction.GetSigningHash())
            .Should().Be("0x49b486f0ec0a60dfbbca2d30cb07c9e8ffb2a2ff41f29a1ab6737475f6ff69f3");

    [Theory]
    [InlineData(TransactionType.Legacy)]
    [InlineData(TransactionType.AccessList)]
    [InlineData(TransactionType.DynamicFee)]
    public void What_is_signed_is_what_is_decoded(TransactionType type)
    {
        var key = Hex.Decode("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
        var transaction = new UnsignedTransaction
        {
            Type = type,
            ChainId = ulong.MaxValue / 4,
            Nonce = ulong.MaxValue,
            GasPrice = type == TransactionType.DynamicFee ? 0 : 7,
            MaxFeePerGas = type == TransactionType.DynamicFee ? BigInteger.Pow(2, 200) : 0,
            MaxPriorityFeePerGas = type == TransactionType.DynamicFee ? 3 : 0,
            GasLimit = 30_000_000,
            To = null,
            Value = BigInteger.Pow(2, 255),
            Data = Enumerable.Range(0, 300).Select(i => (byte)i).ToArray(),
            AccessList = type == TransactionType.Legacy ? [] : [new AccessListEntry(new byte[20], [new byte[32], Keccak256.Hash([1])])],
        };
        var decoded = SignedTransaction.Decode(transaction.Sign(key).Encoded);
        decoded.Transaction.Should().BeEquivalentTo(transaction, options => options.Excluding(t => t.Data).ComparingByMembers<UnsignedTransaction>());
        decoded.Transaction.Data.ToArray().Should().Equal(transaction.Data.ToArray());
        decoded.RecoverSender().Should().Be("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    }

    [Theory]
    [InlineData("0x", "no bytes")]
    [InlineData("0x03c0", "type 3")]
    [InlineData("0x02c0", "found the end")]
    [InlineData(DynamicFeeTransaction + "00", "more bytes")]
    public void Malformed_transactions_are_refused(string encoded, string complaint)
    {
        var decode = () => SignedTransaction.Decode(Hex.Decode(encoded));
        decode.Should().Throw<FormatException>().WithMessage($"*{complaint}*");
    }

    [Fact]
    public void A_field_out_of_range_is_named()
    {
        var transaction = new UnsignedTransaction { ChainId = 1, Nonce = -1, GasLimit = 21_000 };
        transaction.Invoking(t => t.GetSigningHash()).Should().Throw<ArgumentException>().WithMessage("*Nonce*-1*");
        (transaction with { Nonce = 0, To = new byte[19] }).Invoking(t => t.GetSigningHash()).Should().Throw<ArgumentException>().WithMessage("*20 bytes*19*");
        (transaction with { Nonce = 0, ChainId = null }).Invoking(t => t.GetSigningHash()).Should().Throw<ArgumentException>().WithMessage("*chain id*");
    }
}
