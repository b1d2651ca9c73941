using Assay.Import.Graphs;

namespace Assay.Import.Onnx;

/// <summary>
/// Writes x · clip(x + 3, 0, 6) / 6, as exporters of older operator sets spell hard-swish, as the operator that runtimes have a fast kernel for. Everything else
/// in the file stays as it is.
/// </summary>
public static class HardSwishRewriter
{
    private const int FirstOpsetWithHardSwish = 14;
    private const float Tolerance = 1e-4f;

    /// <summary>Rewrites a model.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="count">How many hard-swishes were found.</param>
    /// <returns>The bytes of the new file.</returns>
    /// <exception cref="ImportException">The bytes are no ONNX model that can be read.</exception>
    public static byte[] Apply(byte[] model, out int count)
    {
        ArgumentNullException.ThrowIfNull(model);
        OnnxModel parsed = OnnxReader.Parse(model);
        List<Chain> chains = [.. new Search(parsed).Chains()];
        count = chains.Count;
        HashSet<int> removed = [.. chains.SelectMany(chain => chain.Others)];
        Dictionary<int, Chain> replaced = chains.ToDictionary(chain => chain.Last);
        return OnnxMessage.Rewrite(model, OnnxMessage.GraphField, (_, graph) => [(OnnxMessage.GraphField, OnnxMessage.Rewrite(graph, OnnxMessage.NodeField, Node))]);

        IReadOnlyList<(int Field, byte[] Message)> Node(int index, byte[] message) =>
            removed.Contains(index) ? []
            : replaced.TryGetValue(index, out Chain? chain) ? [.. Fused(chain, parsed.OpsetVersion).Select(node => (OnnxMessage.NodeField, node))]
            : [(OnnxMessage.NodeField, message)];
    }

    private static IEnumerable<byte[]> Fused(Chain chain, long opset)
    {
        if (opset >= FirstOpsetWithHardSwish)
            return [OnnxGraphBuilder.NodeMessage(chain.Name, "HardSwish", [chain.Argument], chain.Result)];
        string gate = $"{chain.Result} hard-sigmoid";
        return
        [
            OnnxGraphBuilder.NodeMessage($"{chain.Name} gate", "HardSigmoid", [chain.Argument], gate, ("alpha", 1f / 6), ("beta", 0.5f)),
            OnnxGraphBuilder.NodeMessage(chain.Name, "Mul", [chain.Argument, gate], chain.Result),
        ];
    }

    /// <summary>The nodes of a hard-swish: the last one, which gives its result, and the others.</summary>
    private sealed record Chain(string Name, string Argument, string Result, int Last, IReadOnlyList<int> Others);

    private sealed class Search(OnnxModel model)
    {
        private readonly Dictionary<string, int> _producers = model.Nodes.SelectMany((node, i) => node.Outputs.Select(output => (output, i)))
            .GroupBy(pair => pair.output).ToDictionary(group => group.Key, group => group.First().i);

        private readonly ILookup<string, int> _readers = model.Nodes.SelectMany((node, i) => node.Inputs.Select(input => (input, i))).ToLookup(pair => pair.input, pair => pair.i);

        public IEnumerable<Chain> Chains() => Enumerable.Range(0, model.Nodes.Count)
            .Where(i => model.Nodes[i] is { Operator: "Mul", Inputs.Count: 2 })
            .Select(i => Match(i, 0) ?? Match(i, 1)).OfType<Chain>();

        private Chain? Match(int product, int gate)
        {
            GraphNode node = model.Nodes[product];
            string argument = node.Inputs[1 - gate];
            if (Producer(node.Inputs[gate]) is not { } clip || !IsClip(model.Nodes[clip]) || Producer(model.Nodes[clip].Inputs[0]) is not { } sum
                || model.Nodes[sum] is not { Operator: "Add", Inputs: var terms } || !AddsThree(terms, argument) || SoleReader(node.Output) is not { } last
                || !DividesBySix(model.Nodes[last], node.Output) || SoleReader(model.Nodes[sum].Output) is null || SoleReader(model.Nodes[clip].Output) is null)
            {
                return null;
            }

            return new Chain(model.Nodes[last].Name, argument, model.Nodes[last].Output, last, [sum, clip, product]);
        }

        private bool IsClip(GraphNode node) => node is { Operator: "Clip", Inputs.Count: > 0 }
            && ((Scalar(node, 1) ?? node.Real("min", float.NaN)), (Scalar(node, 2) ?? node.Real("max", float.NaN))) is (0f, 6f);

        private bool AddsThree(IReadOnlyList<string> terms, string argument) =>
            terms.Count == 2 && ((terms[0] == argument && Scalar(terms[1]) == 3) || (terms[1] == argument && Scalar(terms[0]) == 3));

        private bool DividesBySix(GraphNode node, string product) => node.Inputs.Count == 2 && node.Operator switch
        {
            "Div" => node.Inputs[0] == product && Scalar(node.Inputs[1]) == 6,
            "Mul" => Scalar(node.Inputs[node.Inputs[0] == product ? 1 : 0]) is { } factor && MathF.Abs((factor * 6) - 1) < Tolerance,
            _ => false,
        };

        private int? Producer(string tensor) => _producers.TryGetValue(tensor, out int index) ? index : null;

        // What is an output of the graph too has to stay.
        private int? SoleReader(string tensor) =>
            model.Outputs.All(output => output.Name != tensor) && _readers[tensor].ToArray() is [var reader] ? reader : null;

        private float? Scalar(GraphNode node, int input) => node.HasInput(input) ? Scalar(node.Inputs[input]) : null;

        private float? Scalar(string tensor)
        {
            ConstantTensor? constant = model.Initializers.GetValueOrDefault(tensor);
            if (constant is null && Producer(tensor) is { } producer && model.Nodes[producer] is { Operator: "Constant" } node)
                constant = node.Attributes.GetValueOrDefault("value") as ConstantTensor;
            return constant is { Count: 1 } ? constant.Floats[0] : null;
        }
    }
}
