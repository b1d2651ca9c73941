using System.Collections.Immutable;
using Assay.Inference;
using Assay.Protocol.Disputes;

namespace Assay.EndToEnd.Tests;

/// <summary>Right moves with something wrong in them, none of which a contract may take.</summary>
internal static class MoveMutations
{
    internal static IEnumerable<DisputeMove> Of(DisputeMove move) => move switch
    {
        RevealNodesMove reveal =>
        [
            reveal with { Nodes = reveal.Nodes.SetItem(0, Flip(reveal.Nodes[0])) },
            reveal with { Nodes = reveal.Nodes.SetItem(reveal.Nodes.Length - 1, Digest.Zero) },
            reveal with { Nodes = reveal.Nodes.RemoveAt(reveal.Nodes.Length - 1) },
            reveal with { Nodes = reveal.Nodes.Add(Digest.Zero) },
        ],
        PickMove pick =>
        [
            pick with { Node = Flip(pick.Node) },
            pick with { Child = pick.Child ^ 1 },
            pick with { Child = uint.MaxValue },
            pick with { Siblings = pick.Siblings.SetItem(0, Flip(pick.Siblings[0])) },
            pick with { Siblings = pick.Siblings.RemoveAt(0) },
        ],
        RevealPageMove page => [new RevealPageMove(Flip(page.Page)), new RevealPageMove(page.Page[1..]), new RevealPageMove([])],
        SelectElementMove select => OpeningsOf(select.Opening).Select(opening => new SelectElementMove(opening)),
        ProveElementMove prove =>
        [
            .. OpeningsOf(prove.Opening).Select(opening => prove with { Opening = opening }),
            .. WitnessesOf(prove.Witness).Select(witness => prove with { Witness = witness }),
        ],
        RevealAccumulatorsMove reveal =>
        [
            reveal with { Accumulators = reveal.Accumulators.RemoveAt(0) },
            reveal with { Accumulators = reveal.Accumulators.Add(0) },
            reveal with { Selected = reveal.Selected with { Selection = Flip(reveal.Selected.Selection) } },
        ],
        ProveSegmentMove prove =>
        [
            prove with { Accumulators = prove.Accumulators.SetItem(0, prove.Accumulators[0] + 1) },
            prove with { Selected = prove.Selected with { Element = prove.Selected.Element ^ 1 } },
            .. WitnessesOf(prove.Witness).Select(witness => prove with { Witness = witness }),
        ],
        ProveFinishMove prove =>
        [
            prove with { Accumulators = prove.Accumulators.SetItem(0, prove.Accumulators[0] + 1) },
            prove with { Selected = prove.Selected with { Claimed = prove.Selected.Claimed + 1 } },
            .. WitnessesOf(prove.Witness).Select(witness => prove with { Witness = witness }),
        ],
        _ => [],
    };

    private static IEnumerable<ElementOpening> OpeningsOf(ElementOpening opening) =>
    [
        opening with { Instruction = Flip(opening.Instruction) },
        opening with { Instruction = opening.Instruction[1..] },
        opening with { InstructionIndex = opening.InstructionIndex + 1 },
        opening with { InstructionSiblings = opening.InstructionSiblings.SetItem(0, Flip(opening.InstructionSiblings[0])) },
        opening with { Element = opening.Element + 100_000 },
        opening with { Chunk = opening.Chunk with { Chunk = Flip(opening.Chunk.Chunk.ToArray()) } },
        opening with { Chunk = opening.Chunk with { OtherLeaves = opening.Chunk.OtherLeaves.SetItem(1, Flip(opening.Chunk.OtherLeaves[1])) } },
    ];

    private static IEnumerable<StepWitness> WitnessesOf(StepWitness witness)
    {
        if (!witness.Chunks.IsEmpty)
            yield return witness with { Chunks = Flip(witness.Chunks.ToArray()) };
        yield return witness with { Chunks = (byte[])[.. witness.Chunks.Span, .. new byte[Memory.ChunkSize]] };
        if (witness.Siblings.Count > 0)
            yield return witness with { Siblings = witness.Siblings.ToImmutableArray().SetItem(0, Flip(witness.Siblings[0])) };
        yield return witness with { Siblings = [.. witness.Siblings, Digest.Zero] };
    }

    private static byte[] Flip(byte[] bytes)
    {
        var flipped = bytes.ToArray();
        flipped[^1] ^= 1;
        return flipped;
    }

    private static Digest Flip(Digest digest) => new(Flip(digest.ToArray()));
}
