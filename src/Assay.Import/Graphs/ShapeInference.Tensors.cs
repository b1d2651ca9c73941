namespace Assay.Import.Graphs;

/// <summary>Output shapes of the operators that move data or look at several dimensions.</summary>
internal static partial class ShapeInference
{
    /// <summary>First, end and step of a slice on every axis, normalised to the input's size; a step is 1 or more.</summary>
    public static (int Start, int Size, int Step)[] SliceOf(FloatGraph graph, GraphNode node)
    {
        int[] input = [.. graph.Shape(node.Input(0))];
        const int LongFormInputs = 3;
        bool attributes = node.Inputs.Count < LongFormInputs;
        IReadOnlyList<long> starts = attributes ? node.IntegerList("starts") ?? [] : graph.Constant(node, 1).Integers;
        IReadOnlyList<long> ends = attributes ? node.IntegerList("ends") ?? [] : graph.Constant(node, 2).Integers;
        IReadOnlyList<long>? axes = attributes ? node.IntegerList("axes") : node.HasInput(3) ? graph.Constant(node, 3).Integers : null;
        IReadOnlyList<long>? steps = node.HasInput(4) ? graph.Constant(node, 4).Integers : null;
        axes ??= [.. Enumerable.Range(0, starts.Count).Select(axis => (long)axis)];
        if (starts.Count != ends.Count || axes.Count != starts.Count || (steps is not null && steps.Count != starts.Count))
            throw node.Error($"{starts.Count} starts, {ends.Count} ends and {axes.Count} axes; expected as many of each");
        (int Start, int Size, int Step)[] result = [.. input.Select(size => (0, size, 1))];
        for (int i = 0; i < axes.Count; i++)
        {
            int axis = Axis(node, axes[i], input.Length);
            long step = steps?[i] ?? 1;
            if (step is < 1 or > short.MaxValue)
                throw node.Error($"step {step} on axis {axis}; expected 1 to {short.MaxValue}");
            int start = Bound(starts[i], input[axis]), end = Bound(ends[i], input[axis]);
            result[axis] = (start, (int)Math.Max(0, (end - start + step - 1) / step), (int)step);
        }

        return result;
    }

    /// <summary>The axes of a reduction in ascending order: an attribute in older operator sets, an input in newer ones; all when absent.</summary>
    public static int[] ReducedAxes(FloatGraph graph, GraphNode node)
    {
        int rank = graph.Shape(node.Input(0)).Count;
        IReadOnlyList<long> axes = Axes(graph, node) ?? [];
        if (axes.Count == 0 && node.Integer("noop_with_empty_axes", 0) != 0)
            throw node.Error("it has no axes and noop_with_empty_axes 1; expected axes, or 0");
        return axes.Count == 0 ? [.. Enumerable.Range(0, rank)] : [.. axes.Select(axis => Axis(node, axis, rank)).Distinct().Order()];
    }

