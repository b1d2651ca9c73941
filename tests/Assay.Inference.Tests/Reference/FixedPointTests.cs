using System.Numerics;

namespace Assay.Inference.Tests.Reference;

public class FixedPointTests
{
    [Fact]
    public void Scaling_is_the_definition_in_unbounded_integers_for_every_multiplier_and_shift()
    {
        var random = new Random(3);
        int[] ends = [int.MinValue, int.MinValue + 1, -1, 0, 1, int.MaxValue];
        for (int i = 0; i < 50_000; i++)
        {
            int value = i % 3 == 0 ? ends[random.Next(ends.Length)] : (int)random.NextInt64(int.MinValue, 1L << 31);
            int multiplier = i % 5 == 0 ? ends[random.Next(ends.Length)] : (int)random.NextInt64(int.MinValue, 1L << 31);
            byte shift = (byte)random.Next(256);
            bool doubleRounding = random.Next(2) == 0;

            ((BigInteger)FixedPoint.Scale(value, multiplier, shift, doubleRounding)).Should().Be(Define(value, multiplier, shift, doubleRounding));
        }
    }

    [Fact]
    public void The_identity_keeps_every_end_of_int32()
    {
        foreach (int value in new[] { int.MinValue, -1, 0, 1, int.MaxValue })
            FixedPoint.Apply(RescaleStage.Identity(ElementType.Int32), value).Should().Be(value);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(6, 2)]
    [InlineData(-2, 0)]
    [InlineData(-6, -1)]
    [InlineData(-3, -1)]
    public void Halves_are_rounded_up(int quarters, int expected) => FixedPoint.Scale(quarters, 1, 2, false).Should().Be(expected);

    [Fact]
    public void Interpolation_meets_the_entries_and_is_exact_between_the_ends_of_int16()
    {
        FixedPoint.TableIndex(short.MinValue).Should().Be(0);
        FixedPoint.TableIndex(short.MaxValue).Should().Be(511);
        FixedPoint.Interpolate(256, 77, -5).Should().Be(77 * 128);
        FixedPoint.Interpolate(127, short.MinValue, short.MaxValue).Should().Be((short.MinValue * 128) + (65_535 * 127));
    }

    private static BigInteger Define(int value, int multiplier, byte shift, bool doubleRounding)
    {
        int places = Math.Min(shift & 63, 62);
        BigInteger rounding = places == 0 ? 0 : BigInteger.One << (places - 1);
        if (doubleRounding && places > 31)
            rounding += value >= 0 ? 1 << 30 : -(1 << 30);
        return (((BigInteger)value * multiplier) + rounding) >> places;
    }
}
