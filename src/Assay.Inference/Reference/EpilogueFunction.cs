namespace Assay.Inference;

/// <summary>What enters an epilogue.</summary>
/// <param name="Accumulator">The accumulator, with the bias if there is one.</param>
/// <param name="Multiplier">The first multiplier: the instruction's own or the channel's.</param>
/// <param name="Shift">The first shift: the instruction's own or the channel's.</param>
/// <param name="Second">The channel's second rescale; null where the instruction's own counts.</param>
internal readonly record struct EpilogueInput(int Accumulator, int Multiplier, byte Shift, ChannelRescale? Second = null);

/// <summary>From the accumulator to the element's value.</summary>
internal static class EpilogueFunction
{
    /// <summary>The element's value; <paramref name="memory"/> is read for the table only.</summary>
    internal static int Apply(Instruction instruction, ProgramMemory memory, EpilogueInput input)
    {
        Epilogue epilogue = instruction.Epilogue;
        int value = epilogue.Kind switch
        {
            EpilogueKind.Narrow => Math.Clamp(input.Accumulator, instruction.OutputMinimum, instruction.OutputMaximum),
            EpilogueKind.Rescale => ApplyFirst(epilogue, input),
            EpilogueKind.Table => ApplySecond(epilogue, input, LookUp(memory, epilogue.TablePage, ApplyFirst(epilogue, input))),
            _ => ApplySecond(epilogue, input, ApplyFirst(epilogue, input)),
        };

        // Bytes carry no sign: an unsigned element is the signed one of the same bytes.
        return ElementOperators.SignExtend(value, instruction.OutputType);
    }

    /// <summary>The result of the first rescale.</summary>
    internal static int ApplyFirst(Epilogue epilogue, EpilogueInput input) =>
        FixedPoint.Apply(epilogue.First, input.Accumulator, input.Multiplier, input.Shift);

    private static int ApplySecond(Epilogue epilogue, EpilogueInput input, int value) => input.Second is { } second
        ? FixedPoint.Apply(epilogue.Second, value + second.Addend(epilogue.Kind), second.Multiplier, second.Shift)
        : FixedPoint.Apply(epilogue.Second, value);

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
