using Assay.Primitives;

namespace Assay.Inference;

/// <summary>The nodes of a binary tree over leaves whose hashes are given. Nodes with no leaf beneath them are zero.</summary>
internal sealed class HashTree
{
    private const int NodesPerTask = 4096;

    // Level by level from the leaves up, 32 bytes per real node.
    private readonly List<byte[]> _levels;

    internal HashTree(byte[] leaves, CancellationToken cancellationToken)
    {
        _levels = [leaves];
        while (_levels[^1].Length > Digest.Size)
            _levels.Add(Parents(_levels[^1], cancellationToken));
    }

    internal int Depth => _levels.Count - 1;

    internal Digest Node(int level, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Depth);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1L << (Depth - level));
        byte[] nodes = _levels[level];
        return index * Digest.Size < nodes.Length ? new Digest(nodes.AsSpan((int)index * Digest.Size, Digest.Size)) : Digest.Zero;
    }

    /// <summary>The siblings on the way from a leaf to the root, leaves first.</summary>
    internal Digest[] Proof(long index) => [.. Enumerable.Range(0, Depth).Select(level => Node(level, (index >> level) ^ 1))];

    private static byte[] Parents(byte[] children, CancellationToken cancellationToken)
    {
        int count = children.Length / Digest.Size;
        int whole = count / 2;
        byte[] parents = new byte[(count + 1) / 2 * Digest.Size];
        Parallel.For(0, (whole + NodesPerTask - 1) / NodesPerTask, Options(cancellationToken), task =>
        {
            int first = task * NodesPerTask;
            int nodes = Math.Min(NodesPerTask, whole - first);
            Keccak256.HashMany(
                TreeHash.NodePrefix,
                children.AsSpan(2 * first * Digest.Size, 2 * nodes * Digest.Size),
                2 * Digest.Size,
                parents.AsSpan(first * Digest.Size, nodes * Digest.Size));
        });
        if (count % 2 != 0)
            TreeHash.Node(new Digest(children.AsSpan(^Digest.Size..)), Digest.Zero).CopyTo(parents.AsSpan(^Digest.Size..));
        return parents;
    }

    internal static ParallelOptions Options(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };
}
