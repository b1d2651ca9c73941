namespace Assay.Import.Graphs;

/// <summary>Removes nodes that hand on their input as it is: Identity, Dropout, and sums and products with a neutral constant.</summary>
public sealed class NeutralRemoval : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int removed = 0;
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            // The graph's output keeps its name, so the node that writes it stays.
            if (node.Output == graph.OutputName || HandedOn(graph, node) is not { } input)
                continue;
            graph.Nodes.Remove(graph.Nodes.First(other => other.Output == node.Output));
            graph.Rename(node.Output, input);
            removed++;
        }

        return removed;
    }

    private static string? HandedOn(FloatGraph graph, GraphNode node)
    {
        // An earlier removal may have renamed the inputs of this node since.
        GraphNode current = graph.Nodes.First(other => other.Output == node.Output);
        if (current.Operator is "Identity" or "Dropout")
            return current.Input(0);
        float? neutral = current.Operator switch
        {
            "Mul" or "Div" => 1,
            "Add" or "Sub" => 0,
            _ => null,
        };
        if (neutral is null)
            return null;
        int operand = current.Operator is "Mul" or "Add" && graph.Constants.ContainsKey(current.Input(0)) ? 1 : 0;
        return graph.Scalar(current.Input(1 - operand)) == neutral && graph.Shape(current.Input(operand)).SequenceEqual(graph.Shape(current.Output))
            ? current.Input(operand) : null;
    }
}
