namespace Assay.Inference;

/// <summary>Checks the runs of one step in their order against the roots of the spaces (docs/arithmetic.md, section 2.2).</summary>
public sealed class RunVerifier
{
    private readonly SpaceRoots _spaces;
    private readonly RunSiblings _runs = new();
    private readonly ProvenPath?[] _paths = new ProvenPath?[Enum.GetValues<MemorySpace>().Length];

    /// <summary>Begins a step.</summary>
    /// <param name="spaces">The roots and page counts of the spaces.</param>
    public RunVerifier(SpaceRoots spaces)
    {
        ArgumentNullException.ThrowIfNull(spaces);
        _spaces = spaces;
    }

    /// <summary>Checks the next run.</summary>
    /// <param name="run">The run; it lies in its space.</param>
    /// <param name="chunks">The bytes of the chunks that it touches.</param>
    /// <param name="siblings">At least as many siblings as the run takes.</param>
    /// <returns>How many siblings the run has taken.</returns>
    /// <exception cref="InvalidWitnessException">There are too few siblings, or the bytes are not those of the space.</exception>
    public int Verify(ByteRun run, ReadOnlySpan<byte> chunks, ReadOnlySpan<Digest> siblings)
    {
        long pageCount = _spaces.Pages[run.Space];
        int taken = 0;
        List<Digest> nodes = Fours(run.FirstChunk, Leaves(chunks), Memory.ChunksPerPage, siblings, ref taken, page => TreeHash.Page(page));
        long low = run.FirstChunk / Memory.ChunksPerPage;
        if (pageCount > 1)
        {
            nodes = Fours(low, nodes, Memory.PagesPerGroup, siblings, ref taken, group => TreeHash.Group(group));
            low /= Memory.PagesPerGroup;
        }

        (int end, bool isBeside) = _runs.Next(pageCount, run);
        ref ProvenPath? first = ref _paths[(int)run.Space];
        var path = new ProvenPath();
        for (int level = RunSiblings.Lowest(pageCount); level < end; level++)
        {
            if (nodes.Count == 1)
                path.Siblings[level] = Take(siblings, ref taken);
            nodes = nodes.Count == 1 ? [Parent(nodes[0], low, path.Siblings[level])] : Parents(low, nodes, siblings, ref taken);
            low >>= 1;
        }

        Require(run, nodes[0], low, end, isBeside, first);
        first ??= path;
        return taken;
    }

    /// <summary>Throws unless a run's node is the one that the first run has shown beside itself, or leads to the root of the space.</summary>
    private void Require(ByteRun run, Digest node, long index, int level, bool isBeside, ProvenPath? first)
    {
        Digest expected = _spaces[run.Space];
        if (isBeside)
        {
            expected = first!.Siblings[level];
        }
        else if (first is not null)
        {
            // Above a node over both runs the siblings are the first run's.
            for (; level < PageLevels.Depth(_spaces.Pages[run.Space]); level++)
            {
                node = Parent(node, index, first.Siblings[level]);
                index >>= 1;
            }
        }

        if (node != expected)
        {
            throw new InvalidWitnessException(
                $"Chunks {run.FirstChunk} to {run.LastChunk} of the {run.Space} space lead to the {(isBeside ? "node" : "root")} {node}, but it is {expected}.");
        }
    }

    private static List<Digest> Leaves(ReadOnlySpan<byte> chunks)
    {
        var leaves = new List<Digest>();
        for (int i = 0; i < chunks.Length / Memory.ChunkSize; i++)
            leaves.Add(TreeHash.Leaf(TreeHash.Chunk(chunks, i)));
        return leaves;
    }

    /// <summary>The nodes over neighbours and the siblings that fill their outermost fours.</summary>
    private static List<Digest> Fours(
        long first, List<Digest> neighbours, int size, ReadOnlySpan<Digest> siblings, ref int taken, Func<Digest[], Digest> node)
    {
        var all = new List<Digest>();
        for (long before = first % size; before > 0; before--)
            all.Add(Take(siblings, ref taken));
        all.AddRange(neighbours);
        while (all.Count % size != 0)
            all.Add(Take(siblings, ref taken));
        return [.. all.Chunk(size).Select(node)];
    }

    /// <summary>The parents of at least two neighbours.</summary>
    private static List<Digest> Parents(long low, List<Digest> neighbours, ReadOnlySpan<Digest> siblings, ref int taken)
    {
        var all = new List<Digest>(neighbours);
        if ((low & 1) == 1)
            all.Insert(0, Take(siblings, ref taken));
        if (all.Count % 2 == 1)
            all.Add(Take(siblings, ref taken));
        return [.. all.Chunk(2).Select(pair => TreeHash.Node(pair[0], pair[1]))];
    }

    private static Digest Parent(Digest node, long index, Digest sibling) =>
        (index & 1) == 0 ? TreeHash.Node(node, sibling) : TreeHash.Node(sibling, node);

    private static Digest Take(ReadOnlySpan<Digest> siblings, ref int taken) =>
        taken < siblings.Length
            ? siblings[taken++]
            : throw new InvalidWitnessException($"The witness has too few siblings: more than {siblings.Length} are needed.");

    /// <summary>The siblings of a first run's path, from the lowest node above all of the run up to the root.</summary>
    private sealed class ProvenPath
    {
        public Dictionary<int, Digest> Siblings { get; } = [];
    }
}
