using Assay.Inference.OpenCL.Native;

namespace Assay.Inference.OpenCL;

/// <summary>
/// The tree over a space that a device computed and hashed. The root is known; nodes and pages are read from the device when they are asked for,
/// until <see cref="Detach"/> reads all that is left.
/// </summary>
internal sealed class DeviceTree : ITreeView
{
    private readonly Lock _gate;
    private readonly Digest _root;
    private readonly Dictionary<long, byte[]> _pages = [];
    private DeviceQueue? _queue;
    private MemoryHandle? _space;
    private TreeHashing? _hashing;
    private byte[]? _nodes;
    private byte[]? _bytes;

    /// <param name="gate">Held while the device is used; its owner detaches the tree before the buffers change.</param>
    /// <param name="queue">The device.</param>
    /// <param name="space">The space.</param>
    /// <param name="hashing">Its nodes, complete.</param>
    /// <param name="pages">The pages of the space, 1 or more.</param>
    /// <param name="bytes">The bytes of the space, if they were read already.</param>
    public DeviceTree(Lock gate, DeviceQueue queue, MemoryHandle space, TreeHashing hashing, uint pages, byte[]? bytes = null)
    {
        (_gate, _queue, _space, _hashing, _bytes) = (gate, queue, space, hashing, bytes);
        PageCount = pages;
        Depth = hashing.Depth;
        _root = hashing.ReadRoot();
    }

    /// <inheritdoc/>
    public long PageCount { get; }

    /// <inheritdoc/>
    public int Depth { get; }

    /// <inheritdoc/>
    public Digest Node(int level, long index)
    {
        PageLevels.Require(Depth, level, index);
        if (level == Depth)
            return _root;
        long start = 0;
        for (int below = 0; below < level; below = PageLevels.Above(below))
            start += PageLevels.Count(PageCount, below);
        return index < PageLevels.Count(PageCount, level) ? new Digest(Nodes().AsSpan(checked((int)((start + index) * Digest.Size)), Digest.Size)) : Digest.Zero;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Page(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, PageCount);
        lock (_gate)
        {
            if (_bytes is not null)
                return _bytes.AsSpan(checked((int)index * Memory.PageSize), Memory.PageSize);
            if (!_pages.TryGetValue(index, out byte[]? page))
            {
                page = new byte[Memory.PageSize];
                _queue!.Read(_space!, index * Memory.PageSize, page);
                _pages.Add(index, page);
            }

            return page;
        }
    }

    /// <summary>Reads what was not read yet: the device's buffers may change afterwards.</summary>
    internal void Detach()
    {
        lock (_gate)
        {
            if (_queue is null)
                return;
            Nodes();
            if (_bytes is null)
            {
                byte[] bytes = GC.AllocateUninitializedArray<byte>(Memory.ArrayLength((uint)PageCount));
                _queue.Read(_space!, 0, bytes);
                _bytes = bytes;
            }

            (_queue, _space, _hashing) = (null, null, null);
        }
    }

    private byte[] Nodes()
    {
        lock (_gate)
            return _nodes ??= _hashing!.ReadNodes();
    }
}
