namespace Assay.Import.Graphs;

/// <summary>One operator of the float graph.</summary>
/// <param name="Operator">Operator name of the ONNX schema.</param>
/// <param name="Name">Name for messages: the node's own, or that of its first output.</param>
/// <param name="Inputs">Names of the tensors read; an empty name is an absent optional input.</param>
/// <param name="Outputs">Names of the tensors written.</param>
/// <param name="Attributes">Values by name: long, float, string, long[], float[] or <see cref="ConstantTensor"/>.</param>
public sealed record GraphNode(
    string Operator,
    string Name,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, object> Attributes)
{
    /// <summary>The function applied to the result before it is stored; fused by a pass.</summary>
    public Activation Activation { get; init; } = Activation.None;

    /// <summary>Name that the result had before <see cref="Activation"/> was fused; the output's name where nothing was.</summary>
    public string PreActivation { get; init; } = Outputs[0];

    /// <summary>Whether a convolution stands for a product with a matrix, whose channels are the last axis of any number; set by a pass.</summary>
    public bool HasChannelsLast { get; init; }

    /// <summary>The first output.</summary>
    public string Output => Outputs[0];

    /// <summary>True when the optional input is there.</summary>
    /// <param name="index">Position among the inputs.</param>
    /// <returns>Whether it has a name.</returns>
    public bool HasInput(int index) => index < Inputs.Count && Inputs[index].Length > 0;

    /// <summary>Name of a required input.</summary>
    /// <param name="index">Position among the inputs.</param>
    /// <returns>The tensor's name.</returns>
    /// <exception cref="ImportException">The node has fewer inputs.</exception>
    public string Input(int index) =>
        HasInput(index) ? Inputs[index] : throw Error($"it has no input {index}, which the operator needs");

    /// <summary>The axis that holds the channels of a convolution's input and result.</summary>
    internal int ChannelAxis(int rank) => HasChannelsLast ? rank - 1 : FloatGraph.ChannelAxis(rank);

    /// <summary>An integer attribute.</summary>
    internal long Integer(string name, long absent) => Attribute(name, absent);

    /// <summary>A real attribute.</summary>
    internal float Real(string name, float absent) => Attribute(name, absent);

    /// <summary>A text attribute.</summary>
    internal string Text(string name, string absent) => Attribute(name, absent);

    /// <summary>A list of integers that must have the length given, or be absent.</summary>
    internal int[] Integers(string name, int[] absent)
    {
        long[]? values = Attribute<long[]?>(name, null);
        if (values is null)
            return absent;
        if (values.Length != absent.Length || values.Any(value => value is < int.MinValue or > int.MaxValue))
            throw Error($"attribute '{name}' is [{string.Join(", ", values)}]; expected {absent.Length} integers");
        return Array.ConvertAll(values, value => (int)value);
    }

    /// <summary>A list of integers of any length, or null.</summary>
    internal long[]? IntegerList(string name) => Attribute<long[]?>(name, null);

    /// <summary>An error that names this node and its operator.</summary>
    internal ImportException Error(string problem) => new($"Operator {Operator} (node '{Name}'): {problem}.");

    private T Attribute<T>(string name, T absent)
    {
        if (!Attributes.TryGetValue(name, out object? value))
            return absent;
        return value is T typed ? typed : throw Error($"attribute '{name}' has the type {value.GetType().Name}, which is not the schema's");
    }
}
