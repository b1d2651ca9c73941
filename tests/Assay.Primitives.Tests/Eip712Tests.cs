using System.Numerics;
using Assay.Primitives.TypedData;

namespace Assay.Primitives.Tests;

public class Eip712Tests
{
    private static readonly Eip712Type Person = new("Person", [("string", "name"), ("address", "wallet")]);
    private static readonly Eip712Type Mail = new("Mail", [("Person", "from"), ("Person", "to"), ("string", "contents")], Person);

    [Fact]
    public void The_mail_of_the_specification()
    {
        Mail.Encoded.Should().Be("Mail(Person from,Person to,string contents)Person(string name,address wallet)");
        Hex.Encode(Mail.Hash).Should().Be("0xa0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2");
        var hasher = Mail.Begin();
        hasher.AddStruct(HashPerson("Cow", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"));
        hasher.AddStruct(HashPerson("Bob", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"));
        hasher.AddString("Hello, Bob!");
        var mail = hasher.Finish();
        Hex.Encode(mail).Should().Be("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e");

        var separator = new Eip712Domain
        {
            Name = "Ether Mail",
            Version = "1",
            ChainId = 1,
            VerifyingContract = "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC",
        }.Separator();
        Hex.Encode(separator).Should().Be("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f");
        Hex.Encode(Eip712Domain.Digest(separator, mail)).Should().Be("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
    }

    [Fact]
    public void The_permit_type_of_eip_2612()
    {
        var permit = new Eip712Type(
            "Permit", [("address", "owner"), ("address", "spender"), ("uint256", "value"), ("uint256", "nonce"), ("uint256", "deadline")]);
        Hex.Encode(permit.Hash).Should().Be("0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9");
    }

    // Expected values by ethers 6.
    [Fact]
    public void Arrays_nested_structs_and_every_atomic_type()
    {
        var asset = new Eip712Type("Asset", [("address", "token")]);
        var leg = new Eip712Type("Leg", [("Asset", "asset"), ("uint96", "amount")], asset);
        var order = new Eip712Type(
            "Order",
            [
                ("bytes32", "id"), ("bytes4", "small"), ("int64", "delta"), ("int256", "wide"),
                ("bool", "ok"), ("bytes", "data"), ("Leg[]", "legs"), ("uint16[2]", "sizes"),
            ],
            leg);
        order.Encoded.Should().Be(
            "Order(bytes32 id,bytes4 small,int64 delta,int256 wide,bool ok,bytes data,Leg[] legs,uint16[2] sizes)Asset(address token)Leg(Asset asset,uint96 amount)");

        var hasher = order.Begin();
        hasher.AddFixedBytes(Repeat(0x5A, 32));
        hasher.AddFixedBytes([1, 2, 3, 4]);
        hasher.AddSigned(-5);
        hasher.AddSigned((BigInteger.One << 255) - 1);
        hasher.AddBoolean(true);
        hasher.AddBytes([1, 2, 3]);
        hasher.AddArray([.. Leg(0x11, 7), .. Leg(0x22, 8)]);
        var sizes = new byte[64];
        (sizes[30], sizes[31], sizes[62], sizes[63]) = (0x01, 0x2C, 0xFF, 0xFF);
        hasher.AddArray(sizes);
        var structHash = hasher.Finish();
        Hex.Encode(structHash).Should().Be("0x8f9d528b75d6870167fa942e3bc3c80b871be1c9881d3499a83d345a28ec896b");

        var separator = new Eip712Domain { Name = "Assay", ChainId = 1337, Salt = Repeat(0x99, 32) }.Separator();
        Hex.Encode(separator).Should().Be("0x8eb3c0bbb7cd12390192d5c0b19fe372d393a22d0a969a8ac5ff5efb6e6b967b");
        Hex.Encode(Eip712Domain.Digest(separator, structHash)).Should().Be("0x89b1736f47d6dc5ab569ebc20c77a497d5ce1d1307330d0d05016b0fcc36c8bc");

        byte[] Leg(byte token, int amount)
        {
            var assets = asset.Begin();
            assets.AddAddress(Repeat(token, 20));
            var legs = leg.Begin();
            legs.AddStruct(assets.Finish());
            legs.AddUnsigned(amount);
            return legs.Finish();
        }
    }

    [Fact]
    public void Members_are_checked_against_the_type()
    {
        Adding(hasher => hasher.AddBoolean(true)).Should().Throw<ArgumentException>().WithMessage("Pair.small is a uint8, got Boolean*");
        Adding(hasher => hasher.AddUnsigned(256)).Should().Throw<ArgumentException>().WithMessage("Pair.small: 256 does not fit uint8*");
        Adding(hasher => hasher.AddUnsigned(-1)).Should().Throw<ArgumentException>().WithMessage("Pair.small: -1 does not fit uint8*");
        Adding(hasher =>
        {
            hasher.AddUnsigned(1);
            hasher.AddAddress(new byte[19]);
        }).Should().Throw<ArgumentException>().WithMessage("Pair.who: expected an address of 20 bytes, got 19*");
        Adding(hasher => hasher.Finish()).Should().Throw<InvalidOperationException>().WithMessage("Pair has 2 members, 0 were added*");
        FluentActions.Invoking(() => new Eip712Type("Outer", [("Inner[]", "inner")]))
            .Should().Throw<ArgumentException>().WithMessage("Outer.inner: 'Inner[]' is neither*");
    }

    private delegate void Use(Eip712StructHasher hasher);

    private static Action Adding(Use use) => () => use(new Eip712Type("Pair", [("uint8", "small"), ("address", "who")]).Begin());

    private static byte[] HashPerson(string name, string wallet)
    {
        var hasher = Person.Begin();
        hasher.AddString(name);
        hasher.AddAddress(wallet);
        return hasher.Finish();
    }

    private static byte[] Repeat(byte value, int count)
    {
        var bytes = new byte[count];
        Array.Fill(bytes, value);
        return bytes;
    }
}
