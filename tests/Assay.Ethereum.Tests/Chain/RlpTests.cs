using System.Numerics;
using System.Text;
using Assay.Ethereum.Rlp;
using Assay.Primitives;

namespace Assay.Ethereum.Tests.Chain;

/// <summary>Examples of the RLP specification, and every way to write the same value differently.</summary>
public sealed class RlpTests
{
    private const string LongText = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";

    [Theory]
    [InlineData("", "0x80")]
    [InlineData("dog", "0x83646f67")]
    [InlineData("\0", "0x00")]
    [InlineData("\u000f", "0x0f")]
    [InlineData("\u007f", "0x7f")]
    [InlineData(LongText, "0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c6974")]
    public void Byte_strings_have_the_specified_encoding(string text, string encoded)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var writer = new RlpWriter();
        writer.WriteBytes(bytes);
        Hex.Encode(writer.WrittenSpan).Should().Be(encoded);

        var reader = new RlpReader(Hex.Decode(encoded));
        reader.ReadBytes().ToArray().Should().Equal(bytes);
        reader.EnsureEnd();
    }

    [Theory]
    [InlineData("0", "0x80")]
    [InlineData("15", "0x0f")]
    [InlineData("128", "0x8180")]
    [InlineData("1024", "0x820400")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935", "0xa0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Integers_have_no_leading_zeros(string number, string encoded)
    {
        var value = BigInteger.Parse(number);
        var writer = new RlpWriter();
        writer.WriteInteger(value);
        Hex.Encode(writer.WrittenSpan).Should().Be(encoded);
        new RlpReader(Hex.Decode(encoded)).ReadInteger().Should().Be(value);
    }

    [Fact]
    public void Lists_nest_as_in_the_set_theoretical_example()
    {
        // [ [], [[]], [ [], [[]] ] ]
        var writer = new RlpWriter();
        var outer = writer.BeginList();
        WriteEmpty(writer);
        WriteListOfEmpty(writer);
        var third = writer.BeginList();
        WriteEmpty(writer);
        WriteListOfEmpty(writer);
        writer.EndList(third);
        writer.EndList(outer);
        Hex.Encode(writer.WrittenSpan).Should().Be("0xc7c0c1c0c3c0c1c0");
    }

    [Fact]
    public void Long_lists_state_their_length_in_bytes()
    {
        var writer = new RlpWriter();
        var list = writer.BeginList();
        for (var i = 0; i < 400; i++) writer.WriteBytes("dog"u8);
        writer.EndList(list);
        writer.WrittenSpan[..3].ToArray().Should().Equal(0xf9, 0x06, 0x40);

        var items = new RlpReader(writer.WrittenSpan).ReadList();
        var count = 0;
        for (; !items.IsAtEnd; count++) items.ReadBytes().SequenceEqual("dog"u8).Should().BeTrue();
        count.Should().Be(400);
    }

    [Theory]
    [InlineData("0x", "the end")]
    [InlineData("0x8100", "must be encoded as itself")]
    [InlineData("0x817f", "must be encoded as itself")]
    [InlineData("0x83646f", "only 2 are left")]
    [InlineData("0xb800", "leading zero")]
    [InlineData("0xb837", "short form")]
    [InlineData("0xb90038", "leading zero")]
    [InlineData("0xb8", "cut off")]
    [InlineData("0xbfffffffffffffffff", "4 GiB")]
    [InlineData("0xbbffffffff", "only 0 are left")]
    [InlineData("0xc0", "found a list")]
    public void Any_other_encoding_of_a_byte_string_is_refused(string encoded, string complaint)
    {
        var read = () => new RlpReader(Hex.Decode(encoded)).ReadBytes().ToArray();
        read.Should().Throw<RlpException>().WithMessage($"*{complaint}*");
    }

    [Theory]
    [InlineData("0x00", "leading zero")]
    [InlineData("0x820001", "leading zero")]
    [InlineData("0xa1010000000000000000000000000000000000000000000000000000000000000000", "at most 32 bytes")]
    public void Any_other_encoding_of_an_integer_is_refused(string encoded, string complaint)
    {
        var read = () => new RlpReader(Hex.Decode(encoded)).ReadInteger();
        read.Should().Throw<RlpException>().WithMessage($"*{complaint}*");
    }

    [Fact]
    public void Bytes_after_the_last_item_are_refused()
    {
        var read = () =>
        {
            var reader = new RlpReader([0xc0, 0x00]);
            reader.ReadList();
            reader.EnsureEnd();
        };
        read.Should().Throw<RlpException>().WithMessage("*1 more bytes*");
    }

    private static void WriteEmpty(RlpWriter writer) => writer.EndList(writer.BeginList());

    private static void WriteListOfEmpty(RlpWriter writer)
    {
        var list = writer.BeginList();
        WriteEmpty(writer);
        writer.EndList(list);
    }
}
