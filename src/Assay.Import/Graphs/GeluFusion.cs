namespace Assay.Import.Graphs;

/// <summary>Recognises GELU where an exporter spelled it out: x · (erf(x / √2) + 1) · ½, in any order of the factors.</summary>
public sealed class GeluFusion : IGraphPass
{
    private const float Tolerance = 1e-4f;

    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int fused = 0;
        foreach (GraphNode erf in graph.Nodes.Where(node => node.Operator == "Erf").ToArray())
        {
            if (Match(graph, erf) is not { } match)
                continue;
            GraphNode last = match.Chain[^1];
            graph.Replace(match.Chain, new GraphNode("Gelu", last.Name, [match.Argument], last.Outputs, new Dictionary<string, object>()));
            fused++;
        }

        return fused;
    }

    private static (List<GraphNode> Chain, string Argument)? Match(FloatGraph graph, GraphNode erf)
    {
        if (graph.Producer(erf.Input(0)) is not { } scaled || Scaled(graph, scaled) is not { } argument
            || graph.SoleConsumer(erf.Output) is not { Operator: "Add" } sum || Other(graph, sum, erf.Output) is not { } one
            || graph.Scalar(one) != 1)
            return null;
        // The two factors, x and a half, in either order; the half may also have gone into x before.
        var chain = new List<GraphNode> { scaled, erf, sum };
        bool hasArgument = false, hasHalf = false;
        while (!(hasArgument && hasHalf) && graph.SoleConsumer(chain[^1].Output) is { Operator: "Mul" } product)
        {
            string other = Other(graph, product, chain[^1].Output) ?? "";
            if (other == argument && !hasArgument)
                hasArgument = true;
            else if (graph.Scalar(other) is { } half && Near(half, 0.5f) && !hasHalf)
                hasHalf = true;
            else if (graph.Producer(other) is { Operator: "Mul" } halved && graph.SoleConsumer(other) is not null && IsHalf(graph, halved, argument))
                (hasArgument, hasHalf) = (true, chain.Remove(halved) || AddFirst(chain, halved));
            else
                return null;
            chain.Add(product);
        }

        return hasArgument && hasHalf ? (chain, argument) : null;
    }

    private static bool AddFirst(List<GraphNode> chain, GraphNode node)
    {
        chain.Insert(0, node);
        return true;
    }

    private static bool IsHalf(FloatGraph graph, GraphNode product, string argument) =>
        Other(graph, product, argument) is { } half && graph.Scalar(half) is { } value && Near(value, 0.5f);

    /// <summary>The argument of x / √2, spelled as a quotient or a product.</summary>
    private static string? Scaled(FloatGraph graph, GraphNode node)
    {
        float root = MathF.Sqrt(2);
        if (node.Operator == "Div" && graph.Scalar(node.Input(1)) is { } divisor && Near(divisor, root))
            return node.Input(0);
        if (node.Operator != "Mul")
            return null;
        int operand = graph.Constants.ContainsKey(node.Input(0)) ? 1 : 0;
        return graph.Scalar(node.Input(1 - operand)) is { } factor && Near(factor, 1 / root) ? node.Input(operand) : null;
    }

    private static string? Other(FloatGraph graph, GraphNode node, string input) =>
        node.Inputs.Count == 2 && node.Inputs.Contains(input) && (node.Input(0) != node.Input(1) || graph.Constants.ContainsKey(input))
            ? node.Input(node.Input(0) == input ? 1 : 0) : null;

    private static bool Near(float actual, float expected) => MathF.Abs(actual - expected) < Tolerance;
}
