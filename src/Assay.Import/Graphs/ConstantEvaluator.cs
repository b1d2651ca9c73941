using Assay.Import.Quantised;

namespace Assay.Import.Graphs;

/// <summary>Evaluates single nodes whose result is known at import.</summary>
internal static class ConstantEvaluator
{
    private const int Float32Code = 1, Int32Code = 6, Int64Code = 7;

    // Only shapes are put together; a chain of doublings shall not fill the memory.
    private const int MostConcatenated = 1 << 20;

    /// <summary>The node's value, or null when it has to be computed at run time.</summary>
    public static ConstantTensor? TryEvaluate(FloatGraph graph, GraphNode node)
    {
        if (node.Operator == "Constant")
            return ConstantValue(node);
        if (node.Operator == "Shape")
            return ConstantTensor.Vector([.. graph.Shape(node.Input(0)).Select(size => (long)size)]);
        if (node.Operator == "DequantizeLinear")
            return null;
        if (node.Inputs.Count == 0 || node.Inputs.Any(input => input.Length > 0 && !graph.Constants.ContainsKey(input)))
            return null;

        ConstantTensor[] inputs = [.. node.Inputs.Where(input => input.Length > 0).Select(input => graph.Constants[input])];
        return node.Operator switch
        {
            "Cast" => CastTo(node, inputs[0]),
            "Slice" => Slice(node, inputs),
            "Concat" => Concatenate(node, inputs),
            "Gather" => Gather(node, inputs),
            "Add" or "Sub" or "Mul" or "Div" => Arithmetic(node, inputs[0], inputs[1]),
            "Identity" => inputs[0],
            "QuantizeLinear" => LinearQuantisation.Of(graph, node).Quantise(inputs[0], node),
            "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" => View(inputs[0], ShapeInference.Infer(graph, node)),
            _ => throw node.Error("all its inputs are constants, and it is not among the operators that are folded"),
        };
    }

    private static ConstantTensor ConstantValue(GraphNode node)
    {
        object? value = node.Attributes.GetValueOrDefault("value") ?? node.Attributes.GetValueOrDefault("value_float")
            ?? node.Attributes.GetValueOrDefault("value_floats") ?? node.Attributes.GetValueOrDefault("value_int")
            ?? node.Attributes.GetValueOrDefault("value_ints");
        return value switch
        {
            ConstantTensor tensor => tensor,
            float real => ConstantTensor.FromFloats([], [real]),
            float[] reals => ConstantTensor.FromFloats([reals.Length], reals),
            long integer => ConstantTensor.FromIntegers([], [integer]),
            long[] integers => ConstantTensor.Vector(integers),
            _ => throw node.Error("it holds no dense numeric value"),
        };
    }

    private static ConstantTensor CastTo(GraphNode node, ConstantTensor input)
    {
        int[] shape = [.. input.Shape];
        return node.Integer("to", 0) switch
        {
            Float32Code => ConstantTensor.FromFloats(shape, [.. input.Floats]),
            Int32Code or Int64Code when !input.IsFloat => input,
            Int32Code or Int64Code => ConstantTensor.FromIntegers(shape, [.. input.Floats.Select(value => (long)value)]),
            var other => throw node.Error($"a cast to type {other}; expected float32, int32 or int64"),
        };
    }

    /// <summary>Bounds are attributes up to operator set 9 and inputs from 10 on; only vectors occur in shape arithmetic.</summary>
    private static ConstantTensor Slice(GraphNode node, ConstantTensor[] inputs)
    {
        RequireVector(node, inputs[0]);
        IReadOnlyList<long> starts = inputs.Length > 1 ? inputs[1].Integers : node.IntegerList("starts") ?? [];
        IReadOnlyList<long> ends = inputs.Length > 2 ? inputs[2].Integers : node.IntegerList("ends") ?? [];
        IReadOnlyList<long> axes = inputs.Length > 3 ? inputs[3].Integers : node.IntegerList("axes") ?? [0];
        IReadOnlyList<long> steps = inputs.Length > 4 ? inputs[4].Integers : [1];
        if (starts.Count != 1 || ends.Count != 1 || axes is not [0] || steps is not [1])
            throw node.Error("expected one slice of axis 0 with step 1");
        IReadOnlyList<long> values = inputs[0].Integers;
        int start = Bound(starts[0], values.Count);
        int end = Bound(ends[0], values.Count);
        return ConstantTensor.Vector([.. values.Skip(start).Take(Math.Max(0, end - start))]);
    }

    private static int Bound(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count);

    private static ConstantTensor Concatenate(GraphNode node, ConstantTensor[] inputs)
    {
        foreach (ConstantTensor input in inputs)
            RequireVector(node, input);
        long count = inputs.Sum(input => (long)input.Count);
        if (count > MostConcatenated)
            throw node.Error($"its constant result has {count} elements; expected at most {MostConcatenated}");
        return ConstantTensor.Vector([.. inputs.SelectMany(input => input.Integers)]);
    }

    private static ConstantTensor Gather(GraphNode node, ConstantTensor[] inputs)
    {
        RequireVector(node, inputs[0]);
        IReadOnlyList<long> values = inputs[0].Integers;
        long[] picked = [.. inputs[1].Integers.Select(index => values[ShapeInference.Axis(node, index, values.Count)])];
        return ConstantTensor.FromIntegers([.. inputs[1].Shape], picked);
    }

    private static ConstantTensor Arithmetic(GraphNode node, ConstantTensor left, ConstantTensor right)
    {
        int[] shape = ShapeInference.Broadcast(node, left.Shape, right.Shape);
        int count = Math.Max(left.Count, right.Count);
        if (shape.Aggregate(1L, (a, b) => a * b) != count || (left.Count != count && left.Count != 1) || (right.Count != count && right.Count != 1))
            throw node.Error("constants of these shapes are not folded; expected equal shapes or a scalar");
        if (left.IsFloat || right.IsFloat)
        {
            IReadOnlyList<float> a = left.Floats, b = right.Floats;
            return ConstantTensor.FromFloats(shape, [.. Enumerable.Range(0, count).Select(i => Combine(node, a[i % a.Count], b[i % b.Count]))]);
        }

        IReadOnlyList<long> x = left.Integers, y = right.Integers;
        return ConstantTensor.FromIntegers(shape, [.. Enumerable.Range(0, count).Select(i => Combine(node, x[i % x.Count], y[i % y.Count]))]);
    }

    private static float Combine(GraphNode node, float a, float b) => node.Operator switch
    {
        "Add" => a + b,
        "Sub" => a - b,
        "Mul" => a * b,
        _ => b != 0 ? a / b : throw node.Error("division of a constant by zero"),
    };

    private static long Combine(GraphNode node, long a, long b) => node.Operator switch
    {
        "Add" => checked(a + b),
        "Sub" => checked(a - b),
        "Mul" => checked(a * b),
        _ => b != 0 ? a / b : throw node.Error("division of a constant by zero"),
    };

    private static ConstantTensor View(ConstantTensor input, int[] shape) =>
        input.IsFloat ? ConstantTensor.FromFloats(shape, [.. input.Floats]) : ConstantTensor.FromIntegers(shape, [.. input.Integers]);

    private static void RequireVector(GraphNode node, ConstantTensor tensor)
    {
        if (tensor.Shape.Count > 1)
            throw node.Error($"a constant of shape [{string.Join(", ", tensor.Shape)}]; expected a vector");
    }
}
