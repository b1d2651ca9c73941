namespace Assay.Inference;

/// <summary>
/// The layout of one output channel's constants: its <see cref="ChannelRecord"/>, then the weights (int8) in the order of the reduction.
/// </summary>
public static class ChannelBlock
{
    /// <summary>The bytes before the weights.</summary>
    public const int RecordSize = ChannelRecord.Size;

    /// <summary>The weights of one channel: <c>KH * KW * IC</c> for CONV2D and TRANSPOSE_CONV2D, <c>KH * KW</c> for operators on each channel by itself.</summary>
    public static long WeightCount(Opcode opcode, WindowAttributes window, int inputChannels) =>
        (long)window.KernelHeight * window.KernelWidth * (opcode is Opcode.Conv2D or Opcode.TransposeConv2D ? inputChannels : 1);

    /// <summary>Bytes from one block to the next: record and weights, rounded up to a multiple of 4.</summary>
    public static long Stride(long weightCount) => (RecordSize + weightCount + 3) & ~3L;

    /// <summary>Where the block of an output channel starts in the constants, in bytes.</summary>
    public static long Offset(WindowAttributes window, int outputChannel) =>
        ((long)window.WeightsPage * Memory.PageSize) + ((long)outputChannel * window.ChannelStride);
}
