using Assay.Inference.Cpu.Threading;

namespace Assay.Inference.Cpu;

/// <summary>Hashes the pages of a body between instructions, on the threads that compute them, while they are still in a cache.</summary>
internal sealed unsafe class TraceHashing : IParallelWork
{
    // 16 KiB: a few microseconds, so that threads end together.
    private const int PagesPerPart = 32;

    private readonly byte* _body;
    private readonly int _pages;
    private readonly WorkerPool _pool;
    private int _first;
    private int _end;

    /// <param name="body">The body; it must not move or go away before <see cref="Finish"/> returned.</param>
    /// <param name="pages">Its pages, 1 or more.</param>
    /// <param name="nodes">Where the nodes of the tree go.</param>
    /// <param name="pool">The threads.</param>
    public TraceHashing(byte* body, int pages, Memory<byte> nodes, WorkerPool pool)
    {
        _body = body;
        (_pages, _pool) = (pages, pool);
        Tree = new HashTree(pages, nodes, arePages: true);
    }

    /// <summary>The tree over the body, complete once <see cref="Finish"/> returned.</summary>
    public HashTree Tree { get; }

    /// <summary>Says that the first <paramref name="count"/> pages will not change any more, and hashes them as far as all threads have whole parts.</summary>
    public void Advance(int count)
    {
        int step = PagesPerPart * _pool.Workers;
        if (count - _end >= step)
            HashTo(count - ((count - _end) % step));
    }

    /// <summary>Hashes what is left, and the levels above the pages.</summary>
    public void Finish(CancellationToken cancellationToken)
    {
        HashTo(_pages);
        Tree.Complete((tasks, task) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            _pool.Run(new Tasks(task), tasks);
        });
    }

    public void RunPart(int part, int worker)
    {
        int first = _first + (part * PagesPerPart);
        int count = Math.Min(PagesPerPart, _end - first);
        PageHasher.Hash(
            new ReadOnlySpan<byte>(_body + ((long)first * Memory.PageSize), count * Memory.PageSize),
            Tree.Leaves.Slice(first * Digest.Size, count * Digest.Size));
    }

    private void HashTo(int count)
    {
        (_first, _end) = (_end, count);
        _pool.Run(this, (count - _first + PagesPerPart - 1) / PagesPerPart);
    }

    private sealed class Tasks(Action<int> task) : IParallelWork
    {
        public void RunPart(int part, int worker) => task(part);
    }
}
