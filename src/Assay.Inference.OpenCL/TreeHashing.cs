using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>Hashes a space on the device: chunks, pages and every level above, into one buffer of nodes.</summary>
internal sealed class TreeHashing : IDisposable
{
    private const int PageLevel = 1;

    private readonly DeviceQueue _queue;
    private readonly int _lanes;
    private readonly MemoryHandle _nodes;
    private readonly List<(KernelHandle Kernel, long Messages)> _steps = [];
    private readonly long[] _starts;

    /// <summary>Reserves the nodes and prepares the kernels.</summary>
    /// <param name="queue">Where they run.</param>
    /// <param name="space">The space's buffer.</param>
    /// <param name="pages">Its pages, 1 or more.</param>
    /// <param name="lanes">Messages that a work item hashes side by side: what the kernels were built for.</param>
    /// <param name="content">What the space is, for errors.</param>
    public TreeHashing(DeviceQueue queue, MemoryHandle space, uint pages, int lanes, string content)
    {
        (_queue, _lanes) = (queue, lanes);
        Depth = TreeHash.Depth(pages);
        _starts = new long[PageLevel + Depth + 2];
        _starts[PageLevel] = (long)pages * Memory.ChunksPerPage;
        long count = pages;
        for (int level = PageLevel; level + 1 < _starts.Length; level++, count = (count + 1) / 2)
            _starts[level + 1] = _starts[level] + count;
        _nodes = queue.CreateBuffer(_starts[^1] * Digest.Size, $"the hashes of {content}");
        AddStep("hash_chunks", space, _starts[0], (long)pages * Memory.ChunksPerPage, null);
        for (int level = 1; level + 1 < _starts.Length; level++)
            AddStep(level == PageLevel ? "hash_pages" : "hash_pairs", null, _starts[level - 1], Count(level), Count(level - 1));
    }

    /// <summary>The levels above the pages.</summary>
    public int Depth { get; }

    /// <summary>Enqueues the hashing of what the space holds then.</summary>
    public void Enqueue(CancellationToken cancellationToken)
    {
        foreach ((KernelHandle kernel, long messages) in _steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _queue.Enqueue(kernel, (messages + _lanes - 1) / _lanes);
        }
    }

    /// <summary>The root; waits for it.</summary>
    public Digest ReadRoot()
    {
        Span<byte> root = stackalloc byte[Digest.Size];
        _queue.Read(_nodes, _starts[^2] * Digest.Size, root);
        return new Digest(root);
    }

    /// <summary>The real nodes of the pages and of every level above them, level by level, 32 bytes each.</summary>
    public byte[] ReadNodes()
    {
        byte[] nodes = GC.AllocateUninitializedArray<byte>(checked((int)((_starts[^1] - _starts[PageLevel]) * Digest.Size)));
        _queue.Read(_nodes, _starts[PageLevel] * Digest.Size, nodes);
        return nodes;
    }

    public void Dispose()
    {
        foreach ((KernelHandle kernel, _) in _steps)
            kernel.Dispose();
        _nodes.Dispose();
    }

    private long Count(int level) => _starts[level + 1] - _starts[level];

    private void AddStep(string name, MemoryHandle? space, long source, long messages, long? children)
    {
        KernelHandle kernel = space is null ? _queue.CreateKernel(name, _nodes) : _queue.CreateKernel(name, space, _nodes);
        _steps.Add((kernel, messages));
        if (children is not { } below)
        {
            _queue.SetArgument(kernel, 2, (ulong)source);
            _queue.SetArgument(kernel, 3, (ulong)messages);
            return;
        }

        _queue.SetArgument(kernel, 1, (ulong)source);
        _queue.SetArgument(kernel, 2, (ulong)(source + below));
        _queue.SetArgument(kernel, 3, (ulong)below);
    }
}
