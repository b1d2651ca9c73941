using System.Globalization;
using System.Numerics;
using Nethereum.Web3;

namespace Assay.Ethereum.Tests.Chain;

public sealed class UnitConversionTests
{
    [Theory]
    [InlineData("1", 18, "1000000000000000000")]
    [InlineData("0.000000000000000001", 18, "1")]
    [InlineData("-2.50", 6, "-2500000")]
    [InlineData("79228162514264337593543950335", 0, "79228162514264337593543950335")]
    [InlineData("1.10", 1, "11")]
    public void Amounts_convert_exactly_both_ways(string amount, int decimals, string units)
    {
        var value = decimal.Parse(amount, CultureInfo.InvariantCulture);
        Web3.Convert.ToWei(value, decimals).Should().Be(BigInteger.Parse(units));
        Web3.Convert.FromWei(BigInteger.Parse(units), decimals).Should().Be(value);
    }

    [Fact]
    public void An_amount_finer_than_a_base_unit_is_refused()
    {
        var convert = () => Web3.Convert.ToWei(0.1234567m, 6);
        convert.Should().Throw<ArgumentException>().WithMessage("*more than 6 decimals*");
    }
}
