namespace Assay.Inference.Cpu;

/// <summary>
/// Places in one buffer for the tensors of the body, such that two tensors share memory only if the first is no longer read
/// when the second is written.
/// </summary>
internal sealed class ArenaPlan
{
    private const long Alignment = 64;

    private ArenaPlan(long[] offsets, long length)
    {
        Offsets = offsets;
        Length = length;
    }

    /// <summary>The byte offset of each instruction's output; unused for outputs that do not lie in the body.</summary>
    public long[] Offsets { get; }

    /// <summary>Bytes of the buffer.</summary>
    public long Length { get; }

    /// <summary>Every tensor on the pages that the program gives it, so that the buffer is the body space itself.</summary>
    public static ArenaPlan Paged(InferenceProgram program) => new(
        [.. program.Instructions.Select(instruction => instruction.OutputByteOffset)],
        (long)program.Pages.Body * Memory.PageSize);

    /// <summary>Tensors at the lowest place that is free while they live, for a small buffer that stays in the caches.</summary>
    public static ArenaPlan Compact(InferenceProgram program)
    {
        int[] lastUse = LastUses(program);
        long[] offsets = new long[program.Instructions.Length];
        List<(long Start, long End, int LastUse)> live = [];
        long length = 0;
        for (int index = 0; index < offsets.Length; index++)
        {
            Instruction instruction = program.Instructions[index];
            if (instruction.OutputSpace != MemorySpace.Body)
                continue;
            live.RemoveAll(tensor => tensor.LastUse < index);
            long bytes = (instruction.OutputByteLength + Alignment - 1) / Alignment * Alignment;
            long start = 0;
            int position = 0;
            while (position < live.Count && live[position].Start - start < bytes)
                start = Math.Max(start, live[position++].End);
            live.Insert(position, (start, start + bytes, lastUse[index]));
            offsets[index] = start;
            length = Math.Max(length, start + bytes);
        }

        return new ArenaPlan(offsets, length);
    }

    private static int[] LastUses(InferenceProgram program)
    {
        int[] lastUse = [.. Enumerable.Range(0, program.Instructions.Length)];
        for (int index = 0; index < lastUse.Length; index++)
        {
            Instruction instruction = program.Instructions[index];
            foreach (Operand operand in instruction.Operands())
            {
                if (operand.Space == MemorySpace.Body)
                    lastUse[operand.Producer] = index;
            }
        }

        return lastUse;
    }
}
