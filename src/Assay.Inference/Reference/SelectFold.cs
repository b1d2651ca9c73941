namespace Assay.Inference;

/// <summary>SELECT: <c>acc = a != 0 ? b − zb : c − zc</c>; a dimension of size 1 is broadcast. The fold has one step.</summary>
internal sealed class SelectFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        Operand chosen = Value(memory, Instruction.A, output) != 0 ? Instruction.B! : Instruction.C!;
        return FixedPoint.Wrap((long)Value(memory, chosen, output) - chosen.ZeroPoint);
    }

    private static int Value(ProgramMemory memory, Operand operand, ElementPosition output) =>
        Read(memory, operand, BinaryFold.BroadcastIndex(operand.Shape, output));
}
