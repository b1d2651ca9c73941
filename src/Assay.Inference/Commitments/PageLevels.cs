namespace Assay.Inference;

/// <summary>
/// The levels of a tree over pages (docs/arithmetic.md, section 2.1): level 0 holds the pages, level 2 a node over every four of them, and each further
/// level a node over every two of the one below. There is no level 1, so that the page <c>i</c> lies beneath the node <c>i &gt;&gt; level</c> of any level.
/// </summary>
public static class PageLevels
{
    /// <summary>The level of the groups of four pages.</summary>
    public const int Groups = 2;

    /// <summary>The level above another.</summary>
    /// <param name="level">0, 2 or higher.</param>
    public static int Above(int level) => level == 0 ? Groups : level + 1;

    /// <summary>The level of the root: 0 for one page or none, else 2 or higher.</summary>
    /// <param name="pages">The number of pages.</param>
    public static int Depth(long pages) => pages <= 1 ? 0 : Math.Max(Groups, TreeHash.Depth(pages));

    /// <summary>How many nodes of a level have a page beneath them.</summary>
    /// <param name="pages">The number of pages.</param>
    /// <param name="level">0, 2 or higher.</param>
    public static long Count(long pages, int level) => pages == 0 ? 0 : ((pages - 1) >> level) + 1;

    /// <summary>Throws unless a tree has a level and an index there, real or padding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has not.</exception>
    public static void Require(int depth, int level, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfEqual(level, Groups - 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, depth);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1L << (depth - level));
    }
}
