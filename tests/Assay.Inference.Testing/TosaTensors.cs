namespace Assay.Inference.Testing;

/// <summary>MATMUL, GATHER and RESIZE vectors.</summary>
internal static class TosaTensors
{
    internal static GoldenCase MatrixProduct(TosaRecord record)
    {
        (TosaTensor left, TosaTensor right) = (record.Inputs["a"], record.Inputs["b"]);
        (int matrices, int length, int columns) = (right.Dimensions[0], right.Dimensions[1], right.Dimensions[2]);

        // TOSA's right operand is [N, C, W]; the profile reads it as [N, W, C].
        byte[] transposed = new byte[right.Data.Length];
        for (int i = 0; i < transposed.Length; i++)
        {
            (int row, int k) = Math.DivRem(i, length);
            (int matrix, int column) = Math.DivRem(row, columns);
            transposed[i] = right.Data[(((matrix * length) + k) * columns) + column];
        }

        var builder = new ProgramBuilder(record.Id);
        TensorHandle a = builder.AddInput("a", ElementType.Int8, left.Shape, zeroPoint: record.Inputs["a_zp"].Scalar);
        TensorHandle b = builder.AddInput("b", ElementType.Int8, new TensorShape(1, matrices, columns, length), zeroPoint: record.Inputs["b_zp"].Scalar);
        TensorHandle output = builder.MatMul(a, b, ElementType.Int32, Epilogue.Narrow);
        return TosaVectors.SingleOutput(record, builder, output, left.Data, transposed);
    }

    internal static GoldenCase Gather(TosaRecord record)
    {
        (TosaTensor values, TosaTensor indices) = (record.Inputs["values"], record.Inputs["indices"]);
        var builder = new ProgramBuilder(record.Id);
        TensorHandle a = builder.AddInput("values", values.ElementType, values.Shape);
        TensorHandle b = builder.AddInput("indices", indices.ElementType, indices.Shape);
        TensorHandle output = builder.Gather(a, b, values.ElementType, Epilogue.Narrow);
        return TosaVectors.SingleOutput(record, builder, output, values.Data, indices.Data);
    }

    internal static GoldenCase Resize(TosaRecord record)
    {
        if (record.Output.Type == "int48")
            throw new UnsupportedCaseException("RESIZE with sums of 48 bits");
        TosaTensor input = record.Inputs["input"];
        int[] scale = record.Integers("scale");
        int[] offset = record.Integers("offset");
        var attributes = new ResizeAttributes(
            record.Attributes.GetProperty("mode").GetString() == "BILINEAR" ? ResizeMode.Bilinear : ResizeMode.Nearest,
            new ResizeAxis((ushort)scale[0], (ushort)scale[1], (short)offset[0]),
            new ResizeAxis((ushort)scale[2], (ushort)scale[3], (short)offset[1]));
        var builder = new ProgramBuilder(record.Id);
        TensorHandle tensor = builder.AddInput("input", input.ElementType, input.Shape);
        int[] size = record.Output.Dimensions;
        TensorHandle output = builder.Resize(tensor, attributes, size[1], size[2], record.Output.ElementType, Epilogue.Narrow);
        return TosaVectors.SingleOutput(record, builder, output, input.Data);
    }
}
