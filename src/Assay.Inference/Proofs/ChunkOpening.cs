using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>A chunk of a page with what leads to the page's node.</summary>
/// <param name="Chunk">The 128 bytes.</param>
/// <param name="OtherLeaves">The leaves of the other three chunks, in order.</param>
public sealed record ChunkOpening(ReadOnlyMemory<byte> Chunk, ImmutableArray<Digest> OtherLeaves)
{
    /// <summary>Opens the chunk of a page which holds a byte.</summary>
    /// <param name="page">512 bytes.</param>
    /// <param name="byteOffset">0 … 511.</param>
    public static ChunkOpening Of(ReadOnlySpan<byte> page, int byteOffset)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(page.Length, Memory.PageSize);
        ArgumentOutOfRangeException.ThrowIfNegative(byteOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(byteOffset, Memory.PageSize);
        int index = byteOffset / Memory.ChunkSize;
        var others = ImmutableArray.CreateBuilder<Digest>(Memory.ChunksPerPage - 1);
        for (int i = 0; i < Memory.ChunksPerPage; i++)
        {
            if (i != index)
                others.Add(TreeHash.Leaf(TreeHash.Chunk(page, i)));
        }

        return new ChunkOpening(TreeHash.Chunk(page, index).ToArray(), others.MoveToImmutable());
    }

    /// <summary>The node of the page, given the chunk's index in it.</summary>
    public Digest Root(int chunkIndex) => TreeHash.Page([.. OtherLeaves[..chunkIndex], TreeHash.Leaf(Chunk.Span), .. OtherLeaves[chunkIndex..]]);
}
