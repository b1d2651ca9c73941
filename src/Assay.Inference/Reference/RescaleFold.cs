namespace Assay.Inference;

/// <summary>RESCALE: <c>acc = a − za</c>; the epilogue does the rest. The fold has one step.</summary>
internal sealed class RescaleFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end) =>
        FixedPoint.Wrap((long)Read(memory, Instruction.A, element) - Instruction.A.ZeroPoint);
}
