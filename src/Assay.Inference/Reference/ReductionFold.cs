namespace Assay.Inference;

/// <summary>
/// REDUCE_SUM: <c>acc += x[o, k, i] − zx</c>. REDUCE_MAX and REDUCE_MIN: <c>acc = max(acc, x[o, k, i])</c>, or the minimum. The input is seen as
/// <c>[outer, length, inner]</c>.
/// </summary>
internal sealed class ReductionFold(Instruction instruction) : ElementFold(instruction)
{
    private readonly ReductionAttributes _attributes = instruction.Reduction!;

    internal override int Initial => Instruction.Opcode switch
    {
        Opcode.ReduceMax => int.MinValue,
        Opcode.ReduceMin => int.MaxValue,
        _ => 0,
    };

    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        for (int k = first; k < end; k++)
        {
            int value = Read(memory, Instruction.A, SourceIndex(_attributes, element, k));
            accumulator = Instruction.Opcode switch
            {
                Opcode.ReduceMax => Math.Max(accumulator, value),
                Opcode.ReduceMin => Math.Min(accumulator, value),
                _ => FixedPoint.Wrap((long)accumulator + value - Instruction.A.ZeroPoint),
            };
        }

        return accumulator;
    }

    /// <summary>The row-major index of <c>[o, k, i]</c>, where <c>[o, i]</c> is the output element.</summary>
    internal static long SourceIndex(ReductionAttributes attributes, long element, int k)
    {
        (long outer, long inner) = Math.DivRem(element, attributes.Inner);
        return (((outer * attributes.Length) + k) * attributes.Inner) + inner;
    }
}
