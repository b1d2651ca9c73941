namespace Assay.Import.Graphs;

/// <summary>Recognises swish where an exporter spelled it out: x · sigmoid(x).</summary>
public sealed class SwishFusion : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int fused = 0;
        foreach (GraphNode product in graph.Nodes.Where(node => node.Operator == "Mul").ToArray())
        {
            if ((Gate(graph, product, 0) ?? Gate(graph, product, 1)) is not { } sigmoid)
                continue;
            graph.Replace(
                [sigmoid, product],
                new GraphNode("Swish", product.Name, [sigmoid.Input(0)], product.Outputs, new Dictionary<string, object>()));
            fused++;
        }

        return fused;
    }

    private static GraphNode? Gate(FloatGraph graph, GraphNode product, int gate) =>
        graph.Producer(product.Input(gate)) is { Operator: "Sigmoid" } sigmoid && graph.SoleConsumer(sigmoid.Output) is not null
            && sigmoid.Input(0) == product.Input(1 - gate) ? sigmoid : null;
}
