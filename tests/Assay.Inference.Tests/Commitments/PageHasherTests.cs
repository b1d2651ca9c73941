using Assay.Primitives;

namespace Assay.Inference.Tests.Commitments;

public class PageHasherTests
{
    public static TheoryData<int> LaneCounts() => [.. Keccak256.LaneCounts];

    [Theory]
    [MemberData(nameof(LaneCounts))]
    public void Every_number_of_lanes_gives_the_nodes_of_the_definition(int lanes)
    {
        foreach (int pages in new[] { 0, 1, 2, 3, 15, 16, 17, 50 })
        {
            byte[] space = PagedTreeTests.Space(pages);
            byte[] nodes = new byte[pages * Digest.Size];

            PageHasher.Hash(space, nodes, lanes);

            for (int page = 0; page < pages; page++)
                new Digest(nodes.AsSpan(page * Digest.Size, Digest.Size)).Should().Be(TreeHash.Page(space.AsSpan(page * Memory.PageSize, Memory.PageSize)));
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_and_lanes_that_do_not_exist_are_refused()
    {
        Action ragged = () => PageHasher.Hash(new byte[513], new byte[32], 1);
        Action shortOfNodes = () => PageHasher.Hash(new byte[1024], new byte[32], 1);
        Action threeLanes = () => PageHasher.Hash(new byte[512], new byte[32], 3);

        ragged.Should().Throw<ArgumentException>().WithMessage("*513 bytes*");
        shortOfNodes.Should().Throw<ArgumentException>().WithMessage("*2 pages*32 were given*");
        threeLanes.Should().Throw<ArgumentException>().WithMessage("*is 3*");
    }
}
