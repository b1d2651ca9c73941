namespace Assay.Inference;

/// <summary>One output element in steps, as it is proven. All methods expect a valid instruction and an element below the output's element count.</summary>
public static class StepEvaluator
{
    /// <summary>The accumulator before the first segment.</summary>
    public static int InitialAccumulator(Instruction instruction) => ElementFold.Of(instruction).Initial;

    /// <summary>The accumulator after a segment, given the one before it.</summary>
    public static int AccumulateSegment(Instruction instruction, ProgramMemory memory, long element, int segment, int accumulator)
    {
        (int first, int end) = StepPlan.SegmentRange(instruction, segment);
        return ElementFold.Of(instruction).Accumulate(memory, element, accumulator, first, end);
    }

    /// <summary>The element's value, given the accumulator after the last segment.</summary>
    public static int Finish(Instruction instruction, ProgramMemory memory, long element, int accumulator) =>
        ElementFold.Of(instruction).Finish(memory, element, accumulator);

    /// <summary>The element's value in one go.</summary>
    public static int Evaluate(Instruction instruction, ProgramMemory memory, long element)
    {
        ElementFold fold = ElementFold.Of(instruction);
        int accumulator = fold.Accumulate(memory, element, fold.Initial, 0, StepPlan.ReductionLength(instruction));
        return fold.Finish(memory, element, accumulator);
    }

    /// <summary>The accumulators after each segment: what an asserter reveals.</summary>
    public static int[] Accumulators(Instruction instruction, ProgramMemory memory, long element)
    {
        ElementFold fold = ElementFold.Of(instruction);
        int[] accumulators = new int[StepPlan.SegmentCount(instruction)];
        int accumulator = fold.Initial;
        for (int segment = 0; segment < accumulators.Length; segment++)
        {
            (int first, int end) = StepPlan.SegmentRange(instruction, segment);
            accumulators[segment] = accumulator = fold.Accumulate(memory, element, accumulator, first, end);
        }

        return accumulators;
    }
}
