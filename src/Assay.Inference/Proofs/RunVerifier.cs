namespace Assay.Inference;

/// <summary>Checks the runs of one step in their order against the roots of the spaces (docs/arithmetic.md, section 2.2).</summary>
public sealed class RunVerifier
{
    private readonly SpaceRoots _spaces;
    private readonly RunSiblings _runs = new();

    // Of each space's first run, by their levels: the siblings from the lowest node above all of the run up to the root.
    private readonly Dictionary<MemorySpace, Dictionary<int, Digest>> _paths = [];

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
    /// <exception cref="InvalidWitnessException">There are too few siblings, one of padding is not zero, or the bytes are not those of the space.</exception>
    public int Verify(ByteRun run, ReadOnlySpan<byte> chunks, ReadOnlySpan<Digest> siblings)
    {
        long pageCount = _spaces.Pages[run.Space];
        var reader = new SiblingReader(siblings);
        List<Digest> leaves = [];
        for (int i = 0; i < chunks.Length / Memory.ChunkSize; i++)
            leaves.Add(TreeHash.Leaf(TreeHash.Chunk(chunks, i)));
        Digest[][] fours = Filled(run.FirstChunk, leaves, Memory.ChunksPerPage, pageCount * Memory.ChunksPerPage, ref reader);
        List<Digest> nodes = [.. fours.Select(four => TreeHash.Page(four))];
        long low = run.FirstChunk / Memory.ChunksPerPage;
        if (pageCount > 1)
        {
            fours = Filled(low, nodes, Memory.PagesPerGroup, pageCount, ref reader);
            nodes = [.. fours.Select(four => TreeHash.Group(four))];
            low /= Memory.PagesPerGroup;
        }

        (int end, bool isBeside) = _runs.Next(pageCount, run);
        var path = new Dictionary<int, Digest>();
        for (int level = RunSiblings.Lowest(pageCount); level < end; level++, low >>= 1)
        {
            bool isOne = nodes.Count == 1;
            Digest[][] pairs = Filled(low, nodes, 2, PageLevels.Count(pageCount, level), ref reader);
            if (isOne)
                path[level] = pairs[0][1 - (low & 1)];
            nodes = [.. pairs.Select(pair => TreeHash.Node(pair[0], pair[1]))];
        }

        Require(run, nodes[0], low, end, isBeside);
        _paths.TryAdd(run.Space, path);
        return reader.Taken;
    }

    /// <summary>Throws unless a run's node is the one that the first run has shown beside itself, or leads to the root of the space.</summary>
    private void Require(ByteRun run, Digest node, long index, int level, bool isBeside)
    {
        Digest expected = _spaces[run.Space];
        if (_paths.TryGetValue(run.Space, out Dictionary<int, Digest>? first))
        {
            if (isBeside)
                expected = first[level];
            // Above a node over both runs the siblings are the first run's.
            int top = isBeside ? level : PageLevels.Depth(_spaces.Pages[run.Space]);
            for (; level < top; level++, index >>= 1)
                node = (index & 1) == 0 ? TreeHash.Node(node, first[level]) : TreeHash.Node(first[level], node);
        }

        if (node != expected)
        {
            throw new InvalidWitnessException(
                $"Chunks {run.FirstChunk} to {run.LastChunk} of the {run.Space} space lead to the {(isBeside ? "node" : "root")} {node}, but it is {expected}.");
        }
    }

    /// <summary>Neighbours with the siblings that fill the outermost of the nodes above them, one array for each of these.</summary>
    /// <param name="first">The index of the first neighbour.</param>
    /// <param name="neighbours">The neighbours.</param>
    /// <param name="size">How many have a node above them.</param>
    /// <param name="count">How many there are at their level; what is behind them is padding.</param>
    /// <param name="siblings">What fills them.</param>
    private static Digest[][] Filled(long first, List<Digest> neighbours, int size, long count, ref SiblingReader siblings)
    {
        var all = new List<Digest>();
        for (long index = first - (first % size); index < first; index++)
            all.Add(siblings.Take(isPadding: false));
        all.AddRange(neighbours);
        for (long index = first + neighbours.Count; index % size != 0; index++)
            all.Add(siblings.Take(isPadding: index >= count));
        return [.. all.Chunk(size)];
    }

    private ref struct SiblingReader(ReadOnlySpan<Digest> siblings)
    {
        private readonly ReadOnlySpan<Digest> _siblings = siblings;

        public int Taken { get; private set; }

        public Digest Take(bool isPadding)
        {
            if (Taken == _siblings.Length)
                throw new InvalidWitnessException($"The witness has too few siblings: more than {_siblings.Length} are needed.");
            Digest sibling = _siblings[Taken++];
            return !isPadding || sibling == Digest.Zero
                ? sibling
                : throw new InvalidWitnessException($"Sibling {Taken - 1} is padding, which is zero, but it is {sibling}.");
        }
    }
}
