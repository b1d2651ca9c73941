namespace Assay.Import.Graphs;

/// <summary>Writes a Split as one Slice for each of its outputs: nothing is moved until a reader needs it.</summary>
internal static class SplitExpansion
{
    /// <summary>The slices of a Split, the shape of whose input is known; any other node as it is.</summary>
    /// <exception cref="ImportException">The sizes do not add up to the axis, or there are not as many as outputs.</exception>
    public static IEnumerable<GraphNode> Expand(FloatGraph graph, GraphNode node)
    {
        if (node.Operator != "Split")
            return [node];
        IReadOnlyList<int> shape = graph.Shape(node.Input(0));
        int axis = ShapeInference.Axis(node, node.Integer("axis", 0), shape.Count);
        IReadOnlyList<long> sizes = Sizes(graph, node, shape[axis]);
        if (sizes.Count != node.Outputs.Count || sizes.Any(size => size < 1 || size > shape[axis]) || sizes.Sum() != shape[axis])
            throw node.Error($"it splits axis {axis} of size {shape[axis]} into [{string.Join(", ", sizes)}]; expected {node.Outputs.Count} sizes of at least 1 that add up to it");
        var slices = new List<GraphNode>();
        long start = 0;
        for (int i = 0; i < sizes.Count; start += sizes[i++])
        {
            if (node.Outputs[i].Length > 0)
                slices.Add(Slice(node, node.Outputs[i], axis, start, start + sizes[i]));
        }

        return slices;
    }

    private static GraphNode Slice(GraphNode node, string output, int axis, long start, long end) =>
        new("Slice", node.Name, [node.Input(0)], [output], new Dictionary<string, object>
        {
            ["axes"] = new long[] { axis },
            ["starts"] = new[] { start },
            ["ends"] = new[] { end },
        });

    /// <summary>Sizes are an attribute up to operator set 12 and an input from 13 on; without them the parts are equal, the last one smaller where they cannot be.</summary>
    private static IReadOnlyList<long> Sizes(FloatGraph graph, GraphNode node, int size)
    {
        if (node.HasInput(1))
            return graph.Constant(node, 1).Integers;
        if (node.IntegerList("split") is { } declared)
            return declared;
        long parts = node.Integer("num_outputs", node.Outputs.Count);
        if (parts != node.Outputs.Count)
            throw node.Error($"num_outputs is {parts}, and it has {node.Outputs.Count} outputs");
        long part = (size + parts - 1) / parts;
        return [.. Enumerable.Range(0, node.Outputs.Count).Select(i => i < parts - 1 ? part : size - (part * i))];
    }
}
