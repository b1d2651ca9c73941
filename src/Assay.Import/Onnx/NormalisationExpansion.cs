using Assay.Import.Graphs;

namespace Assay.Import.Onnx;

/// <summary>
/// Spells InstanceNormalization, GroupNormalization and RMSNormalization out: what is normalised together becomes a row, which is normalised over
/// the last axis with means, differences and products. The results keep their names; everything else in the file stays as it is.
/// </summary>
internal static class NormalisationExpansion
{
    private const int FirstOpsetWithConstantLists = 12, FirstOpsetWithAxesInput = 18, FirstOpsetWithScalePerChannel = 21, FirstOpsetWithRootMeanSquare = 23;

    /// <summary>Rewrites a model.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="parsed">What the file says.</param>
    /// <param name="inputShape">Shape of its input.</param>
    /// <returns>The bytes of the new file, or the same array where there is nothing to do.</returns>
    /// <exception cref="ImportException">Names the normalisation that cannot be spelled out.</exception>
    public static byte[] Apply(byte[] model, OnnxModel parsed, IReadOnlyList<int> inputShape)
    {
        if (!parsed.Nodes.Any(IsExpanded))
            return model;
        FloatGraph shapes = FloatGraph.From(parsed, inputShape);
        SupportedOperators.Check(shapes);
        new ConstantFolding().Apply(shapes);
        Dictionary<int, IReadOnlyList<byte[]>> expanded = [];
        for (int i = 0; i < parsed.Nodes.Count; i++)
        {
            if (IsExpanded(parsed.Nodes[i]))
                expanded.Add(i, Expand(parsed, shapes, parsed.Nodes[i]));
        }

        return OnnxMessage.Rewrite(
            model, OnnxMessage.GraphField, (_, graph) => [(OnnxMessage.GraphField, OnnxMessage.Rewrite(graph, OnnxMessage.NodeField, Node))]);

        IReadOnlyList<(int Field, byte[] Message)> Node(int index, byte[] message) =>
            expanded.TryGetValue(index, out IReadOnlyList<byte[]>? nodes) ? [.. nodes.Select(node => (OnnxMessage.NodeField, node))] : [(OnnxMessage.NodeField, message)];
    }

    private static bool IsExpanded(GraphNode node) => node.Operator is "InstanceNormalization" or "GroupNormalization" or "RMSNormalization";

    private static IReadOnlyList<byte[]> Expand(OnnxModel model, FloatGraph shapes, GraphNode node)
    {
        if (node.Outputs.Skip(1).Any(output => output.Length > 0))
            throw node.Error($"it has {node.Outputs.Count} outputs; expected only the normalised values");
        long first = node.Operator == "RMSNormalization" ? FirstOpsetWithRootMeanSquare : FirstOpsetWithConstantLists;
        if (model.OpsetVersion < first)
            throw node.Error($"the file has operator set {model.OpsetVersion}; expected at least {first}");
        var part = new Part(node, model.OpsetVersion);
        if (node.Operator == "RMSNormalization")
            OverLastAxes(shapes, node, part);
        else
            OverGroups(model, [.. shapes.Shape(node.Input(0))], node, part);
        return part.Nodes;
    }

    /// <summary>Channels together with their positions, one group a row; then every channel has its factor and summand.</summary>
    private static void OverGroups(OnnxModel model, int[] shape, GraphNode node, Part part)
    {
        const int FewestDimensions = 3;
        bool isWhole = node.Operator == "InstanceNormalization";
        if (!isWhole && model.OpsetVersion < FirstOpsetWithScalePerChannel)
            throw node.Error($"the file has operator set {model.OpsetVersion}; expected at least {FirstOpsetWithScalePerChannel}, with one factor a channel");
        if (shape.Length < FewestDimensions)
            throw node.Error($"its input is [{string.Join(", ", shape)}]; expected at least {FewestDimensions} dimensions");
        int channels = shape[1], factors = Stored(model, node, 1), summands = Stored(model, node, 2);
        if (factors != channels || summands != channels)
            throw node.Error($"it has {factors} factors and {summands} summands for the {channels} channels of [{string.Join(", ", shape)}]; expected one of each a channel");
        long groups = isWhole ? channels : node.Integer("num_groups", 0);
        if (groups < 1 || channels % groups != 0)
            throw node.Error($"it has {groups} groups of {channels} channels; expected a divisor");

        string rows = part.Reshape(node.Input(0), shape[0], groups, -1), whole = part.Reshape(part.Normalise(rows), shape[0], channels, -1);
        string scaled = part.Add("Mul", [whole, part.Reshape(node.Input(1), channels, 1)]);
        string sum = part.Add("Add", [scaled, part.Reshape(node.Input(2), channels, 1)]);
        part.Add("Reshape", [sum, part.Integers([.. shape])], node.Output);
    }

