namespace Assay.Inference.OpenCL;

/// <summary>Parameters of MATMUL, GATHER, REINDEX, CONCAT and RESIZE (<c>matmul.cl</c>, <c>movement.cl</c>).</summary>
internal sealed partial class OpenClParameters
{
    private void AddTensorOperator(Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.MatMul:
                AddMatMul(instruction);
                break;
            case Opcode.Gather:
                AddGather(instruction);
                break;
            case Opcode.Reindex:
                AddReindex(instruction);
                break;
            case Opcode.Concat:
                AddConcat(instruction);
                break;
            default:
                AddResize(instruction);
                break;
        }
    }

    private void AddMatMul(Instruction instruction)
    {
        (TensorShape output, Operand right) = (instruction.OutputShape, instruction.B!);
        _words.AddRange(
            output.Width, output.Channels, right.Shape.Channels, right.Shape.Height, (int)right.Space, (int)right.Page, right.ZeroPoint);
    }

    private void AddGather(Instruction instruction)
    {
        (TensorShape values, Operand indices) = (instruction.A.Shape, instruction.B!);
        _words.AddRange(
            values.Width, values.Channels, instruction.OutputShape.Width, values.Height,
            (int)indices.Space, (int)indices.Page, (int)indices.Type, indices.ZeroPoint);
    }

    private void AddReindex(Instruction instruction)
    {
        ReindexAttributes reindex = instruction.Reindex!;
        TensorShape output = instruction.OutputShape;
        _words.AddRange(reindex.Mode == ReindexMode.Wrap ? 1 : 0, reindex.Fill, output.Height, output.Width, output.Channels);
        ReindexAxis[] axes = [reindex.Batch, reindex.Height, reindex.Width, reindex.Channels];
        _words.AddRange(axes.Select(axis => (int)axis.Axis));
        _words.AddRange(Enumerable.Range(0, axes.Length).Select(dimension => instruction.A.Shape[dimension]));
        _words.AddRange(axes.Select(axis => axis.Start));
        _words.AddRange(axes.Select(axis => (int)axis.Step));
    }

    private void AddConcat(Instruction instruction)
    {
        Operand right = instruction.B!;
        int inner = 1;
        for (int axis = 3; axis > instruction.Parameter; axis--)
            inner *= instruction.OutputShape[axis];
        _words.AddRange(
            instruction.A.Shape[instruction.Parameter] * inner, right.Shape[instruction.Parameter] * inner,
            (int)right.Space, (int)right.Page, (int)right.Type, right.ZeroPoint);
    }

    private void AddResize(Instruction instruction)
    {
        ResizeAttributes resize = instruction.Resize!;
        (TensorShape input, TensorShape output) = (instruction.A.Shape, instruction.OutputShape);
        _words.AddRange(
            resize.Mode == ResizeMode.Bilinear ? 1 : 0, input.Height, input.Width, input.Channels, output.Height, output.Width,
            resize.Y.Numerator, resize.Y.Denominator, resize.Y.Offset, resize.X.Numerator, resize.X.Denominator, resize.X.Offset);
    }
}
