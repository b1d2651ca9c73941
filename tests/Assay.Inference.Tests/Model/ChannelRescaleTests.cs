namespace Assay.Inference.Tests.Model;

public class ChannelRescaleTests
{
    [Fact]
    public void Codes_stand_for_eight_factors_to_the_octave()
    {
        // (8 + 5) / 16 / 2^3, by hand.
        var rescale = new ChannelRescale((3 << 3) | 5, -7);

        rescale.Factor.Should().Be(13.0 / 16 / 8);
        ((int)rescale.Shift).Should().Be(34);
        rescale.Multiplier.Should().Be(13 << 27);
        new ChannelRescale(7, 0).Factor.Should().Be(ChannelRescale.GreatestFactor);
        new ChannelRescale(31 << 3, 0).Factor.Should().Be(ChannelRescale.LeastFactor);
    }

    [Fact]
    public void The_code_of_a_factor_is_that_of_the_greatest_not_above_it()
    {
        for (int code = 0; code <= byte.MaxValue; code++)
        {
            double factor = new ChannelRescale((byte)code, 0).Factor;

            ((int)ChannelRescale.CodeAtMost(factor)).Should().Be(code);
            ((int)ChannelRescale.CodeAtMost(factor * 1.05)).Should().Be(code, "the next factor is at least a fifteenth larger");
        }

        ((int)ChannelRescale.CodeAtMost(1000)).Should().Be(7);
        ((int)ChannelRescale.CodeAtMost(1e-30)).Should().Be(31 << 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Only_factors_above_0_have_a_code(double factor)
    {
        Action code = () => ChannelRescale.CodeAtMost(factor);

        code.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*above 0*");
    }
}
