namespace Assay.Import.Graphs;

/// <summary>
/// Recognises hard-swish where an exporter spelled it out: x · clip(x + 3, 0, 6) / 6, or x · hardSigmoid(x) with
/// slope 1/6 and offset 1/2.
/// </summary>
public sealed class HardSwishFusion : IGraphPass
{
    private const float Tolerance = 1e-4f;

    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int fused = 0;
        foreach (GraphNode product in graph.Nodes.Where(node => node.Operator == "Mul").ToArray())
        {
            if ((Match(graph, product, gate: 0) ?? Match(graph, product, gate: 1)) is not { } chain)
                continue;
            GraphNode last = chain[^1];
            string argument = chain[0].Inputs.First(input => !graph.Constants.ContainsKey(input));
            graph.Replace(chain, new GraphNode("HardSwish", last.Name, [argument], last.Outputs, new Dictionary<string, object>()));
            fused++;
        }

        return fused;
    }

    /// <summary>The nodes of the pattern in program order, or null.</summary>
    private static List<GraphNode>? Match(FloatGraph graph, GraphNode product, int gate)
    {
        string argument = product.Input(1 - gate);
        GraphNode? gateNode = graph.Producer(product.Input(gate));
        if (gateNode is null || graph.SoleConsumer(gateNode.Output) is null)
            return null;
        if (gateNode.Operator == "HardSigmoid")
            return gateNode.Input(0) == argument && Near(gateNode.Real("alpha", 0.2f), 1f / 6) && Near(gateNode.Real("beta", 0.5f), 0.5f)
                ? [gateNode, product] : null;

        if (!IsClip(graph, gateNode, 0, 6) || graph.Producer(gateNode.Input(0)) is not { Operator: "Add" } sum
            || graph.SoleConsumer(sum.Output) is null || !AddsThree(graph, sum, argument))
            return null;
        return graph.SoleConsumer(product.Output) is { } scale && DividesBySix(graph, scale, product.Output)
            ? [sum, gateNode, product, scale] : null;
    }

    private static bool AddsThree(FloatGraph graph, GraphNode sum, string argument) =>
        (sum.Input(0) == argument && graph.Scalar(sum.Input(1)) == 3) || (sum.Input(1) == argument && graph.Scalar(sum.Input(0)) == 3);

    private static bool DividesBySix(FloatGraph graph, GraphNode scale, string product) => scale.Operator switch
    {
        "Div" => scale.Input(0) == product && graph.Scalar(scale.Input(1)) == 6,
        "Mul" => graph.Scalar(scale.Input(scale.Input(0) == product ? 1 : 0)) is { } factor && Near(factor, 1f / 6),
        _ => false,
    };

    private static bool IsClip(FloatGraph graph, GraphNode node, double low, double high) =>
        node.Operator == "Clip" && ClipBounds.Of(graph, node) == (low, high);

    private static bool Near(float actual, float expected) => MathF.Abs(actual - expected) < Tolerance;
}
