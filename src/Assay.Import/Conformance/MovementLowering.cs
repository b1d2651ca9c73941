using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>
/// Operators that move data, of tensors of any rank: each axis by itself is the middle one of three, so that one instruction after the other does it.
/// </summary>
internal static class MovementLowering
{
    private delegate TensorHandle Move(ProgramBuilder builder, TensorHandle tensor, int axis);

    internal static ConformanceCase Concatenation(TosaRecord record)
    {
        int axis = ReductionLowering.Axis(record, record.Output.Dimensions);
        var vector = new LoweredVector(record);
        TensorHandle[] tensors = [.. Enumerable.Range(0, record.InputCount).Select(i => record.Input($"input1_{i}"))
            .Select(input => vector.Add(input, AxisShapes.Around(input.Dimensions, axis)))];
        return vector.Finish(tensors.Length > 1
            ? tensors.Aggregate((left, right) => vector.Builder.Concat(left, right, 2, left.Type, Epilogue.Narrow))
            : Copy(vector, tensors[0]));
    }

    internal static ConformanceCase Slice(TosaRecord record)
    {
        int rank = record.Output.Dimensions.Length;
        int[] start = record.Integers("start", rank);
        int[] size = record.Integers("size", rank);
        return ByAxis(record, size, (builder, tensor, axis) => builder.Slice(tensor, [0, 0, start[axis], 0], tensor.Shape with { Width = size[axis] }));
    }

    internal static ConformanceCase Padding(TosaRecord record)
    {
        int[] padding = record.Integers("padding", 2 * record.Output.Dimensions.Length);
        int value = record.Input("pad_const").Scalar;
        return ByAxis(record, record.Output.Dimensions, (builder, tensor, axis) =>
            builder.Pad(tensor, [0, 0, padding[2 * axis], 0], [0, 0, padding[(2 * axis) + 1], 0], value));
    }

    internal static ConformanceCase Reversal(TosaRecord record)
    {
        int reversed = ReductionLowering.Axis(record, record.Output.Dimensions);
        return ByAxis(record, record.Output.Dimensions, (builder, tensor, axis) => axis == reversed ? builder.Reverse(tensor, 2) : tensor);
    }

    internal static ConformanceCase Tiling(TosaRecord record)
    {
        int[] multiples = record.Integers("multiples", record.Output.Dimensions.Length);
        return ByAxis(record, record.Output.Dimensions, (builder, tensor, axis) => builder.Tile(tensor, 1, 1, multiples[axis], 1));
    }

    /// <summary>One axis after the other is moved in front of those that are not yet in their place: <c>[done, skipped, moved, rest]</c>.</summary>
    internal static ConformanceCase Transposition(TosaRecord record)
    {
        TosaTensor input = record.Input("input1");
        int[] permutation = record.Integers("perms", input.Dimensions.Length);
        if (!permutation.Order().SequenceEqual(Enumerable.Range(0, permutation.Length)))
            throw new FormatException($"attribute 'perms': expected a permutation, got [{string.Join(", ", permutation)}]");
        List<int> axes = [.. Enumerable.Range(0, permutation.Length)];
        var vector = new LoweredVector(record);
        TensorHandle tensor = vector.Add(input, input.Flat);
        for (int done = 0; done < permutation.Length; done++)
        {
            int moved = permutation[done];
            int place = axes.IndexOf(moved);
            int Size(IEnumerable<int> some) => TosaTensor.Product(some.Select(axis => input.Dimensions[axis]));
            var shape = new TensorShape(Size(axes.Take(done)), Size(axes.Take(place).Skip(done)), input.Dimensions[moved], Size(axes.Skip(place + 1)));
            tensor = vector.Builder.Transpose(vector.Builder.Reshape(tensor, shape), 0, 2, 1, 3);
            axes.RemoveAt(place);
            axes.Insert(done, moved);
        }

        return vector.Finish(permutation.Length > 0 ? tensor : Copy(vector, tensor));
    }

    private static ConformanceCase ByAxis(TosaRecord record, int[] target, Move move)
    {
        TosaTensor input = record.Input("input1");
        int[] dimensions = [.. input.Dimensions];
        if (dimensions.Length != target.Length)
            throw new FormatException($"input 'input1': expected {target.Length} dimensions, got {dimensions.Length}");
        var vector = new LoweredVector(record);
        TensorHandle tensor = vector.Add(input, input.Flat);
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            tensor = move(vector.Builder, vector.Builder.Reshape(tensor, AxisShapes.Around(dimensions, axis)), axis);
            dimensions[axis] = target[axis];
        }

        return vector.Finish(dimensions.Length > 0 ? tensor : Copy(vector, tensor));
    }

    private static TensorHandle Copy(LoweredVector vector, TensorHandle tensor) => vector.Builder.Rescale(tensor, tensor.Type, Epilogue.Narrow);
}
