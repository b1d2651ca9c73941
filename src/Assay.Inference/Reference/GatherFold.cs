namespace Assay.Inference;

/// <summary>
/// GATHER: <c>acc = a[n, i, c] − za</c> with <c>i = clamp(b[n, w] − zb, 0, K − 1)</c>; values with one matrix serve all. The fold has one step.
/// </summary>
internal sealed class GatherFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end) =>
        FixedPoint.Wrap((long)Read(memory, Instruction.A, ValueIndex(Instruction, memory, element)) - Instruction.A.ZeroPoint);

    /// <summary>Where, in operand B, the row for an output element is named.</summary>
    internal static long IndexOfIndex(Instruction instruction, long element) => element / instruction.OutputShape.Channels;

    /// <summary>Where, in operand A, an output element comes from; reads operand B.</summary>
    internal static long ValueIndex(Instruction instruction, ProgramMemory memory, long element)
    {
        ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
        Operand indices = instruction.B!;
        TensorShape values = instruction.A.Shape;
        long named = (long)Read(memory, indices, IndexOfIndex(instruction, element)) - indices.ZeroPoint;
        int row = (int)Math.Clamp(named, 0, values.Width - 1);
        return Index(values, 0, values.Height == 1 ? 0 : output.Y, row, output.Channel);
    }
}
