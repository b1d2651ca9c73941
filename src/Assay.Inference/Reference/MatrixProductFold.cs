namespace Assay.Inference;

/// <summary>MATMUL: <c>acc += (a[n, h, c] − za) * (b[n, w, c] − zb)</c>, k = c; a right operand with one matrix serves all.</summary>
internal sealed class MatrixProductFold(Instruction instruction) : ElementFold(instruction)
{
    internal override int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end)
    {
        (long left, long right) = Rows(Instruction, element);
        for (int k = first; k < end; k++)
        {
            int a = Read(memory, Instruction.A, left + k) - Instruction.A.ZeroPoint;
            int b = Read(memory, Instruction.B!, right + k) - Instruction.B!.ZeroPoint;
            accumulator = FixedPoint.Wrap(accumulator + ((long)a * b));
        }

        return accumulator;
    }

    /// <summary>The indices at which the rows of both operands for an output element begin.</summary>
    internal static (long Left, long Right) Rows(Instruction instruction, long element)
    {
        ElementPosition output = ElementPosition.Of(instruction.OutputShape, element);
        int matrix = instruction.B!.Shape.Height == 1 ? 0 : output.Y;
        return (Index(instruction.A.Shape, 0, output.Y, output.X, 0), Index(instruction.B.Shape, 0, matrix, output.Channel, 0));
    }
}
