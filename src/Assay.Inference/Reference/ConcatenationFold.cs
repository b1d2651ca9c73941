namespace Assay.Inference;

/// <summary>CONCAT: <c>acc = a − za</c>, or behind A's end on the axis <c>acc = b − zb</c>. The fold has one step.</summary>
internal sealed class ConcatenationFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        (Operand operand, long index) = Source(Instruction, element);
        return FixedPoint.Wrap((long)Read(memory, operand, index) - operand.ZeroPoint);
    }

    /// <summary>The operand and the place in it from which an output element comes.</summary>
    internal static (Operand Operand, long Index) Source(Instruction instruction, long element)
    {
        ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
        Span<int> coordinates = [output.Batch, output.Y, output.X, output.Channel];
        ref int along = ref coordinates[instruction.Parameter];
        int seam = instruction.A.Shape[instruction.Parameter];
        Operand operand = along < seam ? instruction.A : instruction.B!;
        if (along >= seam)
            along -= seam;
        return (operand, Index(operand.Shape, coordinates[0], coordinates[1], coordinates[2], coordinates[3]));
    }
}
