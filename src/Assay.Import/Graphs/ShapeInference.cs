namespace Assay.Import.Graphs;

/// <summary>Output shapes of the operators that remain at run time.</summary>
internal static partial class ShapeInference
{
    /// <summary>Most elements of one result, and of all results together: calibration keeps every result of a run, as float32.</summary>
    public const int MaximumElements = 1 << 26, MaximumTotalElements = 1 << 28;

    public static int[] Infer(FloatGraph graph, GraphNode node)
    {
        int[] input = [.. graph.Shape(node.Input(0))];
        int[] shape = node.Operator switch
        {
            "Conv" => Convolution(graph, node, input),
            "ConvTranspose" => TransposedConvolution(graph, node, input),
            "MaxPool" or "AveragePool" => Pool(node, input),
            "ReduceMax" or "ReduceMean" or "ReduceMin" or "ReduceSum" => MeanOver(graph, node, input),
            "Transpose" => Transposed(node, input),
            "Slice" => Sliced(graph, node, input),
            "Concat" => SideBySide(graph, node, input),
            "Resize" => Resized(graph, node, input),
            "GlobalAveragePool" or "GlobalMaxPool" => [RequireRank(node, input, 4)[0], input[1], 1, 1],
            "MatMul" => StackedProduct(node, input, graph.Shape(node.Input(1))),
            "Gemm" => MatrixProduct(node, input, graph.Shape(node.Input(1)), node.Integer("transB", 0) != 0),
            "Add" or "Sub" or "Mul" or "Pow" => Broadcast(node, input, graph.Shape(node.Input(1))),
            "Reshape" => ReshapeTo(node, input, RequestedShape(graph, node)),
            "Flatten" => FlattenAt(node, input),
            "Squeeze" => SqueezeAxes(graph, node, input),
            "Unsqueeze" => UnsqueezeAxes(graph, node, input),
            "Where" => Broadcast(node, Broadcast(node, input, graph.Shape(node.Input(1))), graph.Shape(node.Input(2))),
            "Div" or "Equal" or "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual" or "Max" or "Min" or "Mod" => Broadcast(node, input, graph.Shape(node.Input(1))),
            "Gather" when input.Length == 1 => [.. graph.Shape(node.Input(1))],
            "Pad" => Padded(graph, node, input),
            "Abs" or "DequantizeLinear" or "Exp" or "Floor" or "Neg" or "QuantizeLinear" => input,
            "BatchNormalization" or "Cast" or "Celu" or "Clip" or "Dropout" or "Elu" or "Erf" or "Gelu" or "GroupNormalization" or "HardSigmoid" or "HardSwish" or "Identity"
                or "InstanceNormalization" or "LayerNormalization" or "LeakyRelu" or "Mish" or "PRelu" or "Reciprocal" or "Relu"
                or "RMSNormalization" or "Selu" or "Sigmoid" or "Softmax" or "Softplus" or "Softsign" or "Sqrt" or "Tanh" => input,
            _ => throw node.Error("it needs constant inputs, which it does not have here"),
        };
        long count = shape.Aggregate(1L, (product, dimension) => product * dimension);
        return count is > 0 and <= MaximumElements ? shape : throw node.Error($"its output [{string.Join(", ", shape)}] has {count} elements; expected 1 to {MaximumElements}");
    }

    public static int[] Broadcast(GraphNode node, IReadOnlyList<int> left, IReadOnlyList<int> right)
    {
        int[] shape = new int[Math.Max(left.Count, right.Count)];
        for (int i = 1; i <= shape.Length; i++)
        {
            int a = i <= left.Count ? left[^i] : 1;
            int b = i <= right.Count ? right[^i] : 1;
            if (a != b && a != 1 && b != 1)
                throw node.Error($"shapes [{string.Join(", ", left)}] and [{string.Join(", ", right)}] do not broadcast");
            shape[^i] = Math.Max(a, b);
        }

        return shape;
    }

    private static int[] Convolution(FloatGraph graph, GraphNode node, int[] input)
    {
        IReadOnlyList<int> weights = graph.Shape(node.Input(1));
        RequireRank(node, input, 4);
        RequireRank(node, weights, 4);
        long group = node.Integer("group", 1);
        if (group < 1 || input[1] != weights[1] * group || weights[0] % group != 0)
            throw node.Error($"input [{string.Join(", ", input)}], weights [{string.Join(", ", weights)}] and group {group} do not fit");
        Window window = Window.Of(node, [weights[2], weights[3]]);
        return [input[0], weights[0], window.OutputSize(input[2], 0, node), window.OutputSize(input[3], 1, node)];
    }

