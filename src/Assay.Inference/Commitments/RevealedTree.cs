namespace Assay.Inference;

/// <summary>
/// Another's tree, of which one knows what was revealed, and that the rest is like one's own: everything before the first difference, and
/// everything beneath a revealed node that equals one's own. What was not revealed and may differ is not known, and asking for it throws.
/// </summary>
public sealed class RevealedTree : ITreeView
{
    private readonly ITreeView _own;
    private readonly Dictionary<(int Level, long Index), Digest> _nodes = [];
    private readonly HashSet<(int Level, long Index)> _ancestors = [];
    private readonly Dictionary<long, byte[]> _pages = [];

    /// <summary>Starts with one's own tree and nothing revealed.</summary>
    public RevealedTree(ITreeView own)
    {
        ArgumentNullException.ThrowIfNull(own);
        _own = own;
    }

    /// <inheritdoc/>
    public long PageCount => _own.PageCount;

    /// <inheritdoc/>
    public int Depth => _own.Depth;

    /// <summary>Takes revealed nodes, neighbours of one level.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The nodes lie outside the tree.</exception>
    public void Reveal(int level, long firstIndex, IEnumerable<Digest> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        long index = firstIndex;
        foreach (Digest node in nodes)
        {
            PageLevels.Require(Depth, level, index);
            _nodes[(level, index)] = node;
            for (int above = PageLevels.Above(level); above <= Depth; above = PageLevels.Above(above))
                _ancestors.Add((above, index >> (above - level)));
            index++;
        }
    }

    /// <summary>Takes a revealed page.</summary>
    /// <exception cref="ArgumentException">There are not 512 bytes.</exception>
    public void RevealPage(long index, ReadOnlySpan<byte> page)
    {
        if (page.Length != Memory.PageSize)
            throw new ArgumentException($"A page has {Memory.PageSize} bytes, but {page.Length} were revealed.", nameof(page));
        Reveal(0, index, [TreeHash.Page(page)]);
        _pages[index] = page.ToArray();
    }

    /// <inheritdoc/>
    public Digest Node(int level, long index)
    {
        if (_nodes.TryGetValue((level, index), out Digest revealed))
            return revealed;
        if (_ancestors.Contains((level, index)))
        {
            return level == PageLevels.Groups
                ? TreeHash.Group([Node(0, 4 * index), Node(0, (4 * index) + 1), Node(0, (4 * index) + 2), Node(0, (4 * index) + 3)])
                : TreeHash.Node(Node(level - 1, 2 * index), Node(level - 1, (2 * index) + 1));
        }

        // Padding is the same in every tree of this size.
        if (HasPages(level, index))
            RequireLikeOwn(level, index);
        return _own.Node(level, index);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Page(long index)
    {
        if (_pages.TryGetValue(index, out byte[]? page))
            return page;
        RequireLikeOwn(0, index);
        return _own.Page(index);
    }

    private bool HasPages(int level, long index) => (index << level) < PageCount;

    // Beneath a revealed node that differs from one's own, anything may differ.
    private void RequireLikeOwn(int level, long index)
    {
        for (int above = level; above <= Depth; above = PageLevels.Above(above))
        {
            long ancestor = index >> (above - level);
            if (!_nodes.TryGetValue((above, ancestor), out Digest revealed))
                continue;
            if (revealed != _own.Node(above, ancestor))
                throw new InvalidOperationException($"Node {index} of level {level} lies beneath a revealed node that differs, and was not revealed itself.");
            return;
        }
    }
}
