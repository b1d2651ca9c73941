namespace Assay.Inference;

/// <summary>The whole tree over a space. Building hashes every page, unless somebody else did.</summary>
public sealed class PagedTree : ITreeView
{
    // About a tenth of a millisecond: less is not worth another thread.
    private const int PagesPerTask = 512;

    private readonly ReadOnlyMemory<byte> _space;
    private readonly HashTree? _tree;
    private readonly ITreeView? _elsewhere;

    /// <summary>Builds the tree over a space, which must not change afterwards, on all processors.</summary>
    /// <param name="space">Whole pages.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="ArgumentException">The space is not a whole number of pages.</exception>
    public PagedTree(ReadOnlyMemory<byte> space, CancellationToken cancellationToken = default)
        : this(space, Environment.ProcessorCount, cancellationToken)
    {
    }

    /// <summary>As the other constructor, on at most <paramref name="threads"/> processors.</summary>
    /// <param name="space">Whole pages.</param>
    /// <param name="threads">1 or more.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="ArgumentException">The space is not a whole number of pages.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    public PagedTree(ReadOnlyMemory<byte> space, int threads, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (space.Length % Memory.PageSize != 0)
            throw new ArgumentException($"A space is a whole number of pages of {Memory.PageSize} bytes, but has {space.Length} bytes.", nameof(space));
        _space = space;
        if (space.IsEmpty)
            return;
        TaskRunner run = TaskRunners.OnProcessors(threads, cancellationToken);
        _tree = HashTree.Over(space.Length / Memory.PageSize, arePages: true);
        HashPages(space, _tree, run);
        _tree.Complete(run);
    }

    /// <summary>The whole tree over a space that lies elsewhere, such as on a device: nodes and pages are read when they are asked for.</summary>
    /// <param name="elsewhere">Knows every node and every page.</param>
    public PagedTree(ITreeView elsewhere)
    {
        ArgumentNullException.ThrowIfNull(elsewhere);
        _elsewhere = elsewhere;
    }

    /// <summary>The tree over a space that is hashed already.</summary>
    /// <param name="space">Whole pages.</param>
    /// <param name="tree">The nodes, complete; null where there is no page.</param>
    internal PagedTree(ReadOnlyMemory<byte> space, HashTree? tree) => (_space, _tree) = (space, tree);

    /// <inheritdoc/>
    public long PageCount => _elsewhere?.PageCount ?? _space.Length / Memory.PageSize;

    /// <inheritdoc/>
    public int Depth => _elsewhere?.Depth ?? _tree?.Depth ?? 0;

    /// <inheritdoc cref="ITreeView.Root"/>
    public Digest Root => Node(Depth, 0);

    /// <inheritdoc/>
    public Digest Node(int level, long index)
    {
        if (_elsewhere is not null)
            return _elsewhere.Node(level, index);
        if (_tree is not null)
            return _tree.Node(level, index);
        ArgumentOutOfRangeException.ThrowIfNotEqual(level, 0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        return Digest.Zero;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Page(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, PageCount);
        return _elsewhere is not null ? _elsewhere.Page(index) : _space.Span.Slice((int)index * Memory.PageSize, Memory.PageSize);
    }

    /// <summary>The real nodes <paramref name="levels"/> levels beneath a node, from left to right: what an asserter reveals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The levels reach below the pages, or to level 1, which does not exist.</exception>
    public IReadOnlyList<Digest> Descendants(int level, long index, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(levels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, level);
        int below = level - levels;
        long first = index << levels;
        long real = PageLevels.Count(PageCount, below);
        long end = Math.Min((index + 1) << levels, real);
        var nodes = new List<Digest>();
        for (long i = first; i < end; i++)
            nodes.Add(Node(below, i));
        return nodes;
    }

    private static void HashPages(ReadOnlyMemory<byte> space, HashTree tree, TaskRunner run)
    {
        int pages = space.Length / Memory.PageSize;
        run((pages + PagesPerTask - 1) / PagesPerTask, task =>
        {
            int first = task * PagesPerTask;
            int count = Math.Min(PagesPerTask, pages - first);
            PageHasher.Hash(
                space.Span.Slice(first * Memory.PageSize, count * Memory.PageSize),
                tree.Leaves.Slice(first * Digest.Size, count * Digest.Size));
        });
    }
}
