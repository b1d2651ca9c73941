namespace Assay.Inference;

/// <summary>The nodes of a binary tree over leaves whose hashes are given. Nodes with no leaf beneath them are zero.</summary>
internal sealed class HashTree
{
    private const int NodesPerTask = 2048;

    // Level by level from the leaves up, 32 bytes per real node.
    private readonly List<byte[]> _levels;

    internal HashTree(byte[] leaves, ParallelOptions options)
    {
        _levels = [leaves];
        while (_levels[^1].Length > Digest.Size)
            _levels.Add(Parents(_levels[^1], options));
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

    private static byte[] Parents(byte[] children, ParallelOptions options)
    {
        int count = children.Length / Digest.Size;
        int whole = count / 2;
        byte[] parents = GC.AllocateUninitializedArray<byte>((count + 1) / 2 * Digest.Size);
        InTasks(whole, NodesPerTask, options, (first, nodes) => PageHasher.HashPairs(
            children.AsSpan(2 * first * Digest.Size, 2 * nodes * Digest.Size),
            parents.AsSpan(first * Digest.Size, nodes * Digest.Size)));
        if (count % 2 != 0)
            TreeHash.Node(new Digest(children.AsSpan(^Digest.Size..)), Digest.Zero).CopyTo(parents.AsSpan(^Digest.Size..));
        return parents;
    }

    /// <summary>Calls <paramref name="hash"/> with (first, count) over all of <paramref name="total"/>, on several threads where there is more than one task.</summary>
    internal static void InTasks(int total, int perTask, ParallelOptions options, Action<int, int> hash)
    {
        int tasks = (total + perTask - 1) / perTask;
        if (tasks > 1 && options.MaxDegreeOfParallelism > 1)
        {
            Parallel.For(0, tasks, options, RunTask);
            return;
        }

        for (int task = 0; task < tasks; task++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            RunTask(task);
        }

        void RunTask(int task) => hash(task * perTask, Math.Min(perTask, total - (task * perTask)));
    }
}
