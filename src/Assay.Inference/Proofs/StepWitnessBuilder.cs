namespace Assay.Inference;

/// <summary>Builds witnesses from trees. The body and output trees are those of the claim: one's own, or a <see cref="RevealedTree"/>.</summary>
public sealed class StepWitnessBuilder
{
    private readonly InferenceProgram _program;
    private readonly ProgramTree _instructions;
    private readonly SpaceTrees _trees;
    private readonly TreeMemory _memory;

    /// <summary>Takes a valid program, the tree over its instructions and the trees over its spaces.</summary>
    public StepWitnessBuilder(InferenceProgram program, ProgramTree instructions, SpaceTrees trees)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(instructions);
        ArgumentNullException.ThrowIfNull(trees);
        _program = program;
        _instructions = instructions;
        _trees = trees;
        _memory = new TreeMemory(trees);
    }

    /// <summary>The witness of an element that has one segment.</summary>
    /// <exception cref="ArgumentException">There is no such element, or it has several segments.</exception>
    public StepWitness Whole(int instructionIndex, long element)
    {
        Instruction instruction = Find(instructionIndex, element);
        if (StepPlan.SegmentCount(instruction) != 1)
            throw new ArgumentException($"Instruction {instructionIndex} has {StepPlan.SegmentCount(instruction)} segments; it has no whole step.", nameof(instructionIndex));
        int result = StepEvaluator.Evaluate(instruction, _memory, element);
        return Build(StepKind.Whole, instructionIndex, element, StepPlan.WholeRuns(instruction, _memory, element), result);
    }

    /// <summary>The witness of one segment.</summary>
    /// <param name="instructionIndex">The instruction.</param>
    /// <param name="element">The element.</param>
    /// <param name="segment">0 … segment count − 1.</param>
    /// <param name="accumulator">The accumulator before it, as the asserter revealed it.</param>
    /// <exception cref="ArgumentException">There is no such element or segment, or the element has one segment only.</exception>
    public StepWitness Segment(int instructionIndex, long element, int segment, int accumulator)
    {
        Instruction instruction = FindSegmented(instructionIndex, element);
        int result = StepEvaluator.AccumulateSegment(instruction, _memory, element, segment, accumulator);
        StepWitness witness = Build(StepKind.Segment, instructionIndex, element, StepPlan.SegmentRuns(instruction, element, segment), result);
        return witness with { Segment = segment, Accumulator = accumulator };
    }

    /// <summary>The witness of the step from the last accumulator to the element's value.</summary>
    /// <param name="instructionIndex">The instruction.</param>
    /// <param name="element">The element.</param>
    /// <param name="accumulator">The accumulator after the last segment, as the asserter revealed it.</param>
    /// <exception cref="ArgumentException">There is no such element, or it has one segment only.</exception>
    public StepWitness Finish(int instructionIndex, long element, int accumulator)
    {
        Instruction instruction = FindSegmented(instructionIndex, element);
        int result = StepEvaluator.Finish(instruction, _memory, element, accumulator);
        StepWitness witness = Build(
            StepKind.Finish, instructionIndex, element, StepPlan.FinishRuns(instruction, _memory, element, accumulator), result);
        return witness with { Accumulator = accumulator };
    }

    /// <summary>The accumulators after each segment, computed from the trees.</summary>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    public int[] Accumulators(int instructionIndex, long element) =>
        StepEvaluator.Accumulators(Find(instructionIndex, element), _memory, element);

    private Instruction Find(int index, long element)
    {
        if (index < 0 || index >= _program.Instructions.Length)
            throw new ArgumentException($"'{_program.Name}' has {_program.Instructions.Length} instructions, but {index} was asked for.", nameof(index));
        Instruction instruction = _program.Instructions[index];
        if (element < 0 || element >= instruction.OutputShape.Elements)
            throw new ArgumentException($"Instruction {index} has {instruction.OutputShape.Elements} elements, but {element} was asked for.", nameof(element));
        return instruction;
    }

    private Instruction FindSegmented(int index, long element)
    {
        Instruction instruction = Find(index, element);
        return StepPlan.SegmentCount(instruction) > 1
            ? instruction
            : throw new ArgumentException($"Instruction {index} has one segment; its only step is the whole one.", nameof(index));
    }

    private StepWitness Build(StepKind kind, int instructionIndex, long element, IEnumerable<ByteRun> runs, int result)
    {
        var chunks = new List<byte>();
        var siblings = new List<Digest>();
        var runSiblings = new RunSiblings();
        foreach (ByteRun run in runs)
            runSiblings.Append(_trees[run.Space], run, chunks, siblings);
        return new StepWitness
        {
            Kind = kind,
            InstructionIndex = instructionIndex,
            Instruction = InstructionCodec.Encode(_program.Instructions[instructionIndex]),
            InstructionSiblings = _instructions.Proof(instructionIndex),
            Element = element,
            Chunks = chunks.ToArray(),
            Siblings = siblings,
            Result = result,
        };
    }
}
