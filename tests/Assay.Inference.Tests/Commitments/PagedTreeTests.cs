using Assay.Primitives;

namespace Assay.Inference.Tests.Commitments;

public class PagedTreeTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    [InlineData(8, 3)]
    [InlineData(9, 4)]
    [InlineData(257, 9)]
    [InlineData(1000, 10)]
    public void The_root_is_that_of_the_definition(int pages, int depth)
    {
        byte[] space = Space(pages);

        var tree = new PagedTree(space);

        tree.Depth.Should().Be(depth);
        tree.Root.Should().Be(Define(space, pages, depth, 0));
    }

    [Fact]
    public void The_root_of_an_empty_space_is_zero_and_that_of_one_page_is_its_node()
    {
        byte[] page = Space(1);

        new PagedTree(ReadOnlyMemory<byte>.Empty).Root.Should().Be(Digest.Zero);
        new PagedTree(page).Root.Should().Be(TreeHash.Page(page));
    }

    [Fact]
    public void Nodes_without_pages_are_zero_and_never_a_hash()
    {
        var tree = new PagedTree(Space(5));

        tree.Node(0, 5).Should().Be(Digest.Zero);
        tree.Node(2, 1).Should().Be(TreeHash.Group([tree.Node(0, 4), Digest.Zero, Digest.Zero, Digest.Zero]));
        new PagedTree(Space(9)).Node(3, 1).Should().Be(TreeHash.Node(new PagedTree(Space(9)).Node(2, 2), Digest.Zero));
        Action beyond = () => tree.Node(2, 2);
        beyond.Should().Throw<ArgumentOutOfRangeException>();
        Action between = () => tree.Node(1, 0);
        between.Should().Throw<ArgumentOutOfRangeException>("four pages have one node");
    }

    [Fact]
    public void A_leaf_is_the_hash_of_a_zero_byte_and_the_chunk()
    {
        byte[] chunk = Space(1)[..Memory.ChunkSize];

        TreeHash.Leaf(chunk).ToArray().Should().Equal(Keccak256.Hash([0, .. chunk]));
        TreeHash.Node(TreeHash.Leaf(chunk), Digest.Zero).ToArray().Should().Equal(Keccak256.Hash([1, .. Keccak256.Hash([0, .. chunk]), .. new byte[32]]));
        TreeHash.Trace(TreeHash.Leaf(chunk), Digest.Zero).ToArray().Should().Equal(Keccak256.Hash([2, .. Keccak256.Hash([0, .. chunk]), .. new byte[32]]));
    }

    [Fact]
    public void Descendants_are_the_real_nodes_only()
    {
        var tree = new PagedTree(Space(11));

        tree.Descendants(4, 0, 2).Should().Equal(tree.Node(2, 0), tree.Node(2, 1), tree.Node(2, 2));
        tree.Descendants(2, 2, 2).Should().Equal(tree.Node(0, 8), tree.Node(0, 9), tree.Node(0, 10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_opened_chunk_leads_to_the_page(int chunk)
    {
        byte[] page = Space(1);

        ChunkOpening opening = ChunkOpening.Of(page, (chunk * Memory.ChunkSize) + 17);

        opening.Chunk.ToArray().Should().Equal(page.AsSpan(chunk * Memory.ChunkSize, Memory.ChunkSize).ToArray());
        opening.Root(chunk).Should().Be(TreeHash.Page(page));
    }

    [Fact]
    public void A_space_that_is_no_whole_number_of_pages_is_refused()
    {
        Action create = () => new PagedTree(new byte[513]);

        create.Should().Throw<ArgumentException>().WithMessage("*513 bytes*");
    }

    [Fact]
    public void Hashing_stops_when_it_is_cancelled()
    {
        Action create = () => new PagedTree(Space(2), new CancellationToken(true));

        create.Should().Throw<OperationCanceledException>();
    }

    internal static byte[] Space(int pages, int seed = 7)
    {
        byte[] space = new byte[pages * Memory.PageSize];
        new Random(seed).NextBytes(space);
        return space;
    }

    // The definition, as a recursion from the root down.
    private static Digest Define(byte[] space, int pages, int level, int index)
    {
        if (index << level >= pages)
            return Digest.Zero;
        if (level == 2)
            return new Digest(Keccak256.Hash([4, .. Enumerable.Range(0, 4).SelectMany(i => Define(space, pages, 0, (4 * index) + i).ToArray())]));
        if (level > 0)
            return TreeHash.Node(Define(space, pages, level - 1, 2 * index), Define(space, pages, level - 1, (2 * index) + 1));
        Digest[] leaves = [.. Enumerable.Range(0, 4).Select(i => TreeHash.Leaf(space.AsSpan((index * Memory.PageSize) + (i * Memory.ChunkSize), Memory.ChunkSize)))];
        return new Digest(Keccak256.Hash([3, .. leaves.SelectMany(leaf => leaf.ToArray())]));
    }
}
