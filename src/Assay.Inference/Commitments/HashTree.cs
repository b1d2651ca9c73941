using Assay.Primitives;

namespace Assay.Inference;

/// <summary>The nodes of a binary tree over leaves whose hashes are given. Nodes with no leaf beneath them are zero.</summary>
internal sealed class HashTree
{
    private const int NodesPerTask = 2048;

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
        byte[] parents = GC.AllocateUninitializedArray<byte>((count + 1) / 2 * Digest.Size);
        InTasks(whole, NodesPerTask, cancellationToken, (first, nodes) => Keccak256.HashMany(
            TreeHash.NodePrefix,
            children.AsSpan(2 * first * Digest.Size, 2 * nodes * Digest.Size),
            2 * Digest.Size,
            parents.AsSpan(first * Digest.Size, nodes * Digest.Size)));
        if (count % 2 != 0)
            TreeHash.Node(new Digest(children.AsSpan(^Digest.Size..)), Digest.Zero).CopyTo(parents.AsSpan(^Digest.Size..));
        return parents;
    }

    /// <summary>Calls <paramref name="hash"/> with (first, count) over all of <paramref name="total"/>, on all processors where there is more than one task.</summary>
    internal static void InTasks(int total, int perTask, CancellationToken cancellationToken, Action<int, int> hash)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (total <= perTask)
        {
            hash(0, total);
            return;
        }

        ParallelOptions options = new() { CancellationToken = cancellationToken };
        Parallel.For(0, (total + perTask - 1) / perTask, options, task => hash(task * perTask, Math.Min(perTask, total - (task * perTask))));
    }
}
