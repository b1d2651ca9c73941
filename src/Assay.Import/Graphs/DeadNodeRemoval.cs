namespace Assay.Import.Graphs;

/// <summary>Removes nodes whose results never reach the output.</summary>
public sealed class DeadNodeRemoval : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var needed = new HashSet<string> { graph.OutputName };
        int before = graph.Nodes.Count;
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (!graph.Nodes[i].Outputs.Any(needed.Contains))
                graph.Nodes.RemoveAt(i);
            else
                needed.UnionWith(graph.Nodes[i].Inputs);
        }

        return before - graph.Nodes.Count;
    }
}
