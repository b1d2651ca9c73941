namespace Assay.Inference;

/// <summary>The channel records of a RESCALE in the constants: bias, multiplier and shift for each index of the last dimension.</summary>
/// <param name="Page">Their first page.</param>
/// <param name="Stride">Bytes from one record to the next; 12 in a valid instruction.</param>
public sealed record ChannelRecords(uint Page, uint Stride)
{
    /// <summary>Where the record of a channel lies, in bytes.</summary>
    public long Offset(int channel) => ((long)Page * Memory.PageSize) + ((long)channel * Stride);
}
