using Assay.Inference.Testing;

namespace Assay.Inference.Tests.Proofs;

public class ForeignTraceTests
{
    [Fact]
    public void A_wrong_element_of_anothers_body_is_proven_with_what_was_revealed_on_the_way_to_its_page()
    {
        int proven = 0;
        for (int seed = 0; seed < 90; seed++)
        {
            Claim honest = Claim.Run(seed);
            foreach (Instruction wrong in honest.Random.Program.Instructions.Where(instruction => instruction.OutputSpace == MemorySpace.Body))
            {
                Prove(honest, wrong);
                proven++;
            }
        }

        proven.Should().BeGreaterThan(50);
    }

    private static void Prove(Claim honest, Instruction wrong)
    {
        // The asserter writes one wrong byte, and everything after that page is arbitrary.
        byte[] body = honest.Memory[MemorySpace.Body].ToArray();
        int offset = (int)(wrong.OutputByteOffset + (wrong.OutputByteLength / 2));
        int page = offset / Memory.PageSize;
        body[offset] ^= 0x40;
        new Random(1).NextBytes(body.AsSpan((page + 1) * Memory.PageSize));
        var theirs = new PagedTree(body);
        TraceLocation location = TraceLocation.Of(honest.Random.Program, MemorySpace.Body, page, offset % Memory.PageSize);
        var builder = new StepWitnessBuilder(
            honest.Random.Program, honest.Instructions, honest.Trees with { Body = Search(honest.Trees.Body, theirs, page) });
        SpaceRoots claimed = honest.Roots with { Body = theirs.Root };

        int[] accumulators = builder.Accumulators(location.InstructionIndex, location.Element);
        StepWitness witness = accumulators.Length == 1
            ? builder.Whole(location.InstructionIndex, location.Element)
            : builder.Finish(location.InstructionIndex, location.Element, accumulators[^1]);

        StepVerifier.Verify(witness, honest.Model, claimed);
        witness.Result.Should().Be(honest.Written(wrong, location.Element));
        var memory = new SpaceMemory(default, default, body, default);
        memory.Read(MemorySpace.Body, offset / wrong.OutputType.Size() * wrong.OutputType.Size(), wrong.OutputType).Should().NotBe(witness.Result);
    }

    /// <summary>The game's search: two levels a move, always below the first node that differs, then the page.</summary>
    private static RevealedTree Search(ITreeView own, PagedTree theirs, int firstWrongPage)
    {
        var view = new RevealedTree(own);
        int level = theirs.Depth;
        long index = 0;
        view.Reveal(level, 0, [theirs.Root]);
        while (level > 0)
        {
            int levels = level == 3 ? 3 : Math.Min(2, level);
            IReadOnlyList<Digest> nodes = theirs.Descendants(level, index, levels);
            long first = index << levels;
            level -= levels;
            view.Reveal(level, first, nodes);
            index = first + Enumerable.Range(0, nodes.Count).First(i => nodes[i] != own.Node(level, first + i));
        }

        index.Should().Be(firstWrongPage);
        view.RevealPage(index, theirs.Page(index));
        return view;
    }
}
