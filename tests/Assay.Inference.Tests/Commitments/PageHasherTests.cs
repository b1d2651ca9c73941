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
    public void The_fastest_way_gives_the_nodes_of_the_definition_for_every_number_of_pages_around_whole_groups()
    {
        Random random = new(7);
        foreach (int pages in new[] { 0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 71, 72, 73, 131 })
        {
            byte[] space = new byte[pages * Memory.PageSize];
            random.NextBytes(space);
            byte[] nodes = new byte[pages * Digest.Size];

            PageHasher.Hash(space, nodes);

            for (int page = 0; page < pages; page++)
                new Digest(nodes.AsSpan(page * Digest.Size, Digest.Size)).Should().Be(TreeHash.Page(space.AsSpan(page * Memory.PageSize, Memory.PageSize)));
        }
    }

    [Fact]
    public void The_fastest_way_gives_the_groups_of_the_definition_for_every_number_around_whole_vectors()
    {
        Random random = new(9);
        foreach (int groups in new[] { 1, 7, 8, 9, 15, 16, 65, 130 })
        {
            byte[] pages = new byte[4 * groups * Digest.Size];
            random.NextBytes(pages);
            byte[] nodes = new byte[groups * Digest.Size];

            PageHasher.HashGroups(pages, nodes);

            for (int group = 0; group < groups; group++)
            {
                int first = 4 * group;
                Digest[] four = [.. Enumerable.Range(first, 4).Select(page => new Digest(pages.AsSpan(page * Digest.Size, Digest.Size)))];
                new Digest(nodes.AsSpan(group * Digest.Size, Digest.Size)).Should().Be(TreeHash.Group(four));
            }
        }
    }

    [Fact]
    public void The_fastest_way_gives_the_parents_of_the_definition_for_every_number_of_pairs_around_whole_groups()
    {
        Random random = new(8);
        foreach (int pairs in new[] { 1, 7, 8, 9, 15, 16, 65, 130 })
        {
            byte[] children = new byte[2 * pairs * Digest.Size];
            random.NextBytes(children);
            byte[] parents = new byte[pairs * Digest.Size];

            PageHasher.HashPairs(children, parents);

            for (int pair = 0; pair < pairs; pair++)
            {
                Digest left = new(children.AsSpan(2 * pair * Digest.Size, Digest.Size));
                Digest right = new(children.AsSpan(((2 * pair) + 1) * Digest.Size, Digest.Size));
                new Digest(parents.AsSpan(pair * Digest.Size, Digest.Size)).Should().Be(TreeHash.Node(left, right));
            }
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_and_lanes_that_do_not_exist_are_refused()
    {
        Action ragged = () => PageHasher.Hash(new byte[513], new byte[32], 1);
        Action shortOfNodes = () => PageHasher.Hash(new byte[1024], new byte[32], 1);
        Action raggedGroup = () => PageHasher.Hash(new byte[(8 * 512) + 1], new byte[8 * 32]);
        Action groupShortOfNodes = () => PageHasher.Hash(new byte[8 * 512], new byte[7 * 32]);
        Action threeLanes = () => PageHasher.Hash(new byte[512], new byte[32], 3);

        ragged.Should().Throw<ArgumentException>().WithMessage("*513 bytes*");
        shortOfNodes.Should().Throw<ArgumentException>().WithMessage("*2 pages*32 were given*");
        raggedGroup.Should().Throw<ArgumentException>().WithMessage("*4097 bytes*");
        groupShortOfNodes.Should().Throw<ArgumentException>().WithMessage("*8 pages*224 were given*");
        threeLanes.Should().Throw<ArgumentException>().WithMessage("*is 3*");
    }
}
