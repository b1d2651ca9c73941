namespace Assay.Inference;

/// <summary>A chunk of a page with the two siblings that lead to the page's node.</summary>
/// <param name="Chunk">The 128 bytes.</param>
/// <param name="LeafSibling">The leaf of the chunk beside it.</param>
/// <param name="PairSibling">The node of the other two chunks.</param>
public sealed record ChunkOpening(ReadOnlyMemory<byte> Chunk, Digest LeafSibling, Digest PairSibling)
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
        int pair = (index ^ 2) & 2;
        return new ChunkOpening(
            TreeHash.Chunk(page, index).ToArray(),
            TreeHash.Leaf(TreeHash.Chunk(page, index ^ 1)),
            TreeHash.Node(TreeHash.Leaf(TreeHash.Chunk(page, pair)), TreeHash.Leaf(TreeHash.Chunk(page, pair + 1))));
    }

    /// <summary>The node of the page, given the chunk's index in it.</summary>
    public Digest Root(int chunkIndex)
    {
        Digest leaf = TreeHash.Leaf(Chunk.Span);
        Digest pair = (chunkIndex & 1) == 0 ? TreeHash.Node(leaf, LeafSibling) : TreeHash.Node(LeafSibling, leaf);
        return (chunkIndex & 2) == 0 ? TreeHash.Node(pair, PairSibling) : TreeHash.Node(PairSibling, pair);
    }
}
