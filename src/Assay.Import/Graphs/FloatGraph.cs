using Assay.Import.Onnx;

namespace Assay.Import.Graphs;

/// <summary>
/// The float model while passes rewrite it: nodes in topological order, constants and the shape of every tensor.
/// Names of tensors stay those of the file, so that calibration can ask a runtime for them.
/// </summary>
public sealed class FloatGraph
{
    private readonly Dictionary<string, int[]> _shapes = [];
    private readonly Dictionary<string, string> _observedAs = [];

    private FloatGraph(string inputName, int[] inputShape, string outputName, long opsetVersion)
    {
        InputName = inputName;
        OutputName = outputName;
        OpsetVersion = opsetVersion;
        _shapes[inputName] = inputShape;
    }

    /// <summary>Name of the only input.</summary>
    public string InputName { get; }

    /// <summary>Name of the only output.</summary>
    public string OutputName { get; private set; }

    /// <summary>Operator set that fixes the meaning of the nodes.</summary>
    public long OpsetVersion { get; }

    /// <summary>The nodes; every input is a constant, the graph's input or written by an earlier node.</summary>
    public List<GraphNode> Nodes { get; } = [];

    /// <summary>Constants by name.</summary>
    public Dictionary<string, ConstantTensor> Constants { get; } = [];

    /// <summary>Starts from a parsed model with a fixed input shape.</summary>
    /// <param name="model">The parsed file.</param>
    /// <param name="inputShape">Shape of the input, batch first; must agree with the dimensions that the file fixes.</param>
    /// <returns>The graph, not yet rewritten.</returns>
    /// <exception cref="ImportException">More than one input or output, a wrong shape, or nodes out of order.</exception>
    public static FloatGraph From(OnnxModel model, IReadOnlyList<int> inputShape) => From(model, inputShape, [OnnxElementType.Float32]);

