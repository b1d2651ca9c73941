using Assay.Inference.Testing;

namespace Assay.Inference.Tests.Proofs;

public class StepWitnessTests
{
    private static readonly int Seeds = 50 * OpcodeExtensions.All.Count;

    [Fact]
    public void Every_step_of_every_operator_verifies_from_its_runs_alone()
    {
        var kinds = new HashSet<(Opcode, EpilogueKind, StepKind)>();
        for (int seed = 0; seed < Seeds; seed++)
        {
            Claim claim = Claim.Run(seed);
            foreach (StepWitness witness in claim.SomeWitnesses())
            {
                StepVerifier.Verify(witness, claim.Model, claim.Roots);
                Instruction instruction = claim.Random.Program.Instructions[witness.InstructionIndex];
                kinds.Add((instruction.Opcode, instruction.Epilogue.Kind, witness.Kind));
                if (witness.Kind != StepKind.Segment)
                    claim.Written(instruction, witness.Element).Should().Be(witness.Result, claim.Random.ToString());
            }
        }

        // Whole steps of every operator, segments and finishing steps of those that fold, each with every epilogue.
        var missing =
            from opcode in OpcodeExtensions.All
            from epilogue in Enum.GetValues<EpilogueKind>()
            from kind in Enum.GetValues<StepKind>()
            where kind == StepKind.Whole || opcode.Folds()
            where !kinds.Contains((opcode, epilogue, kind))
            select (opcode, epilogue, kind);
        missing.Should().BeEmpty();
    }

    [Fact]
    public void Every_flipped_byte_of_a_witness_fails()
    {
        int flips = 0;
        for (int seed = 0; seed < 45; seed++)
        {
            Claim claim = Claim.Run(seed);
            StepWitness witness = claim.SomeWitnesses().OrderBy(candidate => candidate.Chunks.Length).First();
            foreach (StepWitness broken in Broken(witness))
            {
                Action verify = () => StepVerifier.Verify(broken, claim.Model, claim.Roots);
                verify.Should().Throw<InvalidWitnessException>(claim.Random.ToString());
                flips++;
            }
        }

        flips.Should().BeGreaterThan(10_000);
    }

    [Fact]
    public void A_witness_for_another_place_or_with_a_remainder_fails()
    {
        for (int seed = 0; seed < 90; seed++)
        {
            Claim claim = Claim.Run(seed);
            if (claim.SomeWitnesses().FirstOrDefault(candidate => !candidate.Chunks.IsEmpty) is not { } witness)
                continue; // It only fills.
            StepWitness[] wrong =
            [
                witness with { Result = witness.Result ^ 1 },
                witness with { Element = witness.Element + 1_000_000_000 },
                witness with { Element = -1 },
                witness with { InstructionIndex = witness.InstructionIndex + 1 },
                witness with { Chunks = witness.Chunks[..^Memory.ChunkSize] },
                witness with { Chunks = (byte[])[.. witness.Chunks.Span, .. new byte[Memory.ChunkSize]] },
                witness with { Siblings = [.. witness.Siblings, Digest.Zero] },
                witness with { InstructionSiblings = [.. witness.InstructionSiblings, Digest.Zero] },
                witness with { Kind = witness.Kind == StepKind.Whole ? StepKind.Finish : StepKind.Whole },
            ];

            foreach (StepWitness candidate in wrong)
            {
                Action verify = () => StepVerifier.Verify(candidate, claim.Model, claim.Roots);
                verify.Should().Throw<InvalidWitnessException>(claim.Random.ToString());
            }
        }
    }

    [Fact]
    public void A_segment_is_proven_from_whatever_accumulator_was_revealed_before_it()
    {
        Claim claim = Enumerable.Range(0, Seeds / OpcodeExtensions.All.Count).Select(round => Claim.Run(round * OpcodeExtensions.All.Count)).First(candidate => SegmentOfFirst(candidate) is not null);
        StepWitness honest = SegmentOfFirst(claim)!;

        StepWitness other = claim.Builder.Segment(honest.InstructionIndex, honest.Element, honest.Segment, unchecked(honest.Accumulator + int.MaxValue));

        StepVerifier.Verify(other, claim.Model, claim.Roots);
        other.Result.Should().Be(unchecked(honest.Result + int.MaxValue), "sums wrap");
    }

    private static StepWitness? SegmentOfFirst(Claim claim) =>
        claim.SomeWitnesses().FirstOrDefault(witness => witness.InstructionIndex == 0 && witness.Kind == StepKind.Segment);

    private static IEnumerable<StepWitness> Broken(StepWitness witness)
    {
        for (int i = 0; i < witness.Instruction.Length; i++)
            yield return witness with { Instruction = Flip(witness.Instruction, i) };
        for (int i = 0; i < witness.Chunks.Length; i++)
            yield return witness with { Chunks = Flip(witness.Chunks, i) };
        for (int i = 0; i < witness.Siblings.Count * Digest.Size; i++)
            yield return witness with { Siblings = Flip(witness.Siblings, i) };
        for (int i = 0; i < witness.InstructionSiblings.Count * Digest.Size; i++)
            yield return witness with { InstructionSiblings = Flip(witness.InstructionSiblings, i) };
    }

    private static byte[] Flip(ReadOnlyMemory<byte> bytes, int index)
    {
        byte[] flipped = bytes.ToArray();
        flipped[index] ^= (byte)(1 << (index % 8));
        return flipped;
    }

    private static Digest[] Flip(IReadOnlyList<Digest> digests, int index)
    {
        Digest[] flipped = [.. digests];
        flipped[index / Digest.Size] = new Digest(Flip(flipped[index / Digest.Size].ToArray(), index % Digest.Size));
        return flipped;
    }
}
