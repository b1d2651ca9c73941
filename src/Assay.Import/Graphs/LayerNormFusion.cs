namespace Assay.Import.Graphs;

/// <summary>
/// Brings layer normalisation over the last axis into one form, be it one operator or spelled out: (x − mean) / √(variance + ε), times a
/// constant and plus a constant of the last axis' size. So does the normalisation by the root of the mean square, which leaves the mean
/// where it is: x / √(mean of squares + ε).
/// </summary>
public sealed class LayerNormFusion : IGraphPass
{
    /// <summary>Operator of the fused node: inputs x, factor, summand.</summary>
    internal const string FusedOperator = "LayerNormalization";

    /// <summary>Attributes that name the inner tensors, which calibration observes; without the differences from the mean where it stays.</summary>
    internal const string Centred = "centred", Variance = "variance", Normalised = "normalised";

    /// <summary>Attribute of what is one operator in the file, which therefore has no inner tensors.</summary>
    private const string OneOperator = "one operator";

    /// <summary>Whether a fused node is one operator in the file.</summary>
    internal static bool IsOneOperator(GraphNode node) => node.Operator == FusedOperator && node.Integer(OneOperator, 0) != 0;

    /// <summary>Whether a fused node takes the mean away before it divides.</summary>
    internal static bool IsCentred(GraphNode node) => node.Text(Centred, "").Length > 0;

    /// <summary>Names of the inner tensors of a fused node.</summary>
    internal static IEnumerable<string> InnerTensors(GraphNode node) =>
        IsCentred(node) ? [node.Text(Centred, ""), node.Text(Variance, ""), node.Text(Normalised, "")] : [node.Text(Variance, ""), node.Text(Normalised, "")];

    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int fused = 0;
        foreach (GraphNode node in graph.Nodes.Where(node => node.Operator == FusedOperator).ToArray())
        {
            graph.Replace([node], Complete(graph, node));
            fused++;
        }

        foreach (GraphNode root in graph.Nodes.Where(node => node.Operator == "Sqrt").ToArray())
        {
            if (!TryFuse(graph, root))
                throw root.Error("it is not part of a normalisation over the last axis; expected (x - mean) / sqrt(mean of squares + epsilon), or the same without the mean");
            fused++;
        }