    private static int[] Pool(GraphNode node, int[] input)
    {
        RequireRank(node, input, 4);
        Window window = Window.Of(node, null);
        return [input[0], input[1], window.OutputSize(input[2], 0, node), window.OutputSize(input[3], 1, node)];
    }

    private static int[] MatrixProduct(GraphNode node, int[] left, IReadOnlyList<int> right, bool transposed)
    {
        RequireRank(node, left, 2);
        RequireRank(node, right, 2);
        (int inner, int columns) = transposed ? (right[1], right[0]) : (right[0], right[1]);
        return inner == left[1] ? [left[0], columns]
            : throw node.Error($"[{string.Join(", ", left)}] times [{string.Join(", ", right)}]: the inner sizes differ");
    }

    private static int[] ReshapeTo(GraphNode node, int[] input, IReadOnlyList<long> requested)
    {
        long count = input.Aggregate(1L, (product, dimension) => product * dimension);
        long[] shape = [.. requested.Select((size, i) => size == 0 && i < input.Length ? input[i] : size)];
        int open = Array.IndexOf(shape, -1L);
        long known = shape.Where((_, i) => i != open).Aggregate(1L, (product, size) => product * size);
        if (open >= 0 && known > 0)
            shape[open] = count / known;
        if (shape.Any(size => size is < 1 or > int.MaxValue) || shape.Aggregate(1L, (product, size) => product * size) != count)
            throw node.Error($"[{string.Join(", ", input)}] cannot become [{string.Join(", ", requested)}]");
        return Array.ConvertAll(shape, size => (int)size);
    }

    private static IReadOnlyList<long> RequestedShape(FloatGraph graph, GraphNode node) => graph.Constant(node, 1).Integers;

    private static int[] FlattenAt(GraphNode node, int[] input)
    {
        int axis = Axis(node, node.Integer("axis", 1), input.Length + 1);
        return [input[..axis].Aggregate(1, (a, b) => a * b), input[axis..].Aggregate(1, (a, b) => a * b)];
    }

    private static int[] SqueezeAxes(FloatGraph graph, GraphNode node, int[] input)
    {
        IReadOnlyList<long>? axes = Axes(graph, node);
        bool[] drop = [.. input.Select(size => axes is null && size == 1)];
        foreach (long axis in axes ?? [])
            drop[Axis(node, axis, input.Length)] = true;
        if (input.Where((size, i) => drop[i] && size != 1).Any())
            throw node.Error($"axes [{string.Join(", ", axes ?? [])}] of [{string.Join(", ", input)}] are not all of size 1");
        return [.. input.Where((_, i) => !drop[i])];
    }

    private static int[] UnsqueezeAxes(FloatGraph graph, GraphNode node, int[] input)
    {
        IReadOnlyList<long> axes = Axes(graph, node) ?? throw node.Error("it has no axes");
        var shape = new List<int>(input);
        foreach (int axis in axes.Select(axis => Axis(node, axis, input.Length + axes.Count)).Order())
            shape.Insert(axis <= shape.Count ? axis : throw node.Error($"axis {axis} is out of range"), 1);
        return [.. shape];
    }

    /// <summary>Axes are an attribute up to operator set 12 and an input from 13 on.</summary>
    private static IReadOnlyList<long>? Axes(FloatGraph graph, GraphNode node) =>
        node.HasInput(1) ? graph.Constant(node, 1).Integers : node.IntegerList("axes");

    internal static int Axis(GraphNode node, long axis, int rank)
    {
        long index = axis < 0 ? axis + rank : axis;
        return index >= 0 && index < rank ? (int)index : throw node.Error($"axis {axis} is out of range for rank {rank}");
    }

    private static IReadOnlyList<int> RequireRank(GraphNode node, IReadOnlyList<int> shape, int rank) =>
        shape.Count == rank ? shape : throw node.Error($"a tensor of shape [{string.Join(", ", shape)}]; expected rank {rank}");
}
