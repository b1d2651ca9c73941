namespace Assay.Import.Graphs;

/// <summary>
/// Computes at import what does not depend on the input's values: Constant nodes, and the shape arithmetic that
/// exporters emit around reshapes. Infers the shape of everything else on the way.
/// </summary>
public sealed class ConstantFolding : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var kept = new List<GraphNode>();
        int folded = 0;
        long elements = 0;
        foreach (GraphNode node in graph.Nodes.SelectMany(node => SplitExpansion.Expand(graph, node)))
        {
            if (ConstantEvaluator.TryEvaluate(graph, node) is { } value)
            {
                graph.Constants.Add(node.Output, value);
                folded++;
                continue;
            }

            int[] shape = ShapeInference.Infer(graph, node);
            elements += shape.Aggregate(1L, (product, size) => product * size);
            if (elements > ShapeInference.MaximumTotalElements)
                throw node.Error($"up to here the results have {elements} elements; expected at most {ShapeInference.MaximumTotalElements} in the whole model");
            graph.SetShape(node.Output, shape);
            kept.Add(node);
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(kept);
        return folded;
    }
}
