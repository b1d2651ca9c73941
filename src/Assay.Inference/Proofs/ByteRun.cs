namespace Assay.Inference;

/// <summary>A range of bytes of a space that a step reads; it is proven by the chunks which it touches.</summary>
/// <param name="Space">The space.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">The number of bytes, at least 1.</param>
public readonly record struct ByteRun(MemorySpace Space, long Offset, int Length)
{
    /// <summary>The first chunk which the run touches.</summary>
    public long FirstChunk => Offset / Memory.ChunkSize;

    /// <summary>The last chunk which the run touches.</summary>
    public long LastChunk => (Offset + Length - 1) / Memory.ChunkSize;

    /// <summary>The number of chunks which the run touches.</summary>
    public int ChunkCount => (int)(LastChunk - FirstChunk + 1);
}
