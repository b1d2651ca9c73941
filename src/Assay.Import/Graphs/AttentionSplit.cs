namespace Assay.Import.Graphs;

/// <summary>
/// Splits the dense layer that computes queries, keys and values at once, [1, T, 3·h·d] → [1, T, 3, h, d] → [3, 1, h, T, d] → one
/// slice each, into one dense layer a slice: each then has a scale of its own, and no slice is left to compute.
/// </summary>
public sealed class AttentionSplit : IGraphPass
{
    private static readonly long[] PartsFirst = [2, 0, 3, 1, 4];

    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int split = 0;
        foreach (GraphNode transpose in graph.Nodes.Where(node => node.Operator == "Transpose").ToArray())
        {
            if (TrySplit(graph, transpose))
                split++;
        }

        return split;
    }

    private static bool TrySplit(FloatGraph graph, GraphNode transpose)
    {
        if (transpose.IntegerList("perm") is not { } permutation || !permutation.SequenceEqual(PartsFirst)
            || graph.Producer(transpose.Input(0)) is not { Operator: "Reshape" } reshape || graph.SoleConsumer(reshape.Output) is null
            || graph.Producer(reshape.Input(0)) is not { Operator: "Conv" } dense || graph.SoleConsumer(dense.Output) is null
            || graph.Shape(dense.Output) is not [1, var rows, var width]
            || graph.Shape(reshape.Output) is not [1, var first, var parts, var heads, var depth]
            || first != rows || parts * heads * depth != width)
            return false;
        IReadOnlyList<GraphNode> slices = graph.Consumers(transpose.Output);
        if (transpose.Output == graph.OutputName || slices.Any(slice => slice.Operator != "Slice" || !TakesOnePart(graph, slice)))
            return false;
        foreach (GraphNode slice in slices)
        {
            int part = ShapeInference.SliceOf(graph, slice)[0].Start;
            graph.ReplaceBy(slice, Part(graph, dense, slice, part * heads * depth, [1, rows, heads, depth]));
        }

        graph.Nodes.Remove(transpose);
        graph.Nodes.Remove(reshape);
        graph.Nodes.Remove(dense);
        return true;
    }

    private static bool TakesOnePart(FloatGraph graph, GraphNode slice) =>
        ShapeInference.SliceOf(graph, slice) is [{ Size: 1 }, .. var others] && others.Select(axis => axis.Size)
            .SequenceEqual(graph.Shape(slice.Input(0)).Skip(1));

    /// <summary>The dense layer of one part, and the views that bring it into the shape of the slice.</summary>
    private static GraphNode[] Part(FloatGraph graph, GraphNode dense, GraphNode slice, int firstRow, int[] shape)
    {
        (int rows, int heads, int depth) = (shape[1], shape[2], shape[3]);
        int width = heads * depth;
        string name = $"{slice.Output}/dense", split = $"{slice.Output}/heads", turned = $"{slice.Output}/turned";
        graph.Introduce(name, [1, rows, width], slice.Output);
        graph.Introduce(split, shape, slice.Output);
        graph.Introduce(turned, [1, heads, rows, depth], slice.Output);
        GraphNode part = ConvolutionWeights.Of(graph, dense).Rows(firstRow, width).Store(graph, dense, name) with { Name = slice.Name };
        string splitShape = Shape(graph, split, shape), finalShape = Shape(graph, slice.Output, [.. graph.Shape(slice.Output)]);
        var none = new Dictionary<string, object>();
        return
        [
            part,
            new GraphNode("Reshape", slice.Name, [name, splitShape], [split], none),
            new GraphNode("Transpose", slice.Name, [split], [turned], new Dictionary<string, object> { ["perm"] = new long[] { 0, 2, 1, 3 } }),
            new GraphNode("Reshape", slice.Name, [turned, finalShape], [slice.Output], none),
        ];
    }

    private static string Shape(FloatGraph graph, string tensor, int[] shape)
    {
        string name = $"{tensor}/shape";
        graph.Constants[name] = ConstantTensor.Vector([.. shape.Select(size => (long)size)]);
        return name;
    }
}
