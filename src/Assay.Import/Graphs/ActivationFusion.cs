namespace Assay.Import.Graphs;

/// <summary>Attaches an activation to the operator before it, so that the result is rounded to 8 bits once, after the activation.</summary>
public sealed class ActivationFusion : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int fused = 0;
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (ActivationOf(graph, node) is not { } activation)
                continue;
            if (graph.Producer(node.Input(0)) is not { Operator: "Conv" or "Add" or "Sub" or "Mul" } producer
                || producer.Activation != Activation.None || graph.SoleConsumer(producer.Output) is null)
                throw node.Error("its input is not the result of a convolution, sum or product that nothing else reads");
            graph.Replace([producer, node], Fuse(graph, producer, node, activation));
            fused++;
        }

        return fused;
    }

    private static Activation? ActivationOf(FloatGraph graph, GraphNode node) => node.Operator switch
    {
        "Relu" => Activation.Relu,
        "HardSwish" => Activation.HardSwish,
        "Sigmoid" => Activation.Sigmoid,
        "HardSigmoid" => Activation.HardSigmoid(node.Real("alpha", 0.2f), node.Real("beta", 0.5f)),
        "Clip" => ClipBounds.Of(graph, node) is var (low, high) && low <= high
            ? Activation.Clamp("clip", low, high)
            : throw node.Error("its lower bound is above its upper bound"),
        _ => null,
    };

    /// <summary>A hard-sigmoid after a convolution becomes a clamp: its slope and offset go into the weights and bias.</summary>
    private static GraphNode Fuse(FloatGraph graph, GraphNode producer, GraphNode node, Activation activation)
    {
        if (node.Operator != "HardSigmoid" || producer.Operator != "Conv")
            return producer with { Outputs = node.Outputs, PreActivation = producer.Output, Activation = activation };
        ConvolutionWeights weights = ConvolutionWeights.Of(graph, producer);
        for (int channel = 0; channel < weights.Channels; channel++)
            weights.Transform(channel, node.Real("alpha", 0.2f), node.Real("beta", 0.5f));
        GraphNode scaled = weights.Store(graph, producer, node.Output);
        return scaled with { Activation = Activation.Clamp("hard-sigmoid", 0, 1) };
    }
}
