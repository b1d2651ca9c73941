using Assay.Import.Graphs;

namespace Assay.Import.Onnx;

/// <summary>
/// Spells InstanceNormalization and GroupNormalization out: channels become rows, which are normalised over the last axis with means,
/// differences and products. The results keep their names; everything else in the file stays as it is.
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
        var part = new Part(node, model.OpsetVersion);
        OverGroups(model, node, part);
        return part.Nodes;
    }

    /// <summary>Channels together with their positions, one group a row; then every channel has its factor and summand.</summary>
    private static void OverGroups(OnnxModel model, GraphNode node, Part part)
    {
        int channels = Channels(model, node, 1);
        if (Channels(model, node, 2) is var summands && summands != channels)
            throw node.Error($"it has {channels} factors and {summands} summands; expected one of each a channel");
        bool isWhole = node.Operator == "InstanceNormalization";
        if (!isWhole && model.OpsetVersion < FirstOpsetWithScalePerChannel)
            throw node.Error($"the file has operator set {model.OpsetVersion}; expected at least {FirstOpsetWithScalePerChannel}, with one factor a channel");
        long groups = isWhole ? channels : node.Integer("num_groups", 0);
        if (groups < 1 || channels % groups != 0)
            throw node.Error($"it has {groups} groups of {channels} channels; expected a divisor");

        // A size of 0 copies the input's: a file whose factors are not as many as its channels cannot be taken for another one.
        string rows = part.Add("Reshape", [node.Input(0), part.Integers(0, isWhole ? 0 : groups, -1)]), shape = part.Add("Shape", [node.Input(0)]);
        string whole = part.Add("Reshape", [part.Normalise(rows, -1), shape]), column = part.Integers(channels, 1);
        string scaled = part.Add("Mul", [part.Add("Reshape", [whole, part.Integers(0, 0, -1)]), part.Add("Reshape", [node.Input(1), column])]);
        string sum = part.Add("Add", [scaled, part.Add("Reshape", [node.Input(2), column])]);
        part.Add("Reshape", [sum, shape], node.Output);
    }

    private static int Channels(OnnxModel model, GraphNode node, int input) => model.Initializers.TryGetValue(node.Input(input), out ConstantTensor? constant)
        ? constant.Count
        : throw node.Error($"its input {input} '{node.Input(input)}' is not stored in the file; expected a constant");

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
