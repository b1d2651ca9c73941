namespace Assay.Import.Graphs;

/// <summary>
/// Attaches an activation to the operator before it, so that the result is rounded to 8 bits once, after the activation; a scalar
/// factor and summand that follow go into the activation too. What stands alone becomes an operator of its own.
/// </summary>
public sealed class ActivationFusion : IGraphPass
{
    /// <summary>Operator of an activation that could not be attached.</summary>
    internal const string StandAlone = "Activation";

    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int fused = 0;
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (ActivationOf(graph, node) is not { } activation)
                continue;
            GraphNode result;
            if (Producer(graph, node) is { } producer)
                graph.Replace([producer, node], result = Fuse(graph, producer, node, activation));
            else
                graph.Replace([node], result = new GraphNode(StandAlone, node.Name, [node.Input(0)], node.Outputs, node.Attributes) { Activation = activation, PreActivation = node.Input(0) });
            AbsorbAffine(graph, result);
            fused++;
        }

        return fused;
    }

    private static GraphNode? Producer(FloatGraph graph, GraphNode node) =>
        graph.Producer(node.Input(0)) is { Operator: "Conv" or "ConvTranspose" or "Add" or "Sub" or "Mul" } producer
            && producer.Activation == Activation.None && graph.SoleConsumer(producer.Output) is not null
            && producer.Inputs.Take(producer.Operator.StartsWith("Conv", StringComparison.Ordinal) ? 1 : 2).All(input => !graph.Constants.ContainsKey(input))
            ? producer : null;

    internal static Activation? ActivationOf(FloatGraph graph, GraphNode node) => node.Operator switch
    {
        "Relu" => Activation.Relu,
        "HardSwish" => Activation.HardSwish,
        "Swish" => Activation.Swish,
        "Gelu" => node.Text("approximate", "none") switch
        {
            "none" => Activation.Gelu,
            "tanh" => Activation.GeluByTanh,
            var other => throw node.Error($"attribute 'approximate' is '{other}'; expected none or tanh"),
        },
        "Erf" => Activation.Erf,
        "Softplus" => Activation.Softplus,
        "Softsign" => Activation.Softsign,
        "Mish" => Activation.Mish,
        "Selu" => Activation.Selu(node.Real("alpha", 1.67326319f), node.Real("gamma", 1.05070102f)),
        "Celu" => node.Real("alpha", 1) is var alpha && alpha > 0 ? Activation.Celu(alpha) : throw node.Error($"alpha is {alpha}; expected more than 0"),
        "Tanh" => Activation.Tanh,
        "Sigmoid" => Activation.Sigmoid,
        "LeakyRelu" => Activation.LeakyRelu(node.Real("alpha", 0.01f)),
        "PRelu" => Activation.LeakyRelu(graph.Scalar(node.Input(1)) ?? throw node.Error("its slope is not one constant number; expected one for all channels")),
        "Elu" => Activation.Elu(node.Real("alpha", 1)),
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

    /// <summary>Factors and summands after an activation that needs a table anyway cost nothing there.</summary>
    private static void AbsorbAffine(FloatGraph graph, GraphNode node)
    {
        while (!node.Activation.IsClamp && graph.SoleConsumer(node.Output) is { Operator: "Mul" or "Add" } next
            && graph.Scalar(next.Input(next.Input(0) == node.Output ? 1 : 0)) is { } scalar
            && graph.Shape(next.Output).SequenceEqual(graph.Shape(node.Output)))
        {
            Activation combined = next.Operator == "Mul" ? node.Activation.Then(scalar, 0) : node.Activation.Then(1, scalar);
            GraphNode replacement = node with { Outputs = next.Outputs, Activation = combined };
            graph.Replace([node, next], replacement);
            node = replacement;
        }
    }
}
