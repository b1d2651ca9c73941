namespace Assay.Inference.Testing;

/// <summary>
/// Vectors of operators that move data. Vectors have up to six dimensions: each axis by itself is the middle one of three, so that one instruction after the other does it.
/// </summary>
internal static class TosaMovements
{
    internal static GoldenCase Concatenation(TosaRecord record)
    {
        int axis = record.Attributes.GetProperty("axis").GetInt32();
        TosaTensor[] inputs = [.. Enumerable.Range(0, record.Inputs.Count).Select(i => record.Inputs[$"input1_{i}"])];
        var builder = new ProgramBuilder(record.Id);
        TensorHandle[] tensors = [.. inputs.Select(input => builder.AddInput("input", input.ElementType, AroundAxis(input.Dimensions, axis)))];
        TensorHandle output = tensors.Length > 1
            ? tensors.Aggregate((left, right) => builder.Concat(left, right, 2, left.Type, Epilogue.Narrow))
            : builder.Rescale(tensors[0], tensors[0].Type, Epilogue.Narrow);
        return TosaVectors.SingleOutput(record, builder, output, [.. inputs.Select(input => (ReadOnlyMemory<byte>)input.Data)]);
    }

    internal static GoldenCase Slice(TosaRecord record)
    {
        int[] start = record.Integers("start");
        int[] size = record.Integers("size");
        return ByAxis(record, size, (builder, tensor, axis) => builder.Slice(tensor, [0, 0, start[axis], 0], tensor.Shape with { Width = size[axis] }));
    }

    internal static GoldenCase Padding(TosaRecord record)
    {
        int[] padding = record.Integers("padding");
        int value = record.Inputs["pad_const"].Scalar;
        return ByAxis(record, record.Output.Dimensions, (builder, tensor, axis) =>
            builder.Pad(tensor, [0, 0, padding[2 * axis], 0], [0, 0, padding[(2 * axis) + 1], 0], value));
    }

    internal static GoldenCase Reversal(TosaRecord record)
    {
        int reversed = record.Attributes.GetProperty("axis").GetInt32();
        return ByAxis(record, record.Output.Dimensions, (builder, tensor, axis) => axis == reversed ? builder.Reverse(tensor, 2) : tensor);
    }

    internal static GoldenCase Tiling(TosaRecord record)
    {
        int[] multiples = record.Integers("multiples");
        return ByAxis(record, record.Output.Dimensions, (builder, tensor, axis) => builder.Tile(tensor, 1, 1, multiples[axis], 1));
    }

    // One axis after the other is moved in front of those that are not yet in their place: [done, skipped, moved, rest].
    internal static GoldenCase Transposition(TosaRecord record)
    {
        TosaTensor input = record.Inputs["input1"];
        List<int> axes = [.. Enumerable.Range(0, input.Dimensions.Length)];
        var builder = new ProgramBuilder(record.Id);
        TensorHandle tensor = builder.AddInput("input", input.ElementType, new TensorShape(1, 1, 1, Product(input.Dimensions)));
        int done = 0;
        foreach (int moved in record.Integers("perms"))
        {
            int place = axes.IndexOf(moved);
            int Size(IEnumerable<int> some) => Product(some.Select(axis => input.Dimensions[axis]));
            var shape = new TensorShape(Size(axes.Take(done)), Size(axes.Take(place).Skip(done)), input.Dimensions[moved], Size(axes.Skip(place + 1)));
            tensor = builder.Transpose(builder.Reshape(tensor, shape), 0, 2, 1, 3);
            axes.RemoveAt(place);
            axes.Insert(done++, moved);
        }

        return TosaVectors.SingleOutput(record, builder, tensor, input.Data);
    }

    private static GoldenCase ByAxis(TosaRecord record, int[] target, Func<ProgramBuilder, TensorHandle, int, TensorHandle> change)
    {
        TosaTensor input = record.Inputs["input1"];
        int[] dimensions = [.. input.Dimensions];
        var builder = new ProgramBuilder(record.Id);
        TensorHandle tensor = builder.AddInput("input", input.ElementType, new TensorShape(1, 1, 1, Product(dimensions)));
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            tensor = change(builder, builder.Reshape(tensor, AroundAxis(dimensions, axis)), axis);
            dimensions[axis] = target[axis];
        }

        return TosaVectors.SingleOutput(record, builder, tensor, input.Data);
    }

    private static TensorShape AroundAxis(int[] dimensions, int axis) =>
        new(1, Product(dimensions[..axis]), dimensions[axis], Product(dimensions[(axis + 1)..]));

    private static int Product(IEnumerable<int> dimensions) => dimensions.Aggregate(1, (product, dimension) => product * dimension);
}