    /// <summary>The permutation of Transpose; reversed order when absent.</summary>
    public static int[] Permutation(GraphNode node, int rank)
    {
        long[] permutation = node.IntegerList("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        return permutation.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis))
            ? Array.ConvertAll(permutation, axis => (int)axis)
            : throw node.Error($"perm [{string.Join(", ", permutation)}]; expected a permutation of the {rank} axes");
    }

    private static int Bound(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count);

    private static int[] TransposedConvolution(FloatGraph graph, GraphNode node, int[] input)
    {
        IReadOnlyList<int> weights = graph.Shape(node.Input(1));
        RequireRank(node, input, 4);
        RequireRank(node, weights, 4);
        Window window = Window.Of(node, [weights[2], weights[3]]);
        if (node.Integer("group", 1) != 1 || window.Dilations.Any(dilation => dilation != 1) || node.IntegerList("output_shape") is not null
            || node.Integers("output_padding", [0, 0]).Any(pad => pad != 0))
            throw node.Error("expected group 1, dilations 1, and neither output_padding nor output_shape");
        if (input[1] != weights[0])
            throw node.Error($"input [{string.Join(", ", input)}] and weights [{string.Join(", ", weights)}] do not fit");
        int[] shape = [input[0], weights[1], 0, 0];
        for (int axis = 0; axis < 2; axis++)
        {
            long size = ((input[axis + 2] - 1L) * window.Strides[axis]) + window.Kernel[axis] - window.Pads[axis] - window.Pads[axis + 2];
            shape[axis + 2] = size is > 0 and <= ushort.MaxValue ? (int)size : throw node.Error($"its output would have the size {size} along axis {axis + 2}");
        }

        return shape;
    }

    private static int[] StackedProduct(GraphNode node, int[] left, IReadOnlyList<int> right)
    {
        if (left.Length < 2 || right.Count < 2)
            throw node.Error($"[{string.Join(", ", left)}] times [{string.Join(", ", right)}]; expected rank 2 or more");
        if (left[^1] != right[^2])
            throw node.Error($"[{string.Join(", ", left)}] times [{string.Join(", ", right)}]: the inner sizes differ");
        return [.. Broadcast(node, left[..^2], [.. right.Take(right.Count - 2)]), left[^2], right[^1]];
    }

    private static int[] MeanOver(FloatGraph graph, GraphNode node, int[] input)
    {
        int[] axes = ReducedAxes(graph, node);
        return node.Integer("keepdims", 1) != 0
            ? [.. input.Select((size, axis) => axes.Contains(axis) ? 1 : size)]
            : [.. input.Where((_, axis) => !axes.Contains(axis))];
    }

    private static int[] Transposed(GraphNode node, int[] input) =>
        Array.ConvertAll(Permutation(node, input.Length), axis => input[axis]);

    private static int[] Sliced(FloatGraph graph, GraphNode node, int[] input)
    {
        int[] shape = Array.ConvertAll(SliceOf(graph, node), axis => axis.Size);
        return shape.All(size => size > 0) ? shape : throw node.Error($"it leaves nothing of [{string.Join(", ", input)}]");
    }

    private static int[] SideBySide(FloatGraph graph, GraphNode node, int[] input)
    {
        int axis = Axis(node, node.Integer("axis", 1), input.Length);
        int[] shape = [.. input];
        foreach (string other in node.Inputs.Skip(1))
        {
            IReadOnlyList<int> size = graph.Shape(other);
            if (size.Count != input.Length || size.Where((value, i) => i != axis && value != input[i]).Any())
                throw node.Error($"[{string.Join(", ", input)}] and [{string.Join(", ", size)}] do not lie side by side on axis {axis}");
            shape[axis] += size[axis];
        }

        return shape;
    }

    /// <summary>Elements in front of and behind every axis of a Pad: an attribute up to operator set 10, an input from 11 on.</summary>
    public static (int[] Before, int[] After) PadsOf(FloatGraph graph, GraphNode node, int rank)
    {
        const int AxesInput = 3;
        IReadOnlyList<long> pads = node.IntegerList("pads") ?? graph.Constant(node, 1).Integers;
        int[] axes = node.HasInput(AxesInput)
            ? [.. graph.Constant(node, AxesInput).Integers.Select(axis => Axis(node, axis, rank))] : [.. Enumerable.Range(0, rank)];
        if (pads.Count != 2 * axes.Length || pads.Any(pad => pad is < -byte.MaxValue or > byte.MaxValue) || axes.Distinct().Count() != axes.Length)
            throw node.Error($"its pads are [{string.Join(", ", pads)}]; expected two for each of {axes.Length} axes, of at most {byte.MaxValue}");
        int[] before = new int[rank], after = new int[rank];
        for (int i = 0; i < axes.Length; i++)
            (before[axes[i]], after[axes[i]]) = ((int)pads[i], (int)pads[axes.Length + i]);
        return (before, after);
    }

    private static int[] Padded(FloatGraph graph, GraphNode node, int[] input)
    {
        (int[] before, int[] after) = PadsOf(graph, node, input.Length);
        int[] shape = [.. input.Select((size, axis) => size + before[axis] + after[axis])];
        return shape.All(size => size > 0) ? shape : throw node.Error($"its output would be [{string.Join(", ", shape)}]");
    }

    private static int[] Resized(FloatGraph graph, GraphNode node, int[] input)
    {
        const int Scales = 2, Sizes = 3;
        RequireRank(node, input, 4);
        if (node.HasInput(Sizes) && graph.Constant(node, Sizes) is { Count: 4 } sizes)
            return [.. sizes.Integers.Select(size => (int)Math.Clamp(size, 0, ushort.MaxValue))];
        ConstantTensor scales = graph.Constant(node, node.Inputs.Count == 2 ? 1 : Scales);
        return scales.Count == 4 ? [.. input.Select((size, axis) => (int)(size * (double)scales.Floats[axis]))]
            : throw node.Error($"{scales.Count} scales; expected 4, or 4 sizes");
    }
}
