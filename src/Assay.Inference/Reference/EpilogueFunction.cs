namespace Assay.Inference;

/// <summary>From the accumulator to the element's value.</summary>
internal static class EpilogueFunction
{
    /// <param name="instruction">The instruction.</param>
    /// <param name="memory">Read for the table only.</param>
    /// <param name="accumulator">The accumulator.</param>
    /// <param name="multiplier">The first multiplier: the instruction's own or the channel's.</param>
    /// <param name="shift">The first shift: the instruction's own or the channel's.</param>
    internal static int Apply(Instruction instruction, ProgramMemory memory, int accumulator, int multiplier, byte shift)
    {
        Epilogue epilogue = instruction.Epilogue;
        if (epilogue.Kind == EpilogueKind.Narrow)
            return Math.Clamp(accumulator, instruction.OutputType.Minimum(), instruction.OutputType.Maximum());
        int first = FixedPoint.Apply(epilogue.First, accumulator, multiplier, shift);
        return epilogue.Kind switch
        {
            EpilogueKind.Rescale => first,
            EpilogueKind.Table => FixedPoint.Apply(epilogue.Second, LookUp(memory, epilogue.TablePage, first)),
            _ => FixedPoint.Apply(epilogue.Second, first),
        };
    }

    private static int LookUp(ProgramMemory memory, uint tablePage, int value)
    {
        long offset = TableEntryOffset(tablePage, value);
        int entry = memory.Read(MemorySpace.Constants, offset, ElementType.Int16);
        int next = memory.Read(MemorySpace.Constants, offset + 2, ElementType.Int16);
        return FixedPoint.Interpolate(value, entry, next);
    }

    /// <summary>Where the first of the two entries lies in the constants, in bytes.</summary>
    internal static long TableEntryOffset(uint tablePage, int value) => ((long)tablePage * Memory.PageSize) + (2L * FixedPoint.TableIndex(value));
}
