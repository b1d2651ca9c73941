using Assay.Import.Graphs;

namespace Assay.Import.Onnx;

/// <summary>
/// Spells InstanceNormalization and GroupNormalization out: every group becomes a row that is normalised over the last axis, then every channel has its
/// factor and summand. The results keep their names; everything else in the file stays as it is.
/// </summary>
internal static class NormalisationExpansion
{
    private const int FirstOpsetWithConstantLists = 12, FirstOpsetWithAxesInput = 18, FirstOpsetWithScalePerChannel = 21;

    /// <summary>Rewrites a model.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="parsed">What the file says.</param>
    /// <returns>The bytes of the new file, or the same array where there is nothing to do.</returns>
    /// <exception cref="ImportException">Names the normalisation that cannot be spelled out.</exception>
    public static byte[] Apply(byte[] model, OnnxModel parsed)
    {
        Dictionary<int, IReadOnlyList<byte[]>> expanded = [];
        for (int i = 0; i < parsed.Nodes.Count; i++)
        {
            if (parsed.Nodes[i] is { Operator: "InstanceNormalization" or "GroupNormalization" } node)
                expanded.Add(i, Expand(parsed, node));
        }

        return expanded.Count == 0 ? model : OnnxMessage.Rewrite(
            model, OnnxMessage.GraphField, (_, graph) => [(OnnxMessage.GraphField, OnnxMessage.Rewrite(graph, OnnxMessage.NodeField, Node))]);

        IReadOnlyList<(int Field, byte[] Message)> Node(int index, byte[] message) =>
            expanded.TryGetValue(index, out IReadOnlyList<byte[]>? nodes) ? [.. nodes.Select(node => (OnnxMessage.NodeField, node))] : [(OnnxMessage.NodeField, message)];
    }

    private static IReadOnlyList<byte[]> Expand(OnnxModel model, GraphNode node)
    {
        OperatorInputs.Check(node);
        if (node.Outputs.Skip(1).Any(output => output.Length > 0))
            throw node.Error($"it has {node.Outputs.Count} outputs; expected only the normalised values");
        if (model.OpsetVersion < FirstOpsetWithConstantLists)
            throw node.Error($"the file has operator set {model.OpsetVersion}; expected at least {FirstOpsetWithConstantLists}");
        if (!model.Initializers.TryGetValue(node.Input(1), out ConstantTensor? factor))
            throw node.Error($"its factor '{node.Input(1)}' is not stored in the file; expected a constant");
        int channels = factor.Count;
        bool isWhole = node.Operator == "InstanceNormalization";
        if (!isWhole && model.OpsetVersion < FirstOpsetWithScalePerChannel)
            throw node.Error($"the file has operator set {model.OpsetVersion}; expected at least {FirstOpsetWithScalePerChannel}, with one factor a channel");
        long groups = isWhole ? channels : node.Integer("num_groups", 0);
        if (groups < 1 || channels % groups != 0)
            throw node.Error($"it has {groups} groups of {channels} channels; expected a divisor");
        var part = new Part(node, model.OpsetVersion);
        string rows = part.Add("Reshape", [node.Input(0), part.Integers(0, groups, -1)]);
        string normal = part.Normalise(rows, -1);
        string column = part.Integers(-1, 1), byChannel = part.Add("Reshape", [normal, part.Integers(0, channels, -1)]);
        string scaled = part.Add("Mul", [byChannel, part.Add("Reshape", [node.Input(1), column])]);
        string sum = part.Add("Add", [scaled, part.Add("Reshape", [node.Input(2), column])]);
        part.Add("Reshape", [sum, part.Add("Shape", [node.Input(0)])], node.Output);
        return part.Nodes;
    }

    /// <summary>The nodes that take the place of one.</summary>
    private sealed class Part(GraphNode node, long opset)
    {
        private readonly List<byte[]> _nodes = [];

        public IReadOnlyList<byte[]> Nodes => _nodes;

        /// <summary>(x − mean) / √(variance + ε) over one axis.</summary>
        public string Normalise(string input, long axis)
        {
            string centred = Add("Sub", [input, Mean(input, axis)]);
            string variance = Mean(Add("Mul", [centred, centred]), axis);
            string epsilon = Add("Constant", [], null, ("value_float", node.Real("epsilon", 1e-5f)));
            return Add("Div", [centred, Add("Sqrt", [Add("Add", [variance, epsilon])])]);
        }

        public string Integers(params long[] values) => Add("Constant", [], null, ("value_ints", values));

        public string Add(string operatorName, IReadOnlyList<string> inputs, string? output = null, params ReadOnlySpan<(string Name, object Value)> attributes)
        {
            output ??= $"{node.Output}/{node.Operator} {_nodes.Count}";
            _nodes.Add(OnnxGraphBuilder.NodeMessage(output, operatorName, inputs, output, attributes));
            return output;
        }

        private string Mean(string input, long axis) => opset >= FirstOpsetWithAxesInput
            ? Add("ReduceMean", [input, Integers(axis)])
            : Add("ReduceMean", [input], null, ("axes", new[] { axis }));
    }
}
