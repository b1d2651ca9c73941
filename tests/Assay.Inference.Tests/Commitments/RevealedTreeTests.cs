namespace Assay.Inference.Tests.Commitments;

public class RevealedTreeTests
{
    private const int Pages = 11;
    private const int WrongPage = 6;

    private readonly PagedTree _own = new(PagedTreeTests.Space(Pages));
    private readonly PagedTree _theirs;

    public RevealedTreeTests()
    {
        // The other's trace differs from one page on.
        byte[] space = PagedTreeTests.Space(Pages);
        PagedTreeTests.Space(Pages, seed: 8).AsSpan(WrongPage * Memory.PageSize).CopyTo(space.AsSpan(WrongPage * Memory.PageSize));
        _theirs = new PagedTree(space);
    }

    [Fact]
    public void With_nothing_revealed_it_is_ones_own_tree()
    {
        ITreeView view = new RevealedTree(_own);

        view.Root.Should().Be(_own.Root);
        view.Page(3).ToArray().Should().Equal(_own.Page(3).ToArray());
    }

    [Fact]
    public void Chunks_before_the_first_difference_are_proven_against_the_others_root()
    {
        var view = new RevealedTree(_own);
        view.Reveal(4, 0, [_theirs.Root]);
        view.Reveal(2, 0, _theirs.Descendants(4, 0, 2));
        view.Reveal(0, 4, _theirs.Descendants(2, 1, 2));
        view.RevealPage(WrongPage, _theirs.Page(WrongPage));

        ((ITreeView)view).Root.Should().Be(_theirs.Root);
        for (int page = 0; page <= WrongPage; page++)
        {
            var chunks = new List<byte>();
            var siblings = new List<Digest>();
            var run = new ByteRun(MemorySpace.Body, (page * Memory.PageSize) + 100, 200);
            new RunSiblings().Append(view, run, chunks, siblings);
            var roots = new SpaceRoots(Digest.Zero, Digest.Zero, _theirs.Root, Digest.Zero, new PageCounts(0, 0, Pages, 0));
            new RunVerifier(roots).Verify(run, chunks.ToArray(), siblings.ToArray()).Should().Be(siblings.Count);
        }
    }

    [Fact]
    public void Nodes_between_revealed_levels_are_computed()
    {
        var view = new RevealedTree(_own);
        view.Reveal(0, 0, _theirs.Descendants(4, 0, 4));

        view.Node(2, 1).Should().Be(_theirs.Node(2, 1));
        view.Node(3, 0).Should().Be(_theirs.Node(3, 0));
        view.Node(4, 0).Should().Be(_theirs.Root);
    }

    [Fact]
    public void What_was_not_revealed_and_may_differ_is_not_guessed()
    {
        var view = new RevealedTree(_own);
        view.Reveal(2, 0, _theirs.Descendants(4, 0, 2));

        view.Node(0, 2).Should().Be(_own.Node(0, 2), "the node above it is one's own");
        Action node = () => view.Node(0, WrongPage);
        Action page = () => view.Page(WrongPage);
        node.Should().Throw<InvalidOperationException>().WithMessage("*was not revealed*");
        page.Should().Throw<InvalidOperationException>();
    }
}
