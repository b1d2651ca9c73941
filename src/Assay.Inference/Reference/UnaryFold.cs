namespace Assay.Inference;

/// <summary>ABS, NEGATE, CLZ and CAST of one operand. The fold has one step.</summary>
internal sealed class UnaryFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end) =>
        ElementOperators.Apply(Instruction, FixedPoint.Wrap((long)Read(memory, Instruction.A, element) - Instruction.A.ZeroPoint));
}