    /// <summary>As <see cref="From(OnnxModel, IReadOnlyList{int})"/>, for inputs of one of several types.</summary>
    internal static FloatGraph From(OnnxModel model, IReadOnlyList<int> inputShape, IReadOnlyList<int> inputTypes)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputShape);
        OnnxValue[] inputs = [.. model.Inputs.Where(input => !model.Initializers.ContainsKey(input.Name))];
        if (inputs.Length != 1 || model.Outputs.Count != 1)
            throw new ImportException($"ONNX model: {inputs.Length} inputs and {model.Outputs.Count} outputs; expected one of each.");
        CheckInput(inputs[0], inputShape, inputTypes);
        var graph = new FloatGraph(inputs[0].Name, [.. inputShape], model.Outputs[0].Name, model.OpsetVersion);
        foreach ((string name, ConstantTensor tensor) in model.Initializers)
            graph.Constants.Add(name, tensor);
        graph.Nodes.AddRange(model.Nodes);
        graph.CheckOrder();
        return graph;
    }

    /// <summary>Shape of a tensor.</summary>
    /// <param name="name">Name of a constant or of a tensor whose shape was inferred.</param>
    /// <returns>Dimensions, outermost first.</returns>
    public IReadOnlyList<int> Shape(string name) =>
        Constants.TryGetValue(name, out ConstantTensor? constant) ? constant.Shape
        : _shapes.TryGetValue(name, out int[]? shape) ? shape
        : throw new ImportException($"Tensor '{name}': its shape is not known.");

    /// <summary>The node that writes a tensor, or null for the input and constants.</summary>
    /// <param name="tensor">Name of the tensor.</param>
    /// <returns>The node.</returns>
    public GraphNode? Producer(string tensor) => Nodes.Find(node => node.Outputs.Contains(tensor));

    /// <summary>The nodes that read a tensor, once each.</summary>
    /// <param name="tensor">Name of the tensor.</param>
    /// <returns>The nodes in program order.</returns>
    public IReadOnlyList<GraphNode> Consumers(string tensor) => Nodes.FindAll(node => node.Inputs.Contains(tensor));

    /// <summary>
    /// The tensor of the file that has the values of a tensor which a pass made up, in any order; a tensor of the file is its own;
    /// null when the file has no such tensor.
    /// </summary>
    internal string? ObservedAs(string tensor) => _observedAs.TryGetValue(tensor, out string? other) ? other.Length > 0 ? other : null : tensor;

    /// <summary>Makes the argument of a softmax that computes the output the output.</summary>
    internal void DropLastSoftmax()
    {
        if (Producer(OutputName) is not { Operator: "Softmax" } softmax)
            throw new ImportException($"Output '{OutputName}': expected a softmax to leave out, but {Producer(OutputName)?.Operator ?? "nothing"} computes it.");
        OutputName = softmax.Input(0);
        Nodes.Remove(softmax);
    }

    /// <summary>Introduces a tensor that the file does not have.</summary>
    /// <param name="name">A new name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="observedAs">The tensor of the file with the same values, or empty when there is none.</param>
    internal void Introduce(string name, int[] shape, string observedAs)
    {
        _shapes[name] = shape;
        _observedAs[name] = observedAs;
    }

    /// <summary>Lets the readers of a tensor read another one.</summary>
    internal void Rename(string tensor, string replacement)
    {
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (Nodes[i].Inputs.Contains(tensor))
                Nodes[i] = Nodes[i] with { Inputs = [.. Nodes[i].Inputs.Select(input => input == tensor ? replacement : input)] };
        }
    }

    /// <summary>The axis that holds channels: the second of [N, C, H, W], else the last.</summary>
    internal static int ChannelAxis(int rank) => rank == 4 ? 1 : rank - 1;

    /// <summary>The axis whose channels matter to what writes or reads a tensor: the last where a product with a matrix or a layer normalisation does.</summary>
    internal int ChannelAxis(string tensor)
    {
        int rank = Shape(tensor).Count;
        bool isLast = Producer(tensor) is { HasChannelsLast: true } or { Operator: LayerNormFusion.FusedOperator } || Nodes.Exists(node => node.HasChannelsLast && node.Inputs.Contains(tensor));
        return isLast ? rank - 1 : ChannelAxis(rank);
    }

    /// <summary>Records an inferred shape.</summary>
    internal void SetShape(string name, int[] shape) => _shapes[name] = shape;

    /// <summary>The only reader of a tensor, or null when there are several or the tensor is the graph's output.</summary>
    internal GraphNode? SoleConsumer(string tensor) =>
        tensor != OutputName && Consumers(tensor) is [var only] ? only : null;

    /// <summary>Replaces a chain of nodes by one that takes the place of the last.</summary>
    internal void Replace(IReadOnlyList<GraphNode> chain, GraphNode replacement)
    {
        Nodes[Nodes.IndexOf(chain[^1])] = replacement;
        for (int i = 0; i < chain.Count - 1; i++)
            Nodes.Remove(chain[i]);
    }

    /// <summary>Replaces a node by several.</summary>
    internal void ReplaceBy(GraphNode node, IReadOnlyList<GraphNode> replacements)
    {
        int index = Nodes.IndexOf(node);
        Nodes.RemoveAt(index);
        Nodes.InsertRange(index, replacements);
    }

    /// <summary>The one value of a constant scalar, or null when the tensor is anything else.</summary>
    internal float? Scalar(string name) =>
        Constants.TryGetValue(name, out ConstantTensor? constant) && constant.Count == 1 ? constant.Floats[0] : null;

    /// <summary>A constant input of a node, which must be there.</summary>
    internal ConstantTensor Constant(GraphNode node, int input) =>
        Constants.TryGetValue(node.Input(input), out ConstantTensor? constant)
            ? constant
            : throw node.Error($"input {input} ('{node.Input(input)}') is computed at run time; expected a constant");

    private static void CheckInput(OnnxValue input, IReadOnlyList<int> shape, IReadOnlyList<int> types)
    {
        if (!types.Contains(input.ElementType))
        {
            throw new ImportException(
                $"Input '{input.Name}': element type {OnnxElementType.Describe(input.ElementType)}; expected {string.Join(" or ", types.Select(OnnxElementType.Describe))}.");
        }

        bool fits = shape.Count == input.Dimensions.Count && shape.All(dimension => dimension is > 0 and <= 65_535);
        for (int i = 0; fits && i < shape.Count; i++)
            fits = input.Dimensions[i] is null || input.Dimensions[i] == shape[i];
        if (!fits)
        {
            string declared = string.Join(", ", input.Dimensions.Select(dimension => dimension?.ToString() ?? "?"));
            throw new ImportException($"Input '{input.Name}': the model declares [{declared}], asked for [{string.Join(", ", shape)}].");
        }
    }

    private void CheckOrder()
    {
        var known = new HashSet<string>(Constants.Keys) { InputName };
        foreach (GraphNode node in Nodes)
        {
            string? missing = node.Inputs.FirstOrDefault(input => input.Length > 0 && !known.Contains(input));
            if (missing is not null)
                throw node.Error($"input '{missing}' is neither a constant nor written by an earlier node");
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                if (!known.Add(output))
                    throw node.Error($"output '{output}' is written twice");
            }
        }

        if (!known.Contains(OutputName))
            throw new ImportException($"Output '{OutputName}': no node writes it.");
    }
}
