namespace Assay.Inference;

/// <summary>Element-wise operators of two operands, rescaled where the operator says so; a dimension of size 1 is broadcast. The fold has one step.</summary>
internal sealed class BinaryFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        ElementPosition output = ElementPosition.Of(Instruction.OutputShape, element);
        return ElementOperators.Apply(Instruction, Value(memory, Instruction.A, output), Value(memory, Instruction.B!, output));
    }

    /// <summary>Where an operand of the given shape is read for an output position.</summary>
    internal static long BroadcastIndex(TensorShape shape, ElementPosition output) => Index(
        shape,
        shape.Batch == 1 ? 0 : output.Batch,
        shape.Height == 1 ? 0 : output.Y,
        shape.Width == 1 ? 0 : output.X,
        shape.Channels == 1 ? 0 : output.Channel);

    private int Value(ProgramMemory memory, Operand operand, ElementPosition output)
    {
        int value = FixedPoint.Wrap((long)Read(memory, operand, BroadcastIndex(operand.Shape, output)) - operand.ZeroPoint);
        return Instruction.Opcode.RescalesOperands()
            ? FixedPoint.Wrap(FixedPoint.Scale(value, operand.Multiplier, operand.Shift, Instruction.OperandDoubleRounding))
            : value;
    }
}