    /// <summary>The elements of all axes from a given one on, one row for every place of the axes before; then every element has its factor.</summary>
    private static void OverLastAxes(FloatGraph shapes, GraphNode node, Part part)
    {
        const long Float32 = 1;
        int[] shape = [.. shapes.Shape(node.Input(0))], factors = [.. shapes.Shape(node.Input(1))];
        int axis = ShapeInference.Axis(node, node.Integer("axis", -1), shape.Length);
        int[] together = shape[axis..];
        if (node.Integer("stash_type", Float32) is not Float32 and var type)
            throw node.Error($"stash_type {type}; expected {Float32}, for float32");
        if (factors.Length > together.Length || factors.Where((size, i) => size != 1 && size != together[together.Length - factors.Length + i]).Any())
            throw node.Error($"its factors have the shape [{string.Join(", ", factors)}]; expected one that broadcasts to the axes normalised, [{string.Join(", ", together)}]");
        if (axis == shape.Length - 1)
        {
            part.Add("Mul", [part.OverRootMeanSquare(node.Input(0)), node.Input(1)], node.Output);
            return;
        }

        long[] rowShape = [Product(shape[..axis]), Product(together)];
        string rows = part.OverRootMeanSquare(part.Reshape(node.Input(0), rowShape)), whole = part.Integers([.. shape]);
        if (Product(factors) == rowShape[1])
            part.Add("Reshape", [part.Add("Mul", [rows, part.Reshape(node.Input(1), rowShape[1])]), whole], node.Output);
        else
            part.Add("Mul", [part.Add("Reshape", [rows, whole]), node.Input(1)], node.Output);
    }

    private static long Product(int[] sizes) => sizes.Aggregate(1L, (product, size) => product * size);

    private static int Stored(OnnxModel model, GraphNode node, int input) => model.Initializers.TryGetValue(node.Input(input), out ConstantTensor? constant)
        ? constant.Count
        : throw node.Error($"its input {input} '{node.Input(input)}' is not stored in the file; expected a constant");

    /// <summary>The nodes that take the place of one.</summary>
    private sealed class Part(GraphNode node, long opset)
    {
        private readonly List<byte[]> _nodes = [];

        public IReadOnlyList<byte[]> Nodes => _nodes;

        /// <summary>(x − mean) / √(variance + ε) over the last axis.</summary>
        public string Normalise(string input) => OverRootMeanSquare(Add("Sub", [input, Mean(input)]));

        /// <summary>x / √(mean of squares + ε) over the last axis.</summary>
        public string OverRootMeanSquare(string input)
        {
            string meanSquare = Mean(Add("Mul", [input, input])), epsilon = Add("Constant", [], null, ("value_float", node.Real("epsilon", 1e-5f)));
            return Add("Div", [input, Add("Sqrt", [Add("Add", [meanSquare, epsilon])])]);
        }

        public string Reshape(string input, params long[] shape) => Add("Reshape", [input, Integers(shape)]);

        public string Integers(params long[] values) => Add("Constant", [], null, ("value_ints", values));

        public string Add(string operatorName, IReadOnlyList<string> inputs, string? output = null, params ReadOnlySpan<(string Name, object Value)> attributes)
        {
            output ??= $"{node.Output}/{node.Operator} {_nodes.Count}";
            _nodes.Add(OnnxGraphBuilder.NodeMessage(output, operatorName, inputs, output, attributes));
            return output;
        }

        private string Mean(string input) => opset >= FirstOpsetWithAxesInput
            ? Add("ReduceMean", [input, Integers(-1)])
            : Add("ReduceMean", [input], null, ("axes", new long[] { -1 }));
    }
}
