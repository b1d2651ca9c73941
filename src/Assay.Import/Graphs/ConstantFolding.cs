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
        foreach (GraphNode node in graph.Nodes)
        {
            if (ConstantEvaluator.TryEvaluate(graph, node) is { } value)
            {
                graph.Constants.Add(node.Output, value);
                folded++;
                continue;
            }

            graph.SetShape(node.Output, ShapeInference.Infer(graph, node));
            kept.Add(node);
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(kept);
        return folded;
    }
}
