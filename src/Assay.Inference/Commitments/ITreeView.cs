namespace Assay.Inference;

/// <summary>
/// A tree over a space as somebody knows it: all of it (<see cref="PagedTree"/>), or one's own with the parts that another revealed in its place
/// (<see cref="RevealedTree"/>).
/// </summary>
public interface ITreeView
{
    /// <summary>The pages of the space.</summary>
    public long PageCount { get; }

    /// <summary>The level of the root, its only node (<see cref="PageLevels"/>).</summary>
    public int Depth { get; }

    /// <summary>The root; <see cref="Digest.Zero"/> for an empty space.</summary>
    public Digest Root => Node(Depth, 0);

    /// <summary>A node; level 0 holds the pages, level 2 the groups of four. Nodes with no page beneath them are <see cref="Digest.Zero"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level, or the index is beyond the level's padded width.</exception>
    /// <exception cref="InvalidOperationException">The node is not known.</exception>
    public Digest Node(int level, long index);

    /// <summary>The 512 bytes of a page.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such page.</exception>
    /// <exception cref="InvalidOperationException">The page is not known.</exception>
    public ReadOnlySpan<byte> Page(long index);
}
