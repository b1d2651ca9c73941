namespace Assay.Inference;

/// <summary>Proofs of consecutive chunks of a space (docs/arithmetic.md, section 2.2): first the other leaves of the outermost pages, then siblings of pages upwards.</summary>
public static class TreeRun
{
    /// <summary>Appends the chunks which a run touches, and their siblings, leaves first.</summary>
    public static void Append(ITreeView tree, ByteRun run, List<byte> chunks, List<Digest> siblings)
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
        for (int level = 0; level < tree.Depth; level++)
        {
            if ((low & 1) == 1)
                siblings.Add(tree.Node(level, low - 1));
            if ((high & 1) == 0)
                siblings.Add(tree.Node(level, high + 1));
            low >>= 1;
            high >>= 1;
        }
    }

    /// <summary>How many siblings a run takes.</summary>
    /// <param name="pageCount">The pages of the space.</param>
    /// <param name="run">The run; it lies in the space.</param>
    public static int SiblingCount(long pageCount, ByteRun run)
    {
        long low = run.FirstChunk / Memory.ChunksPerPage;
        long high = run.LastChunk / Memory.ChunksPerPage;
        int count = (int)(((high - low + 1) * Memory.ChunksPerPage) - run.ChunkCount);
        for (int level = 0; level < TreeHash.Depth(pageCount); level++)
        {
            count += (int)(low & 1) + (int)(1 - (high & 1));
            low >>= 1;
            high >>= 1;
        }

        return count;
    }

    /// <summary>The root to which chunks and siblings lead.</summary>
    /// <param name="pageCount">The pages of the space.</param>
    /// <param name="firstChunk">The index of the first chunk; all of them lie in the space.</param>
    /// <param name="chunks">The bytes of the chunks.</param>
    /// <param name="siblings">At least as many siblings as the run takes.</param>
    /// <param name="taken">How many were taken.</param>
    /// <exception cref="InvalidWitnessException">There are too few siblings.</exception>
    public static Digest Root(long pageCount, long firstChunk, ReadOnlySpan<byte> chunks, ReadOnlySpan<Digest> siblings, out int taken)
    {
        int count = chunks.Length / Memory.ChunkSize;
        long lastChunk = firstChunk + count - 1;
        taken = 0;
        List<Digest> nodes = Pages(firstChunk, chunks, siblings, ref taken);
        long low = firstChunk / Memory.ChunksPerPage;
        long high = lastChunk / Memory.ChunksPerPage;
        for (int level = 0; level < TreeHash.Depth(pageCount); level++)
        {
            if ((low & 1) == 1)
                nodes.Insert(0, Take(siblings, ref taken));
            if ((high & 1) == 0)
                nodes.Add(Take(siblings, ref taken));
            for (int i = 0; i < nodes.Count / 2; i++)
                nodes[i] = TreeHash.Node(nodes[2 * i], nodes[(2 * i) + 1]);
            nodes.RemoveRange(nodes.Count / 2, nodes.Count - (nodes.Count / 2));
            low >>= 1;
            high >>= 1;
        }

        return nodes[0];
    }

    /// <summary>The 128 bytes of a chunk.</summary>
    internal static ReadOnlySpan<byte> Chunk(ITreeView tree, long chunk) =>
        TreeHash.Chunk(tree.Page(chunk / Memory.ChunksPerPage), (int)(chunk % Memory.ChunksPerPage));

    /// <summary>The nodes of the pages which a run touches.</summary>
    private static List<Digest> Pages(long firstChunk, ReadOnlySpan<byte> chunks, ReadOnlySpan<Digest> siblings, ref int taken)
    {
        var leaves = new List<Digest>();
        for (long before = firstChunk % Memory.ChunksPerPage; before > 0; before--)
            leaves.Add(Take(siblings, ref taken));
        for (int i = 0; i < chunks.Length / Memory.ChunkSize; i++)
            leaves.Add(TreeHash.Leaf(TreeHash.Chunk(chunks, i)));
        while (leaves.Count % Memory.ChunksPerPage != 0)
            leaves.Add(Take(siblings, ref taken));
        var pages = new List<Digest>();
        foreach (Digest[] page in leaves.Chunk(Memory.ChunksPerPage))
            pages.Add(TreeHash.Page(page));
        return pages;
    }

    private static Digest Take(ReadOnlySpan<Digest> siblings, ref int taken) =>
        taken < siblings.Length
            ? siblings[taken++]
            : throw new InvalidWitnessException($"The witness has too few siblings: more than {siblings.Length} are needed.");
}
