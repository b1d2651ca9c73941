namespace Assay.Inference;

/// <summary>Reasons 9 and 10 for GATHER, REINDEX, CONCAT and RESIZE, and reason 10 for MATMUL.</summary>
internal static class MovementRules
{
    private const int MaximumNumerator = 2048;
    private const int MaximumRatio = 16;

    internal static bool AttributesAreValid(ReindexAttributes reindex)
    {
        int axes = 0;
        for (int dimension = 0; dimension < 4; dimension++)
        {
            ReindexAxis axis = reindex[dimension];
            if (axis.Axis > 3 || axis.Step == 0)
                return false;
            axes |= 1 << axis.Axis;
        }

        return axes == 0b1111 && (reindex.Mode == ReindexMode.Fill || (reindex.Mode == ReindexMode.Wrap && reindex.Fill == 0));
    }

    internal static bool AttributesAreValid(ResizeAttributes resize) =>
        resize.Mode <= ResizeMode.Bilinear && AxisIsValid(resize.Y) && AxisIsValid(resize.X);

    internal static bool ShapesFit(Instruction instruction) => instruction.Opcode switch
    {
        Opcode.MatMul => MatMulFits(instruction.A.Shape, instruction.B!.Shape, instruction.OutputShape),
        Opcode.Gather => GatherFits(instruction.A.Shape, instruction.B!.Shape, instruction.OutputShape),
        Opcode.Concat => ConcatFits(instruction.A.Shape, instruction.B!.Shape, instruction.OutputShape, instruction.Parameter),
        Opcode.Resize => instruction.A.Shape.Batch == instruction.OutputShape.Batch && instruction.A.Shape.Channels == instruction.OutputShape.Channels,

        // Every output coordinate of REINDEX has a source or the fill.
        _ => true,
    };

    private static bool AxisIsValid(ResizeAxis axis) =>
        axis.Numerator is >= 1 and <= MaximumNumerator
        && axis.Denominator >= 1 && axis.Denominator < MaximumRatio * axis.Numerator
        && axis.Offset >= -axis.Numerator && axis.Offset < MaximumRatio * axis.Numerator;

    private static bool MatMulFits(TensorShape left, TensorShape right, TensorShape output) =>
        left.Batch == 1 && right.Batch == 1 && output.Batch == 1
        && left.Height == output.Height
        && (right.Height == output.Height || right.Height == 1)
        && left.Width == output.Width
        && right.Width == output.Channels
        && left.Channels == right.Channels;

    private static bool GatherFits(TensorShape values, TensorShape indices, TensorShape output) =>
        values.Batch == 1 && indices.Batch == 1 && indices.Height == 1 && output.Batch == 1
        && indices.Width == output.Height
        && (values.Height == output.Height || values.Height == 1)
        && indices.Channels == output.Width
        && values.Channels == output.Channels;

    private static bool ConcatFits(TensorShape left, TensorShape right, TensorShape output, int axis)
    {
        for (int i = 0; i < 4; i++)
        {
            if (i == axis ? left[i] + right[i] != output[i] : left[i] != output[i] || right[i] != output[i])
                return false;
        }

        return true;
    }
}
