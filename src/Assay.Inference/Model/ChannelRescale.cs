namespace Assay.Inference;

/// <summary>The second rescale of one channel.</summary>
/// <param name="Multiplier">A multiple of <see cref="ChannelRecord.ShortMultiplierUnit"/> from 0 on.</param>
/// <param name="Shift">The shift.</param>
/// <param name="Offset">Added before scaling, in units of a table's entries: 128 times to what a table gives, once to what only limits gave.</param>
public readonly record struct ChannelRescale(int Multiplier, byte Shift, short Offset)
{
    /// <summary>The real factor.</summary>
    public double Factor => Math.ScaleB(Multiplier, -Math.Min(Shift & 63, 62));

    /// <summary>What is added to a number that the second stage takes.</summary>
    public int Addend(EpilogueKind kind) => kind == EpilogueKind.Table ? Offset * FixedPoint.TableSteps : Offset;
}
