namespace Assay.Import.Graphs;

/// <summary>
/// Rewrites x + x·g, with a gate g that a convolution computes and clamps, into x·(1 + g): the 1 goes into the convolution's bias
/// and bounds, and one rounding and one pass over x are saved.
/// </summary>
public sealed class GateFusion : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int fused = 0;
        foreach (GraphNode sum in graph.Nodes.Where(node => node.Operator == "Add").ToArray())
        {
            if (TryFuse(graph, sum, 0) || TryFuse(graph, sum, 1))
                fused++;
        }

        return fused;
    }

    private static bool TryFuse(FloatGraph graph, GraphNode sum, int productInput)
    {
        string tensor = sum.Input(1 - productInput);
        if (graph.Producer(sum.Input(productInput)) is not { Operator: "Mul" } product || product.Activation != Activation.None
            || graph.SoleConsumer(product.Output) is null || !product.Inputs.Contains(tensor))
            return false;
        string gateName = product.Input(product.Input(0) == tensor ? 1 : 0);
        if (graph.Producer(gateName) is not { Operator: "Conv" } gate || graph.SoleConsumer(gateName) is null || !gate.Activation.IsClamp
            || !double.IsFinite(gate.Activation.Low) || !double.IsFinite(gate.Activation.High)
            || !graph.Shape(sum.Output).SequenceEqual(graph.Shape(tensor)))
            return false;
        string raised = $"{gateName}/raised";
        graph.Introduce(raised, [.. graph.Shape(gateName)], "");
        ConvolutionWeights weights = ConvolutionWeights.Of(graph, gate);
        for (int channel = 0; channel < weights.Channels; channel++)
            weights.Transform(channel, 1, 1);
        graph.Replace([gate], weights.Store(graph, gate, raised) with
        {
            Activation = Activation.Clamp(gate.Activation.Name, gate.Activation.Low + 1, gate.Activation.High + 1),
        });
        graph.Replace([product, sum], sum with { Operator = "Mul", Inputs = [tensor, raised] });
        return true;
    }
}
