namespace Assay.Inference;

/// <summary>
/// Which siblings prove the runs of one step (docs/arithmetic.md, section 2.2), taken in the order of the runs: the first run in a space goes up to the
/// root, each later one only up to where its path meets the first one's.
/// </summary>
public sealed class RunSiblings
{
    private readonly Dictionary<MemorySpace, ByteRun> _first = [];

    /// <summary>Appends the chunks which the step's next run touches, and its siblings, leaves first.</summary>
    /// <param name="tree">The tree over the run's space.</param>
    /// <param name="run">The run; it lies in the space.</param>
    /// <param name="chunks">Where the bytes of the chunks go.</param>
    /// <param name="siblings">Where the siblings go.</param>
    public void Append(ITreeView tree, ByteRun run, List<byte> chunks, List<Digest> siblings)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(chunks);
        ArgumentNullException.ThrowIfNull(siblings);
        for (long chunk = run.FirstChunk; chunk <= run.LastChunk; chunk++)
            chunks.AddRange(Chunk(tree, chunk));
        long low = run.FirstChunk / Memory.ChunksPerPage;
        long high = run.LastChunk / Memory.ChunksPerPage;
        for (long chunk = low * Memory.ChunksPerPage; chunk < run.FirstChunk; chunk++)
            siblings.Add(TreeHash.Leaf(Chunk(tree, chunk)));
        for (long chunk = run.LastChunk + 1; chunk < (high + 1) * Memory.ChunksPerPage; chunk++)
            siblings.Add(TreeHash.Leaf(Chunk(tree, chunk)));
        if (tree.Depth > 0)
        {
            for (long page = low - (low % Memory.PagesPerGroup); page < low; page++)
                siblings.Add(tree.Node(0, page));
            for (long page = high + 1; page % Memory.PagesPerGroup != 0; page++)
                siblings.Add(tree.Node(0, page));
            low /= Memory.PagesPerGroup;
            high /= Memory.PagesPerGroup;
        }

        int end = Next(tree.PageCount, run).Level;
        for (int level = PageLevels.Groups; level < end; level++)
        {
            if ((low & 1) == 1)
                siblings.Add(tree.Node(level, low - 1));
            if ((high & 1) == 0)
                siblings.Add(tree.Node(level, high + 1));
            low >>= 1;
            high >>= 1;
        }
    }

    /// <summary>How many siblings the step's next run takes.</summary>
    /// <param name="pageCount">The pages of the space.</param>
    /// <param name="run">The run; it lies in the space.</param>
    public int Count(long pageCount, ByteRun run)
    {
        long low = run.FirstChunk / Memory.ChunksPerPage;
        long high = run.LastChunk / Memory.ChunksPerPage;
        int count = (int)(((high - low + 1) * Memory.ChunksPerPage) - run.ChunkCount);
        if (pageCount > 1)
        {
            long pages = high - low + 1;
            low /= Memory.PagesPerGroup;
            high /= Memory.PagesPerGroup;
            count += (int)(((high - low + 1) * Memory.PagesPerGroup) - pages);
        }

        int end = Next(pageCount, run).Level;
        for (int level = PageLevels.Groups; level < end; level++)
        {
            count += (int)(low & 1) + (int)(1 - (high & 1));
            low >>= 1;
            high >>= 1;
        }

        return count;
    }

    /// <summary>The level at which the siblings of the step's next run end, and whether the run's node there lies beside the first run's.</summary>
    internal (int Level, bool IsBeside) Next(long pageCount, ByteRun run)
    {
        if (_first.TryAdd(run.Space, run))
            return (PageLevels.Depth(pageCount), false);
        ByteRun other = _first[run.Space];
        for (int level = Lowest(pageCount); ; level++)
        {
            long index = Index(run.FirstChunk, level);
            long otherIndex = Index(other.FirstChunk, level);
            bool isOneNodeEach = index == Index(run.LastChunk, level) && otherIndex == Index(other.LastChunk, level);
            if (isOneNodeEach && (index ^ otherIndex) <= 1)
                return (level, index != otherIndex);
        }
    }

    /// <summary>The lowest level at which paths meet: that of groups, or of the only page.</summary>
    internal static int Lowest(long pageCount) => Math.Min(PageLevels.Groups, PageLevels.Depth(pageCount));

    /// <summary>The 128 bytes of a chunk.</summary>
    internal static ReadOnlySpan<byte> Chunk(ITreeView tree, long chunk) =>
        TreeHash.Chunk(tree.Page(chunk / Memory.ChunksPerPage), (int)(chunk % Memory.ChunksPerPage));

    private static long Index(long chunk, int level) => chunk / Memory.ChunksPerPage >> level;
}
