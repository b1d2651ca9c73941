namespace Assay.Inference.Tests.Model;

public class ChannelRecordTests
{
    [Fact]
    public void A_record_holds_one_rescale_with_a_multiplier_of_32_bits_or_two_with_multipliers_of_16()
    {
        byte[] one = [0xFE, 0xFF, 0xFF, 0xFF, 0x01, 0x00, 0x00, 0x40, 38, 0, 0, 0];
        byte[] two = [0xFE, 0xFF, 0xFF, 0xFF, 0x00, 0x80, 0x01, 0xC0, 38, 41, 0xF9, 0xFF];

        ChannelRecord.Read(one, hasSecond: false).Should().Be(new ChannelRecord(-2, (1 << 30) + 1, 38));
        ChannelRecord.Read(two, hasSecond: true).Should().Be(new ChannelRecord(-2, 1 << 30, 38, new ChannelRescale(0xC001 << 15, 41, -7)));
    }

    [Fact]
    public void Blocks_refuse_multipliers_that_16_bits_do_not_hold_beside_a_second_rescale()
    {
        ChannelRescale[] seconds = [new(1 << 30, 40, 0)];
        var builder = new ProgramBuilder("blocks");

        Action odd = () => builder.AddChannelBlocks([1], [0], [(1 << 30) + 1], [38], seconds);
        Action negative = () => builder.AddChannelBlocks([1], [0], [-ChannelRecord.ShortMultiplierUnit], [38], seconds);
        Action count = () => builder.AddChannelBlocks([1], [0], [1 << 30], [38], [.. seconds, .. seconds]);

        odd.Should().Throw<ArgumentException>().WithMessage("*32768*1073741825*");
        negative.Should().Throw<ArgumentException>().WithMessage("*-32768*");
        count.Should().Throw<ArgumentException>().WithMessage("*1 channels*2*");
    }

    [Fact]
    public void An_offset_counts_entries_of_a_table_but_units_of_a_limited_number()
    {
        var rescale = new ChannelRescale(1 << 30, 40, -7);

        rescale.Addend(EpilogueKind.Table).Should().Be(-7 * 128);
        rescale.Addend(EpilogueKind.Clamp).Should().Be(-7);
        rescale.Factor.Should().Be(1.0 / 1024);
    }
}
