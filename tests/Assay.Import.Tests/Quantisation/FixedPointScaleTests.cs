using Assay.Import.Quantisation;
using CsCheck;

namespace Assay.Import.Tests.Quantisation;

public class FixedPointScaleTests
{
    [Fact]
    public void Every_factor_is_represented_to_31_bits() =>
        Gen.Double[-32, 28.99].Select(exponent => Math.Pow(2, exponent)).Sample(factor =>
        {
            var scale = FixedPointScale.FromReal(factor);

            scale.Multiplier.Should().BeInRange(1 << 30, int.MaxValue);
            scale.Shift.Should().BeInRange(2, 62);
            (Math.Abs(scale.Value - factor) / factor).Should().BeLessThanOrEqualTo(Math.ScaleB(1, -31));
        });

    [Theory]
    [InlineData(1, 1 << 30, 30)]
    [InlineData(0.5, 1 << 30, 31)]
    [InlineData(0.75, 3 << 29, 31)]
    [InlineData(0, 0, 62)]
    [InlineData(0.9999999999, 1 << 30, 30)]
    [InlineData(1.0 / (1L << 40), 1 << 22, 62)]
    public void Factors_become_the_expected_numbers(double factor, int multiplier, int shift) =>
        FixedPointScale.FromReal(factor).Should().Be(new FixedPointScale(multiplier, shift));

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(536870912)]
    [InlineData(536870911.99999994)]
    public void Factors_out_of_range_are_refused(double factor) =>
        FluentActions.Invoking(() => FixedPointScale.FromReal(factor)).Should().Throw<ArgumentOutOfRangeException>();
}
