namespace Assay.Import.Graphs;

/// <summary>Folds a constant that is added to, or multiplied with, the result of a convolution into its weights and bias.</summary>
public sealed class AffineFolding : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int folded = 0;
        foreach (GraphNode node in graph.Nodes.Where(node => node.Operator is "Add" or "Sub" or "Mul" or "Div").ToArray())
        {
            if (TryFold(graph, node))
                folded++;
        }

        return folded;
    }

    private static bool TryFold(FloatGraph graph, GraphNode node)
    {
        bool commutes = node.Operator is "Add" or "Mul";
        int operand = commutes && graph.Constants.ContainsKey(node.Input(0)) ? 1 : 0;
        if (!graph.Constants.TryGetValue(node.Input(1 - operand), out ConstantTensor? constant)
            || graph.Producer(node.Input(operand)) is not { Operator: "Conv" or "ConvTranspose" } convolution
            || graph.SoleConsumer(convolution.Output) is null
            || !graph.Shape(node.Output).SequenceEqual(graph.Shape(convolution.Output)))
            return false;

        ConvolutionWeights weights = ConvolutionWeights.Of(graph, convolution);
        IReadOnlyList<int> result = graph.Shape(convolution.Output);
        if (!IsPerChannel(constant, result, convolution.ChannelAxis(result.Count)))
            return false;
        for (int channel = 0; channel < weights.Channels; channel++)
        {
            double value = constant.Floats[constant.Count == 1 ? 0 : channel];
            (double factor, double offset) = node.Operator switch
            {
                "Add" => (1, value),
                "Sub" => (1, -value),
                "Mul" => (value, 0),
                _ => (value != 0 ? 1 / value : throw node.Error("division by a constant zero"), 0.0),
            };
            weights.Transform(channel, factor, offset);
        }

        graph.Replace([convolution, node], weights.Store(graph, convolution, node.Output));
        return true;
    }

    /// <summary>A scalar, or one value a channel.</summary>
    private static bool IsPerChannel(ConstantTensor constant, IReadOnlyList<int> result, int axis)
    {
        if (constant.Count == 1)
            return true;
        int fromEnd = result.Count - axis;
        return constant.Count == result[axis] && constant.Shape.Count >= fromEnd && constant.Shape[^fromEnd] == result[axis];
    }
}
