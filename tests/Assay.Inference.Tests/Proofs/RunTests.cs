using Assay.Inference.Tests.Commitments;

namespace Assay.Inference.Tests.Proofs;

public class RunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public void Every_run_leads_to_the_root_with_its_siblings_and_to_another_one_without(int pages)
    {
        var tree = new PagedTree(PagedTreeTests.Space(pages));
        int count = pages * Memory.ChunksPerPage;
        for (int first = 0; first < count; first++)
        {
            for (int last = first; last < Math.Min(count, first + 9); last++)
            {
                ByteRun run = Run(first, last);
                (byte[] chunks, Digest[] siblings) = Append(new RunSiblings(), tree, run);

                new RunVerifier(Roots(tree)).Verify(run, chunks, siblings).Should().Be(siblings.Length);

                new RunSiblings().Count(pages, run).Should().Be(siblings.Length);
                chunks[^1] ^= 1;
                FluentActions.Invoking(() => new RunVerifier(Roots(tree)).Verify(run, chunks, siblings))
                    .Should().Throw<InvalidWitnessException>().WithMessage("*lead to the root*");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(21)]
    [InlineData(40)]
    public void A_later_run_takes_siblings_up_to_the_first_ones_path_only(int pages)
    {
        var tree = new PagedTree(PagedTreeTests.Space(pages));
        var random = new Random(pages);
        for (int i = 0; i < 400; i++)
        {
            ByteRun first = RandomRun(random, pages);
            ByteRun later = RandomRun(random, pages);
            var runs = new RunSiblings();
            var counts = new RunSiblings();
            var verifier = new RunVerifier(Roots(tree));
            (byte[] firstChunks, Digest[] firstSiblings) = Append(runs, tree, first);
            (byte[] chunks, Digest[] siblings) = Append(runs, tree, later);

            verifier.Verify(first, firstChunks, firstSiblings);
            verifier.Verify(later, chunks, siblings).Should().Be(siblings.Length);

            counts.Count(pages, first);
            counts.Count(pages, later).Should().Be(siblings.Length);
            (_, Digest[] alone) = Append(new RunSiblings(), tree, later);
            siblings.Should().Equal(alone.Take(alone.Length - SharedLevels(tree.Depth, first, later)), $"{first} and {later} meet");
            RefuseOtherBytes(verifier, later, chunks, siblings);
        }
    }

    [Fact]
    public void A_later_run_is_not_the_first_ones_bytes_at_another_place()
    {
        var tree = new PagedTree(PagedTreeTests.Space(16));
        var verifier = new RunVerifier(Roots(tree));
        (byte[] chunks, Digest[] siblings) = Append(new RunSiblings(), tree, Run(0, 15));
        verifier.Verify(Run(0, 15), chunks, siblings);

        FluentActions.Invoking(() => verifier.Verify(Run(16, 31), chunks, siblings))
            .Should().Throw<InvalidWitnessException>().WithMessage("*lead to the node*");
    }

    [Fact]
    public void Padding_among_the_siblings_must_be_zero()
    {
        // Of nine pages, the last is alone in its group, and its group in all of the right half.
        var tree = new PagedTree(PagedTreeTests.Space(9));
        var runs = new RunSiblings();
        var verifier = new RunVerifier(Roots(tree));
        (byte[] firstChunks, Digest[] firstSiblings) = Append(runs, tree, Run(0, 0));
        (byte[] chunks, Digest[] siblings) = Append(runs, tree, Run(33, 33));
        verifier.Verify(Run(0, 0), firstChunks, firstSiblings);
        int[] padding = [.. Enumerable.Range(0, siblings.Length).Where(i => siblings[i] == Digest.Zero)];

        padding.Should().HaveCount(4);
        foreach (int i in padding)
        {
            siblings[i] = tree.Root;
            FluentActions.Invoking(() => verifier.Verify(Run(33, 33), chunks, siblings))
                .Should().Throw<InvalidWitnessException>().WithMessage($"Sibling {i} is padding*{tree.Root}*");
            siblings[i] = Digest.Zero;
        }
    }

    [Fact]
    public void Runs_of_different_spaces_share_nothing()
    {
        var tree = new PagedTree(PagedTreeTests.Space(16));
        var runs = new RunSiblings();
        ByteRun body = Run(3, 4);

        (_, Digest[] inBody) = Append(runs, tree, body);
        (_, Digest[] inConstants) = Append(runs, tree, body with { Space = MemorySpace.Constants });

        inConstants.Should().Equal(inBody);
    }

    // Changing any one chunk or sibling of a run leads elsewhere.
    private static void RefuseOtherBytes(RunVerifier verifier, ByteRun run, byte[] chunks, Digest[] siblings)
    {
        chunks[^1] ^= 1;
        FluentActions.Invoking(() => verifier.Verify(run, chunks, siblings)).Should().Throw<InvalidWitnessException>();
        chunks[^1] ^= 1;
        for (int i = 0; i < siblings.Length; i++)
        {
            Digest right = siblings[i];
            siblings[i] = TreeHash.Node(right, right);
            FluentActions.Invoking(() => verifier.Verify(run, chunks, siblings)).Should().Throw<InvalidWitnessException>();
            siblings[i] = right;
        }

        if (siblings.Length > 0)
        {
            FluentActions.Invoking(() => verifier.Verify(run, chunks, siblings.AsSpan(0, siblings.Length - 1)))
                .Should().Throw<InvalidWitnessException>().WithMessage("*too few siblings*");
        }
    }

    // From the definition: the levels from the lowest at which both runs have one node each, and these are one node or the two below one.
    private static int SharedLevels(int depth, ByteRun first, ByteRun later)
    {
        for (int level = depth; ; level--)
        {
            long[] nodes = [.. new[] { first.FirstChunk, first.LastChunk, later.FirstChunk, later.LastChunk }.Select(chunk => chunk >> (level + 2))];
            bool meet = nodes[0] == nodes[1] && nodes[2] == nodes[3] && (nodes[0] == nodes[2] || nodes[0] == (nodes[2] ^ 1));
            if (!meet || level < 2)
                return depth - Math.Max(level + 1, Math.Min(depth, 2));
        }
    }

    private static SpaceRoots Roots(PagedTree tree)
    {
        var pages = (uint)tree.PageCount;
        return new SpaceRoots(Digest.Zero, Digest.Zero, tree.Root, Digest.Zero, new PageCounts(0, 0, pages, 0));
    }

    private static ByteRun Run(int first, int last) =>
        new(MemorySpace.Body, first * Memory.ChunkSize, (last - first + 1) * Memory.ChunkSize);

    private static ByteRun RandomRun(Random random, int pages)
    {
        int first = random.Next(pages * Memory.ChunksPerPage);
        return Run(first, random.Next(first, Math.Min(pages * Memory.ChunksPerPage, first + 20)));
    }

    private static (byte[] Chunks, Digest[] Siblings) Append(RunSiblings runs, PagedTree tree, ByteRun run)
    {
        var chunks = new List<byte>();
        var siblings = new List<Digest>();
        runs.Append(tree, run, chunks, siblings);
        return ([.. chunks], [.. siblings]);
    }
}
