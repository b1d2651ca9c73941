namespace Assay.Inference;

/// <summary>The nodes of a binary tree over leaves whose hashes are given. Nodes with no leaf beneath them are zero.</summary>
internal sealed class HashTree
{
    private const int NodesPerTask = 2048;

    // Level by level from the leaves up, 32 bytes per real node.
    private readonly Memory<byte> _nodes;
    private readonly int[] _starts;

    /// <summary>A tree whose leaves are still to be written; <see cref="Complete"/> follows.</summary>
    /// <param name="leaves">How many, 1 or more.</param>
    /// <param name="nodes">Where the nodes go: <see cref="BytesFor"/> bytes.</param>
    internal HashTree(int leaves, Memory<byte> nodes)
    {
        _nodes = nodes;
        _starts = new int[TreeHash.Depth(leaves) + 2];
        int count = leaves;
        for (int level = 0; level + 1 < _starts.Length; level++, count = (count + 1) / 2)
            _starts[level + 1] = _starts[level] + (count * Digest.Size);
    }

    internal int Depth => _starts.Length - 2;

    /// <summary>32 bytes per leaf.</summary>
    internal Span<byte> Leaves => Level(0);

    /// <summary>A tree with memory of its own, whose leaves are still to be written.</summary>
    internal static HashTree Over(int leaves) => new(leaves, GC.AllocateUninitializedArray<byte>(checked((int)BytesFor(leaves))));

    /// <summary>The bytes of all nodes over some leaves.</summary>
    internal static long BytesFor(long leaves)
    {
        long nodes = 1;
        for (; leaves > 1; leaves = (leaves + 1) / 2)
            nodes += leaves;
        return nodes * Digest.Size;
    }

    /// <summary>Hashes the levels above the leaves.</summary>
    internal void Complete(TaskRunner run)
    {
        for (int level = 0; level < Depth; level++)
        {
            int below = level;
            int pairs = Level(level).Length / (2 * Digest.Size);
            run((pairs + NodesPerTask - 1) / NodesPerTask, task =>
            {
                int first = task * NodesPerTask;
                int count = Math.Min(NodesPerTask, pairs - first);
                PageHasher.HashPairs(
                    Level(below).Slice(2 * first * Digest.Size, 2 * count * Digest.Size),
                    Level(below + 1).Slice(first * Digest.Size, count * Digest.Size));
            });
            Span<byte> children = Level(level);
            if (children.Length % (2 * Digest.Size) != 0)
                TreeHash.Node(new Digest(children[^Digest.Size..]), Digest.Zero).CopyTo(Level(level + 1)[^Digest.Size..]);
        }
    }

    internal Digest Node(int level, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Depth);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1L << (Depth - level));
        ReadOnlySpan<byte> nodes = Level(level);
        return index * Digest.Size < nodes.Length ? new Digest(nodes.Slice((int)index * Digest.Size, Digest.Size)) : Digest.Zero;
    }

    /// <summary>The siblings on the way from a leaf to the root, leaves first.</summary>
    internal Digest[] Proof(long index) => [.. Enumerable.Range(0, Depth).Select(level => Node(level, (index >> level) ^ 1))];

    private Span<byte> Level(int level) => _nodes.Span[_starts[level].._starts[level + 1]];
}
