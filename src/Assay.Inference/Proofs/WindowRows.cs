namespace Assay.Inference;

/// <summary>How a step reads one kernel row of DEPTHWISE_CONV2D or a pool.</summary>
/// <param name="TapStride">Bytes from one tap to the next.</param>
/// <param name="Contiguous">Whether the row is one run.</param>
/// <param name="Runs">The most runs of a row.</param>
/// <param name="Chunks">The most chunks of a row.</param>
internal readonly record struct WindowRows(long TapStride, bool Contiguous, int Runs, long Chunks)
{
    private const int MaximumContiguousStride = 256;

    internal static WindowRows Of(Instruction instruction)
    {
        WindowAttributes window = instruction.Window!;
        int size = instruction.A.Type.Size();
        long tapStride = (long)instruction.A.Shape.Channels * window.DilationX * size;
        if (tapStride > MaximumContiguousStride)
            return new WindowRows(tapStride, false, window.KernelWidth, window.KernelWidth);
        long bytes = ((window.KernelWidth - 1) * tapStride) + size;
        long chunks = ((bytes + Memory.ChunkSize - 1) / Memory.ChunkSize) + 1;
        return new WindowRows(tapStride, true, 1, chunks);
    }
}
