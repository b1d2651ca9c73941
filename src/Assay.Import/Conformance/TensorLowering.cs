using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>Matrix products, lookups and resizing.</summary>
internal static class TensorLowering
{
    internal static ConformanceCase MatrixProduct(TosaRecord record)
    {
        (TosaTensor left, TosaTensor right) = (record.Input("a"), record.Input("b"));
        if (right.Dimensions.Length != 3)
            throw new FormatException($"input 'b': expected three dimensions, got {right.Dimensions.Length}");
        if (right.Type != "int8")
            throw new UnsupportedCaseException($"matrices of type {right.Type}");
        (int matrices, int length, int columns) = (right.Dimensions[0], right.Dimensions[1], right.Dimensions[2]);

        // TOSA's right operand is [N, C, W]; the profile reads it as [N, W, C].
        byte[] transposed = new byte[right.Data.Length];
        for (int i = 0; i < transposed.Length; i++)
        {
            (int row, int k) = Math.DivRem(i, length);
            (int matrix, int column) = Math.DivRem(row, columns);
            transposed[i] = right.Data[(((matrix * length) + k) * columns) + column];
        }

        var vector = new LoweredVector(record);
        TensorHandle a = vector.Add(left, left.Shape, record.Input("a_zp").Scalar);
        TensorHandle b = vector.Add(right, new TensorShape(1, matrices, columns, length), transposed, record.Input("b_zp").Scalar);
        return vector.Finish(vector.Builder.MatMul(a, b, record.Output.ElementType, Epilogue.Narrow));
    }

    internal static ConformanceCase Gather(TosaRecord record)
    {
        (TosaTensor values, TosaTensor indices) = (record.Input("values"), record.Input("indices"));
        var vector = new LoweredVector(record);
        TensorHandle table = vector.Add(values, values.Shape);
        TensorHandle places = vector.Add(indices, indices.Shape);
        return vector.Finish(vector.Builder.Gather(table, places, values.ElementType, Epilogue.Narrow));
    }

    internal static ConformanceCase Resize(TosaRecord record)
    {
        TosaTensor input = record.Input("input");
        int[] scale = record.Integers("scale", 4);
        int[] offset = record.Integers("offset", 2);
        ElementType type = record.Output.ElementType;
        var attributes = new ResizeAttributes(
            record.Text("mode") switch
            {
                "BILINEAR" => ResizeMode.Bilinear,
                "NEAREST" or "NEAREST_NEIGHBOR" => ResizeMode.Nearest,
                var other => throw new FormatException($"attribute 'mode': expected BILINEAR or NEAREST_NEIGHBOR, got {other}"),
            },
            new ResizeAxis(checked((ushort)scale[0]), checked((ushort)scale[1]), checked((short)offset[0])),
            new ResizeAxis(checked((ushort)scale[2]), checked((ushort)scale[3]), checked((short)offset[1])));
        TensorShape shape = record.Output.Shape;
        var vector = new LoweredVector(record);
        return vector.Finish(vector.Builder.Resize(vector.Add(input, input.Shape), attributes, shape.Height, shape.Width, type, Epilogue.Narrow));
    }
}
