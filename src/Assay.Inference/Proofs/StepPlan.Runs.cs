namespace Assay.Inference;

public static partial class StepPlan
{
    /// <summary>The runs of a segment's step, in the order in which they are proven.</summary>
    /// <param name="instruction">An instruction with more than one segment.</param>
    /// <param name="element">The row-major index in the output.</param>
    /// <param name="segment">0 … segment count − 1.</param>
    public static IReadOnlyList<ByteRun> SegmentRuns(Instruction instruction, long element, int segment)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        (int first, int end) = SegmentRange(instruction, segment);
        var runs = new List<ByteRun>();
        InputRuns.Append(runs, instruction, element, first, end);
        if (instruction.Opcode.IsConvolution())
            runs.Add(new ByteRun(MemorySpace.Constants, BlockOffset(instruction, element) + ChannelBlock.RecordSize + first, end - first));
        return runs;
    }

    /// <summary>
    /// The runs of the finishing step. The last one, of the table, depends on bytes of the one before: it is computed when it is asked for, by which time
    /// <paramref name="memory"/> must hold the bytes of the runs already given.
    /// </summary>
    /// <param name="instruction">An instruction with more than one segment.</param>
    /// <param name="memory">The spaces.</param>
    /// <param name="element">The row-major index in the output.</param>
    /// <param name="accumulator">The accumulator after the last segment.</param>
    public static IEnumerable<ByteRun> FinishRuns(Instruction instruction, ProgramMemory memory, long element, int accumulator)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        ArgumentNullException.ThrowIfNull(memory);
        return Enumerate();

        IEnumerable<ByteRun> Enumerate()
        {
            if (instruction.Opcode.IsConvolution())
                yield return new ByteRun(MemorySpace.Constants, BlockOffset(instruction, element), ChannelBlock.RecordSize);
            if (instruction.Epilogue.Kind == EpilogueKind.Table)
                yield return TableRun(instruction, memory, element, accumulator);
        }
    }

    /// <summary>The runs of a whole step. As with <see cref="FinishRuns"/>, runs that depend on bytes of earlier ones (a gathered value, the table) are computed when they are asked for.</summary>
    /// <param name="instruction">An instruction with one segment.</param>
    /// <param name="memory">The spaces.</param>
    /// <param name="element">The row-major index in the output.</param>
    public static IEnumerable<ByteRun> WholeRuns(Instruction instruction, ProgramMemory memory, long element)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        ArgumentNullException.ThrowIfNull(memory);
        return Enumerate();

        IEnumerable<ByteRun> Enumerate()
        {
            int length = ReductionLength(instruction);
            var inputs = new List<ByteRun>();
            InputRuns.Append(inputs, instruction, element, 0, length);
            foreach (ByteRun run in inputs)
                yield return run;
            if (instruction.Opcode == Opcode.Gather)
                yield return InputRuns.Elements(instruction.A, GatherFold.ValueIndex(instruction, memory, element), 1);
            if (instruction.Opcode.IsConvolution())
                yield return new ByteRun(MemorySpace.Constants, BlockOffset(instruction, element), ChannelBlock.RecordSize + length);
            if (instruction.Records is { } records)
                yield return new ByteRun(MemorySpace.Constants, records.Offset(ElementPosition.Of(instruction.OutputShape, element).Channel), ChannelBlock.RecordSize);
            if (instruction.Epilogue.Kind == EpilogueKind.Table)
            {
                ElementFold fold = ElementFold.Of(instruction);
                int accumulator = fold.Accumulate(memory, element, fold.Initial, 0, length);
                yield return TableRun(instruction, memory, element, accumulator);
            }
        }
    }

    private static long BlockOffset(Instruction instruction, long element) =>
        ChannelBlock.Offset(instruction.Window!, ElementPosition.Of(instruction.OutputShape, element).Channel);

    private static ByteRun TableRun(Instruction instruction, ProgramMemory memory, long element, int accumulator)
    {
        int value = ElementFold.Of(instruction).FinishFirstStage(memory, element, accumulator);
        long offset = EpilogueFunction.TableEntryOffset(instruction.Epilogue.TablePage, value);
        return new ByteRun(MemorySpace.Constants, offset, 2 * sizeof(short));
    }
}
