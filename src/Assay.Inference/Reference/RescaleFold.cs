namespace Assay.Inference;

/// <summary>RESCALE: <c>acc = a − za</c>, of an operand that may be unsigned, then the bias of a channel record if there is one. The fold has one step.</summary>
internal sealed class RescaleFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        int value = Read(memory, Instruction.A, element);
        if (Instruction.UnsignedInput)
            value &= (1 << (8 * Instruction.A.Type.Size())) - 1;
        return FixedPoint.Wrap((long)value - Instruction.A.ZeroPoint);
    }

    protected override EpilogueInput BeforeEpilogue(ProgramMemory memory, long element, int accumulator) =>
        Instruction.Records is { } records
            ? BeforeEpilogueOfChannel(memory, records.Offset(ElementPosition.Of(Instruction.OutputShape, element).Channel), accumulator)
            : base.BeforeEpilogue(memory, element, accumulator);
}
