using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>What every part of the lowering shares: the graph, what calibration saw, the program so far.</summary>
internal sealed class LoweringContext(
    FloatGraph graph, IReadOnlyDictionary<string, TensorStatistics> statistics, RangeMethod rangeMethod, bool correctBias, string name)
{
    private readonly Dictionary<string, QuantisedTensor> _values = [];
    private readonly List<string> _instructionNames = [];

    public FloatGraph Graph => graph;

    public ProgramBuilder Builder { get; } = new(name);

    public bool CorrectBias => correctBias;

    /// <summary>For every instruction so far, the name of the node that it comes from.</summary>
    public IReadOnlyList<string> InstructionNames => _instructionNames;

    public void Define(string tensor, QuantisedTensor value) => _values[tensor] = value;

    /// <summary>Counts an instruction and attaches its zero point.</summary>
    public QuantisedTensor Emit(GraphNode node, TensorHandle handle, QuantisationParameters parameters)
    {
        _instructionNames.Add(node.Name);
        return new QuantisedTensor(handle with { ZeroPoint = parameters.ZeroPoint }, parameters);
    }

    public QuantisedTensor Input(GraphNode node, int index)
    {
        string tensor = node.Input(index);
        if (graph.Constants.ContainsKey(tensor))
            throw node.Error($"input {index} ('{tensor}') is a constant that could not be folded into a convolution");
        return _values[tensor];
    }

    public TensorStatistics Statistics(string tensor) => statistics[tensor];

    /// <summary>Results that only decide a softmax or are the output keep 16 bits: rounding them to 8 would create ties.</summary>
    public ElementType ResultType(string tensor)
    {
        IReadOnlyList<GraphNode> consumers = graph.Consumers(tensor);
        return consumers.All(consumer => consumer.Operator == "Softmax" || (Views.IsView(consumer) && ResultType(consumer.Output) == ElementType.Int16))
            ? ElementType.Int16 : ElementType.Int8;
    }

    /// <summary>Scale and zero point for a result, from what calibration saw of it.</summary>
    public QuantisationParameters ResultParameters(GraphNode node, ElementType type)
    {
        ValueHistogram histogram = statistics[node.Output].Histogram;
        if (type == ElementType.Int16)
            return QuantisationParameters.Int16(histogram.Minimum, histogram.Maximum);
        (double low, double high) = RangeSelection.Choose(histogram, rangeMethod);
        return QuantisationParameters.Int8(low, high);
    }

    /// <summary>A factor of the program; errors name the node.</summary>
    public static FixedPointScale Factor(GraphNode node, double factor)
    {
        try
        {
            return FixedPointScale.FromReal(factor);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw node.Error($"its scales need the factor {factor:G4}, which cannot be represented ({error.Message})");
        }
    }
}
