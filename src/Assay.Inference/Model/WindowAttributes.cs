namespace Assay.Inference;

/// <summary>The attributes of convolutions and pools. Geometry is 16 bits wide in the encoding.</summary>
/// <param name="KernelHeight">1 … 255.</param>
/// <param name="KernelWidth">1 … 255.</param>
/// <param name="StrideY">1 … 255.</param>
/// <param name="StrideX">1 … 255.</param>
/// <param name="DilationY">1 … 255.</param>
/// <param name="DilationX">1 … 255.</param>
/// <param name="PadTop">0 … 255. For TRANSPOSE_CONV2D, all paddings are of the output and signed: see <see cref="OutputPadTop"/>.</param>
/// <param name="PadBottom">0 … 255.</param>
/// <param name="PadLeft">0 … 255.</param>
/// <param name="PadRight">0 … 255.</param>
/// <param name="WeightsPage">The first page of the channel blocks in the constants; 0 for pools.</param>
/// <param name="ChannelStride">Bytes from one channel block to the next; 0 for pools.</param>
/// <param name="WeightZeroPoint">−128 … 127; 0 for pools.</param>
public sealed record WindowAttributes(
    ushort KernelHeight,
    ushort KernelWidth,
    ushort StrideY,
    ushort StrideX,
    ushort DilationY,
    ushort DilationX,
    ushort PadTop,
    ushort PadBottom,
    ushort PadLeft,
    ushort PadRight,
    uint WeightsPage,
    uint ChannelStride,
    int WeightZeroPoint)
{
    /// <summary>
    /// The number of output rows for an input of this height, or 0 when the kernel does not fit.
    /// </summary>
    public long OutputHeight(int inputHeight) => Positions(inputHeight, PadTop, PadBottom, KernelHeight, DilationY, StrideY);

    /// <summary>The number of output columns for an input of this width, or 0 when the kernel does not fit.</summary>
    public long OutputWidth(int inputWidth) => Positions(inputWidth, PadLeft, PadRight, KernelWidth, DilationX, StrideX);

    /// <summary>TRANSPOSE_CONV2D: rows of output above the first tap of the first input row; negative where rows are cut off.</summary>
    public int OutputPadTop => unchecked((short)PadTop);

    /// <summary>TRANSPOSE_CONV2D: rows of output below the last tap of the last input row.</summary>
    public int OutputPadBottom => unchecked((short)PadBottom);

    /// <summary>TRANSPOSE_CONV2D: columns of output on the left.</summary>
    public int OutputPadLeft => unchecked((short)PadLeft);

    /// <summary>TRANSPOSE_CONV2D: columns of output on the right.</summary>
    public int OutputPadRight => unchecked((short)PadRight);

    /// <summary>TRANSPOSE_CONV2D: the number of output rows for an input of this height.</summary>
    public long TransposedHeight(int inputHeight) => ((inputHeight - 1L) * StrideY) + OutputPadTop + OutputPadBottom + KernelHeight;

    /// <summary>TRANSPOSE_CONV2D: the number of output columns for an input of this width.</summary>
    public long TransposedWidth(int inputWidth) => ((inputWidth - 1L) * StrideX) + OutputPadLeft + OutputPadRight + KernelWidth;

    private static long Positions(int size, int before, int after, int kernel, int dilation, int stride)
    {
        long numerator = (long)size + before + after - ((long)(kernel - 1) * dilation) - 1;
        return numerator < 0 ? 0 : (numerator / stride) + 1;
    }
}

/// <summary>The attributes of REDUCE_SUM, REDUCE_MAX, REDUCE_MIN and ARGMAX: the input seen as <c>[outer, length, inner]</c>, reduced over <c>length</c>.</summary>
/// <param name="Outer">1 … 2²⁸.</param>
/// <param name="Length">1 … 2²⁸; for ARGMAX 1 … 65,535.</param>
/// <param name="Inner">1 … 2²⁸.</param>
public sealed record ReductionAttributes(int Outer, int Length, int Inner);
