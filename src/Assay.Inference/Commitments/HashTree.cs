namespace Assay.Inference;

/// <summary>The nodes of a tree over leaves whose hashes are given: a binary one, or one over pages (<see cref="PageLevels"/>). Nodes with no leaf beneath them are zero.</summary>
internal sealed class HashTree
{
    private const int NodesPerTask = 512;

    // Level by level from the leaves up, 32 bytes per real node.
    private readonly Memory<byte> _nodes;
    private readonly int[] _starts;
    private readonly bool _arePages;

    /// <summary>A tree whose leaves are still to be written; <see cref="Complete"/> follows.</summary>
    /// <param name="leaves">How many, 1 or more.</param>
    /// <param name="nodes">Where the nodes go: <see cref="BytesFor"/> bytes.</param>
    /// <param name="arePages">Whether the leaves are pages; otherwise the tree is binary.</param>
    internal HashTree(int leaves, Memory<byte> nodes, bool arePages)
    {
        (_nodes, _arePages) = (nodes, arePages);
        _starts = Starts(leaves, arePages);
    }

    internal int Depth => _starts.Length - 2;

    /// <summary>32 bytes per leaf.</summary>
    internal Span<byte> Leaves => Level(0);

    /// <summary>A tree with memory of its own, whose leaves are still to be written.</summary>
    internal static HashTree Over(int leaves, bool arePages) => new(leaves, GC.AllocateUninitializedArray<byte>(BytesFor(leaves, arePages)), arePages);

    /// <summary>The bytes of all nodes over some leaves.</summary>
    internal static int BytesFor(int leaves, bool arePages) => Starts(leaves, arePages)[^1];

    /// <summary>Hashes the levels above the leaves.</summary>
    internal void Complete(TaskRunner run)
    {
        for (int level = 0; level < Depth; level = Above(level))
            HashAbove(level, run);
    }

    internal Digest Node(int level, long index)
    {
        if (_arePages)
            PageLevels.Require(Depth, level, index);
        ReadOnlySpan<byte> nodes = Level(level);
        return index * Digest.Size < nodes.Length ? new Digest(nodes.Slice((int)index * Digest.Size, Digest.Size)) : Digest.Zero;
    }

    /// <summary>The siblings on the way from a leaf of a binary tree to the root, leaves first.</summary>
    internal Digest[] Proof(long index) => [.. Enumerable.Range(0, Depth).Select(level => Node(level, (index >> level) ^ 1))];

    private static int[] Starts(int leaves, bool arePages)
    {
        int[] starts = new int[(arePages ? PageLevels.Depth(leaves) : TreeHash.Depth(leaves)) + 2];
        for (int level = 0; level + 1 < starts.Length; level++)
        {
            long nodes = arePages && level == PageLevels.Groups - 1 ? 0 : PageLevels.Count(leaves, level);
            starts[level + 1] = checked((int)(starts[level] + (nodes * Digest.Size)));
        }

        return starts;
    }

    private int Above(int level) => _arePages ? PageLevels.Above(level) : level + 1;

    private void HashAbove(int level, TaskRunner run)
    {
        int above = Above(level);
        bool areGroups = _arePages && level == 0;
        int message = (areGroups ? Memory.PagesPerGroup : 2) * Digest.Size;
        int whole = Level(level).Length / message;
        run((whole + NodesPerTask - 1) / NodesPerTask, task =>
        {
            int first = task * NodesPerTask;
            int count = Math.Min(NodesPerTask, whole - first);
            ReadOnlySpan<byte> children = Level(level).Slice(first * message, count * message);
            Span<byte> parents = Level(above).Slice(first * Digest.Size, count * Digest.Size);
            if (areGroups)
                PageHasher.HashGroups(children, parents);
            else
                PageHasher.HashPairs(children, parents);
        });
        ReadOnlySpan<byte> rest = Level(level)[(whole * message)..];
        if (!rest.IsEmpty)
            HashRest(rest, areGroups).CopyTo(Level(above)[^Digest.Size..]);
    }

    /// <summary>The node over fewer children than it has places.</summary>
    private static Digest HashRest(ReadOnlySpan<byte> children, bool isGroup)
    {
        if (!isGroup)
            return TreeHash.Node(new Digest(children), Digest.Zero);
        Span<Digest> pages = stackalloc Digest[Memory.PagesPerGroup];
        pages.Clear();
        for (int i = 0; i < children.Length / Digest.Size; i++)
            pages[i] = new Digest(children.Slice(i * Digest.Size, Digest.Size));
        return TreeHash.Group(pages);
    }

    private Span<byte> Level(int level) => _nodes.Span[_starts[level].._starts[level + 1]];
}