        return fused;
    }

    /// <summary>The operator with a summand, and with names for the tensors inside it.</summary>
    private static GraphNode Complete(FloatGraph graph, GraphNode node)
    {
        int[] shape = [.. graph.Shape(node.Input(0))];
        int axis = ShapeInference.Axis(node, node.Integer("axis", -1), shape.Length);
        if (axis != shape.Length - 1)
            throw node.Error($"axis {axis} of [{string.Join(", ", shape)}]; expected the last axis, {shape.Length - 1}");
        for (int i = 1; i < node.Inputs.Count; i++)
        {
            if (node.HasInput(i) && (graph.Constant(node, i).Count != shape[^1] || graph.Shape(node.Input(i))[^1] != shape[^1]))
                throw node.Error($"input {i} has the shape [{string.Join(", ", graph.Shape(node.Input(i)))}]; expected {shape[^1]} values along the last axis");
        }

        string name = node.Output, summand = node.HasInput(2) ? node.Input(2) : Neutral(graph, $"{name}/Add", shape[^1], 0);
        var attributes = new Dictionary<string, object>
        {
            ["epsilon"] = node.Real("epsilon", 1e-5f),
            [Centred] = $"{name}/centred",
            [Variance] = $"{name}/variance",
            [Normalised] = $"{name}/normalised",
            [OneOperator] = 1L,
        };
        graph.SetShape($"{name}/centred", shape);
        graph.SetShape($"{name}/variance", [.. shape[..^1], 1]);
        graph.SetShape($"{name}/normalised", shape);
        return new GraphNode(FusedOperator, node.Name, [node.Input(0), node.Input(1), summand], [name], attributes);
    }

    private static bool TryFuse(FloatGraph graph, GraphNode root)
    {
        if (graph.Producer(root.Input(0)) is not { Operator: "Add" } sum || Constant(graph, sum) is not var (epsilon, variance) || epsilon.Count != 1
            || graph.Producer(variance) is not { Operator: "ReduceMean" } meanOfSquares || !OverLastAxis(graph, meanOfSquares)
            || graph.Producer(meanOfSquares.Input(0)) is not { } square || !IsSquare(graph, square)
            || Quotient(graph, root, square.Input(0)) is not { } division
            || new[] { sum, meanOfSquares, square }.Any(node => graph.SoleConsumer(node.Output) is null))
            return false;
        GraphNode[] centring = Centring(graph, square.Input(0));
        List<GraphNode> chain = [.. centring, square, meanOfSquares, sum, root, .. division];
        GraphNode quotient = chain[^1];
        string input = centring.Length > 0 ? centring[0].Input(0) : square.Input(0);
        string factor = Absorb(graph, chain, "Mul", quotient.Output, 1);
        string summand = Absorb(graph, chain, "Add", quotient.Output, 0);
        var attributes = new Dictionary<string, object>
        {
            ["epsilon"] = epsilon.Floats[0],
            [Centred] = centring.Length > 0 ? square.Input(0) : "",
            [Variance] = sum.Output,
            [Normalised] = quotient.Output,
        };
        graph.Replace(chain, new GraphNode(FusedOperator, quotient.Name, [input, factor, summand], chain[^1].Outputs, attributes));
        return true;
    }

    /// <summary>The mean and the difference from it where a tensor is such a difference, which nothing but its square and its quotient reads; else nothing.</summary>
    private static GraphNode[] Centring(FloatGraph graph, string tensor)
    {
        const int Readers = 2;
        return graph.Producer(tensor) is { Operator: "Sub" } centred && tensor != graph.OutputName && graph.Consumers(tensor).Count == Readers
            && graph.Producer(centred.Input(1)) is { Operator: "ReduceMean" } mean && OverLastAxis(graph, mean) && mean.Input(0) == centred.Input(0)
            && graph.SoleConsumer(mean.Output) is not null ? [mean, centred] : [];
    }

    /// <summary>The nodes that divide a tensor by a root: a quotient, or a product with the reciprocal.</summary>
    private static GraphNode[]? Quotient(FloatGraph graph, GraphNode root, string dividend) => graph.SoleConsumer(root.Output) switch
    {
        { Operator: "Div" } quotient when quotient.Input(0) == dividend => [quotient],
        { } inverse when inverse.Operator == "Reciprocal" || (inverse.Operator == "Div" && graph.Scalar(inverse.Input(0)) == 1) =>
            graph.SoleConsumer(inverse.Output) is { Operator: "Mul" } product && product.Inputs.Contains(dividend) ? [inverse, product] : null,
        _ => null,
    };

    /// <summary>Takes a product or sum with a constant of the last axis' size into the chain, or makes up a neutral one.</summary>
    private static string Absorb(FloatGraph graph, List<GraphNode> chain, string operatorName, string name, float neutral)
    {
        int size = graph.Shape(chain[^1].Output)[^1];
        if (graph.SoleConsumer(chain[^1].Output) is { } next && next.Operator == operatorName && Constant(graph, next) is var (constant, _)
            && constant.Count == size && constant.Shape[^1] == size)
        {
            chain.Add(next);
            return graph.Constants.ContainsKey(next.Input(0)) ? next.Input(0) : next.Input(1);
        }

        return Neutral(graph, $"{name}/{operatorName}", size, neutral);
    }

    private static string Neutral(FloatGraph graph, string name, int size, float value)
    {
        graph.Constants[name] = ConstantTensor.FromFloats([size], [.. Enumerable.Repeat(value, size)]);
        return name;
    }

    private static (ConstantTensor Constant, string Other)? Constant(FloatGraph graph, GraphNode node)
    {
        for (int i = 0; i < 2; i++)
        {
            if (graph.Constants.TryGetValue(node.Input(i), out ConstantTensor? constant))
                return (constant, node.Input(1 - i));
        }

        return null;
    }

    private static bool IsSquare(FloatGraph graph, GraphNode node) =>
        (node.Operator == "Pow" && graph.Scalar(node.Input(1)) == 2) || (node.Operator == "Mul" && node.Input(0) == node.Input(1));

    private static bool OverLastAxis(FloatGraph graph, GraphNode node) =>
        ShapeInference.ReducedAxes(graph, node) is [var axis] && axis == graph.Shape(node.Input(0)).Count - 1 && node.Integer("keepdims", 1) != 0;
}
