namespace Assay.Inference;

/// <summary>ADD and SUB of rescaled operands, and MUL; a dimension of size 1 is broadcast. The fold has one step.</summary>
internal sealed class BinaryFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        Operand left = Instruction.A;
        Operand right = Instruction.B!;
        int a = FixedPoint.Wrap((long)Read(memory, left, BroadcastIndex(left.Shape, output)) - left.ZeroPoint);
        int b = FixedPoint.Wrap((long)Read(memory, right, BroadcastIndex(right.Shape, output)) - right.ZeroPoint);
        return Instruction.Opcode switch
        {
            Opcode.Add => FixedPoint.Wrap((long)Scale(left, a) + Scale(right, b)),
            Opcode.Sub => FixedPoint.Wrap((long)Scale(left, a) - Scale(right, b)),
            _ => FixedPoint.Wrap((long)a * b),
        };
    }

    /// <summary>Where an operand of the given shape is read for an output position.</summary>
    internal static long BroadcastIndex(TensorShape shape, ElementPosition output) => Index(
        shape,
        shape.Batch == 1 ? 0 : output.Batch,
        shape.Height == 1 ? 0 : output.Y,
        shape.Width == 1 ? 0 : output.X,
        shape.Channels == 1 ? 0 : output.Channel);

    private int Scale(Operand operand, int value) =>
        FixedPoint.Wrap(FixedPoint.Scale(value, operand.Multiplier, operand.Shift, Instruction.OperandDoubleRounding));
}
