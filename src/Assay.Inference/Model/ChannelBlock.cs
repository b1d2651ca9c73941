using System.Buffers.Binary;

namespace Assay.Inference;

/// <summary>
/// The layout of one output channel's constants: bias (int32), multiplier (int32), shift (u8), the second rescale's scale code (u8) and zero point (int16), both read
/// only where the epilogue says so, then the weights (int8), little-endian, in the order of the reduction.
/// </summary>
public static class ChannelBlock
{
    /// <summary>The bytes before the weights.</summary>
    public const int RecordSize = 12;

    /// <summary>The weights of one channel: <c>KH * KW * IC</c> for CONV2D and TRANSPOSE_CONV2D, <c>KH * KW</c> for operators on each channel by itself.</summary>
    public static long WeightCount(Opcode opcode, WindowAttributes window, int inputChannels) =>
        (long)window.KernelHeight * window.KernelWidth * (opcode is Opcode.Conv2D or Opcode.TransposeConv2D ? inputChannels : 1);

    /// <summary>Bytes from one block to the next: record and weights, rounded up to a multiple of 4.</summary>
    public static long Stride(long weightCount) => (RecordSize + weightCount + 3) & ~3L;

    /// <summary>Where the block of an output channel starts in the constants, in bytes.</summary>
    public static long Offset(WindowAttributes window, int outputChannel) =>
        ((long)window.WeightsPage * Memory.PageSize) + ((long)outputChannel * window.ChannelStride);

    /// <summary>The bias of a block.</summary>
    public static int Bias(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadInt32LittleEndian(block);

    /// <summary>The multiplier of a block.</summary>
    public static int Multiplier(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadInt32LittleEndian(block[4..]);

    /// <summary>The shift of a block.</summary>
    public static byte Shift(ReadOnlySpan<byte> block) => block[8];
}
