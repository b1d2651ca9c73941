using System.Runtime.InteropServices;

namespace Assay.Inference;

/// <summary>
/// Re-checks a witness as the contract does: from the proven runs and the roots alone. Players check what they are about to send with it.
/// </summary>
public static class StepVerifier
{
    /// <summary>Checks a witness against the program and the spaces of a claim, and its result.</summary>
    /// <exception cref="InvalidWitnessException">The witness does not prove its result; the message says why.</exception>
    public static void Verify(StepWitness witness, ModelCommitment model, SpaceRoots spaces)
    {
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(spaces);
        VerifyInstruction(witness.Instruction.Span, witness.InstructionIndex, witness.InstructionSiblings, model);
        int result = Recompute(witness, spaces);
        if (result != witness.Result)
            throw new InvalidWitnessException($"The step gives {result}, but the witness says {witness.Result}.");
    }

    /// <summary>Checks that an instruction is part of a program.</summary>
    /// <exception cref="InvalidWitnessException">It is not.</exception>
    public static void VerifyInstruction(ReadOnlySpan<byte> instruction, int index, IReadOnlyList<Digest> siblings, ModelCommitment model)
    {
        ArgumentNullException.ThrowIfNull(siblings);
        ArgumentNullException.ThrowIfNull(model);
        int depth = TreeHash.Depth(model.InstructionCount);
        if (index < 0 || index >= model.InstructionCount)
            throw new InvalidWitnessException($"The program has {model.InstructionCount} instructions, but the witness names {index}.");
        if (siblings.Count != depth)
            throw new InvalidWitnessException($"An instruction of this program has {depth} siblings, but the witness has {siblings.Count}.");
        Digest root = ProgramTree.RootOf(instruction, index, siblings);
        if (root != model.ProgramRoot)
            throw new InvalidWitnessException($"The instruction leads to the program root {root}, but the model's is {model.ProgramRoot}.");
    }

    /// <summary>The result of a step from its runs: the element's value, or after a segment the accumulator.</summary>
    /// <exception cref="InvalidWitnessException">The instruction is not valid, or chunks and siblings are not those of the step.</exception>
    public static int Recompute(StepWitness witness, SpaceRoots spaces)
    {
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(spaces);
        InvalidReason reason = InstructionValidator.Validate(witness.Instruction.Span, witness.InstructionIndex, spaces.Pages);
        if (reason != InvalidReason.None)
            throw new InvalidWitnessException($"Instruction {witness.InstructionIndex} breaks rule {(int)reason}, {reason}.");
        Instruction instruction = InstructionCodec.Decode(witness.Instruction.Span);
        RequireStep(witness, instruction);
        var memory = new RunMemory();
        IEnumerable<ByteRun> runs = witness.Kind switch
        {
            StepKind.Whole => StepPlan.WholeRuns(instruction, memory, witness.Element),
            StepKind.Segment => StepPlan.SegmentRuns(instruction, witness.Element, witness.Segment),
            _ => StepPlan.FinishRuns(instruction, memory, witness.Element, witness.Accumulator),
        };
        ReadRuns(witness, spaces, memory, runs);
        return witness.Kind switch
        {
            StepKind.Whole => StepEvaluator.Evaluate(instruction, memory, witness.Element),
            StepKind.Segment => StepEvaluator.AccumulateSegment(instruction, memory, witness.Element, witness.Segment, witness.Accumulator),
            _ => StepEvaluator.Finish(instruction, memory, witness.Element, witness.Accumulator),
        };
    }

    private static void RequireStep(StepWitness witness, Instruction instruction)
    {
        if (witness.Element < 0 || witness.Element >= instruction.OutputShape.Elements)
            throw new InvalidWitnessException($"The output has {instruction.OutputShape.Elements} elements, but the witness names {witness.Element}.");
        long segments = StepPlan.SegmentCount(instruction);
        if ((witness.Kind == StepKind.Whole) != (segments == 1))
            throw new InvalidWitnessException($"An element with {segments} segments has no step of the kind {witness.Kind}.");
        if (witness.Kind == StepKind.Segment && (witness.Segment < 0 || witness.Segment >= segments))
            throw new InvalidWitnessException($"The element has {segments} segments, but the witness names {witness.Segment}.");
    }

    private static void ReadRuns(StepWitness witness, SpaceRoots spaces, RunMemory memory, IEnumerable<ByteRun> runs)
    {
        ReadOnlyMemory<byte> chunks = witness.Chunks;
        ReadOnlySpan<Digest> siblings = CollectionsMarshal.AsSpan([.. witness.Siblings]);
        var verifier = new RunVerifier(spaces);
        foreach (ByteRun run in runs)
        {
            int bytes = run.ChunkCount * Memory.ChunkSize;
            if (chunks.Length < bytes)
                throw new InvalidWitnessException($"The next run needs {bytes} bytes of chunks, but the witness has {chunks.Length} left.");
            int taken = verifier.Verify(run, chunks.Span[..bytes], siblings);
            memory.Add(run, chunks[..bytes]);
            chunks = chunks[bytes..];
            siblings = siblings[taken..];
        }

        if (!chunks.IsEmpty || !siblings.IsEmpty)
            throw new InvalidWitnessException($"The witness has {chunks.Length} bytes of chunks and {siblings.Length} siblings left over.");
    }
}
