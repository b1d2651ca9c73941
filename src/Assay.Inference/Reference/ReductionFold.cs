namespace Assay.Inference;

/// <summary>REDUCE_SUM: <c>acc += x[o, k, i] − zx</c>. REDUCE_MAX: <c>acc = max(acc, x[o, k, i])</c>. The input is seen as <c>[outer, length, inner]</c>.</summary>
internal sealed class ReductionFold(Instruction instruction) : ElementFold(instruction)
{
    private readonly ReductionAttributes _attributes = instruction.Reduction!;

    internal override int Initial => Instruction.Opcode == Opcode.ReduceSum ? 0 : int.MinValue;

    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        (long outer, long inner) = Math.DivRem(element, _attributes.Inner);
        for (int k = first; k < end; k++)
        {
            int value = Read(memory, Instruction.A, (((outer * _attributes.Length) + k) * _attributes.Inner) + inner);
            accumulator = Instruction.Opcode == Opcode.ReduceSum
                ? FixedPoint.Wrap((long)accumulator + value - Instruction.A.ZeroPoint)
                : Math.Max(accumulator, value);
        }

        return accumulator;
    }
}
