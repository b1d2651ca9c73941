namespace Assay.Inference;

/// <summary>Proofs of consecutive chunks of a space. Levels are counted from the chunks: level 2 holds the pages.</summary>
public static class TreeRun
{
    // A page is four chunks: two levels.
    private const int ChunkLevels = 2;

    /// <summary>Appends the chunks which a run touches, and their siblings, leaves first.</summary>
    public static void Append(ITreeView tree, ByteRun run, List<byte> chunks, List<Digest> siblings)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(chunks);
        ArgumentNullException.ThrowIfNull(siblings);
        for (long chunk = run.FirstChunk; chunk <= run.LastChunk; chunk++)
            chunks.AddRange(Chunk(tree, chunk));
        long low = run.FirstChunk;
        long high = run.LastChunk;
        for (int level = 0; level < tree.Depth + ChunkLevels; level++)
        {
            if ((low & 1) == 1)
                siblings.Add(Node(tree, level, low - 1));
            if ((high & 1) == 0)
                siblings.Add(Node(tree, level, high + 1));
            low >>= 1;
            high >>= 1;
        }
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
        var nodes = new List<Digest>(count + 2);
        for (int i = 0; i < count; i++)
            nodes.Add(TreeHash.Leaf(TreeHash.Chunk(chunks, i)));
        long low = firstChunk;
        long high = firstChunk + count - 1;
        taken = 0;
        for (int level = 0; level < TreeHash.Depth(pageCount) + ChunkLevels; level++)
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

    /// <summary>A node at a level counted from the chunks.</summary>
    internal static Digest Node(ITreeView tree, int level, long index) => level switch
    {
        0 => TreeHash.Leaf(Chunk(tree, index)),
        1 => TreeHash.Node(TreeHash.Leaf(Chunk(tree, 2 * index)), TreeHash.Leaf(Chunk(tree, (2 * index) + 1))),
        _ => tree.Node(level - ChunkLevels, index),
    };

    private static Digest Take(ReadOnlySpan<Digest> siblings, ref int taken) =>
        taken < siblings.Length
            ? siblings[taken++]
            : throw new InvalidWitnessException($"The witness has too few siblings: more than {siblings.Length} are needed.");
}
