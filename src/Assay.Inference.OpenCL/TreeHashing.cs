using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>Hashes a space on the device: chunks, pages, groups of pages and every level above, into one buffer of nodes.</summary>
internal sealed class TreeHashing : IDisposable
{
    // What is hashed one after the other: chunks, pages, groups, pairs of groups and so on.
    private const int PageStep = 1;
    private const int GroupStep = 2;

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
        Depth = PageLevels.Depth(pages);
        _starts = [0, (long)pages * Memory.ChunksPerPage];
        for (int level = 0; level <= Depth; level = PageLevels.Above(level))
            _starts = [.. _starts, _starts[^1] + PageLevels.Count(pages, level)];
        _nodes = queue.CreateBuffer(_starts[^1] * Digest.Size, $"the hashes of {content}");
        AddStep("hash_chunks", space, _starts[0], (long)pages * Memory.ChunksPerPage, null);
        for (int step = PageStep; step + 1 < _starts.Length; step++)
        {
            string kernel = step switch { PageStep => "hash_pages", GroupStep => "hash_groups", _ => "hash_pairs" };
            AddStep(kernel, null, _starts[step - 1], Count(step), Count(step - 1));
        }
    }

    /// <summary>The level of the root.</summary>
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
        byte[] nodes = GC.AllocateUninitializedArray<byte>(checked((int)((_starts[^1] - _starts[PageStep]) * Digest.Size)));
        _queue.Read(_nodes, _starts[PageStep] * Digest.Size, nodes);
        return nodes;
    }

    public void Dispose()
    {
        foreach ((KernelHandle kernel, _) in _steps)
            kernel.Dispose();
        _nodes.Dispose();
    }

    private long Count(int step) => _starts[step + 1] - _starts[step];

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
