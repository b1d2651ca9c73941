namespace Assay.Import.Graphs;

/// <summary>Folds batch normalisation into the convolution before it.</summary>
public sealed class BatchNormFolding : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphNode[] nodes = [.. graph.Nodes.Where(node => node.Operator == "BatchNormalization")];
        foreach (GraphNode node in nodes)
        {
            if (graph.Producer(node.Input(0)) is not { Operator: "Conv" or "ConvTranspose" } convolution || graph.SoleConsumer(convolution.Output) is null)
                throw node.Error("its input is not the result of a convolution that nothing else reads, so it cannot be folded");
            Fold(graph, node, convolution);
        }

        return nodes.Length;
    }

    private static void Fold(FloatGraph graph, GraphNode node, GraphNode convolution)
    {
        ConvolutionWeights weights = ConvolutionWeights.Of(graph, convolution);
        ConstantTensor[] parameters = [.. Enumerable.Range(1, 4).Select(input => graph.Constant(node, input))];
        if (parameters.Any(parameter => parameter.Count != weights.Channels))
            throw node.Error($"its parameters do not all have the {weights.Channels} values that the convolution has channels");
        double epsilon = node.Real("epsilon", 1e-5f);
        for (int channel = 0; channel < weights.Channels; channel++)
        {
            double variance = parameters[3].Floats[channel] + epsilon;
            if (!(variance > 0))
                throw node.Error($"variance plus epsilon is {variance} in channel {channel}; expected a positive number");
            double factor = parameters[0].Floats[channel] / Math.Sqrt(variance);
            weights.Transform(channel, factor, parameters[1].Floats[channel] - (parameters[2].Floats[channel] * factor));
        }

        graph.Replace([convolution, node], weights.Store(graph, convolution, node.Output));
    }
}
