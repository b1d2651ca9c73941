namespace Assay.Primitives.Tests;

public class HexTests
{
    [Theory]
    [InlineData("", "0x")]
    [InlineData("0x", "0x")]
    [InlineData("00ff7A", "0x00ff7a")]
    [InlineData("0XDeadBEEF", "0xdeadbeef")]
    public void Decoding_and_encoding_round_trip(string text, string canonical)
    {
        var bytes = Hex.Decode(text);
        Hex.Encode(bytes).Should().Be(canonical);
        Hex.Encode(bytes, prefix: false).Should().Be(canonical[2..]);
        Hex.IsValid(text).Should().BeTrue();
        var exact = new byte[bytes.Length];
        Hex.Decode(text, exact);
        exact.Should().Equal(bytes);
    }

    [Theory]
    [InlineData("0x123", "*even number of digits, has 3*")]
    [InlineData("0x12g4", "*'g' (U+0067) at character 4*")]
    [InlineData("12 4", "*' ' (U+0020) at character 2*")]
    [InlineData("0x0x", "*'x' (U+0078) at character 3*")]
    [InlineData("\u0661\u0661", "*(U+0661) at character 0*")]
    public void Malformed_text_is_refused_with_the_place(string text, string message)
    {
        FluentActions.Invoking(() => Hex.Decode(text)).Should().Throw<FormatException>().WithMessage(message);
        Hex.IsValid(text).Should().BeFalse();
    }

    [Fact]
    public void A_fixed_length_destination_must_be_filled_exactly()
    {
        FluentActions.Invoking(() => Hex.Decode("0x0102", new byte[3]))
            .Should().Throw<FormatException>().WithMessage("*spell 3 bytes, spells 2*");
        FluentActions.Invoking(() => Hex.Decode("0x0102zz", new byte[3]))
            .Should().Throw<FormatException>().WithMessage("*'z'*character 6*");
    }
}
