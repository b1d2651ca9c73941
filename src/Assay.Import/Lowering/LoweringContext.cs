using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>What every part of the lowering shares: the graph, what calibration saw, the program so far.</summary>
internal class LoweringContext(
    FloatGraph graph, IReadOnlyDictionary<string, TensorStatistics> statistics, ImportOptions options, RangeMethod rangeMethod, ChannelScalingMode channelScaling)
{
    /// <summary>Beyond the largest argument that calibration saw, a table goes on by this share.</summary>
    private const double ArgumentMargin = 1.25;

    private readonly Dictionary<string, QuantisedTensor> _values = [];
    private readonly List<string> _instructionNames = [];

    public FloatGraph Graph => graph;

    public ProgramBuilder Builder { get; } = new(options.Name);

    /// <summary>What learned rounding needs to know of every convolution so far.</summary>
    public List<RoundingTask> RoundingTasks { get; } = [];

    public bool CorrectBias => options.CorrectBias;

    public ChannelScalingMode ChannelScaling => channelScaling;

    /// <summary>For every instruction so far, the name of the node that it comes from.</summary>
    public IReadOnlyList<string> InstructionNames => _instructionNames;

    public void Define(string tensor, QuantisedTensor value) => _values[tensor] = value;

    /// <summary>Counts the instruction that computes a node's result and defines the result, stored in the order of axes given.</summary>
    public void Define(GraphNode node, TensorHandle handle, QuantisationParameters parameters, IReadOnlyList<int>? order = null)
    {
        IReadOnlyList<int> shape = graph.Shape(node.Output);
        var layout = TensorLayout.Of(shape, order ?? TensorLayout.StandardOrder(shape.Count));
        Define(node.Output, new QuantisedTensor(Emit(node, handle, parameters), parameters, layout));
    }

    /// <summary>Counts the instruction that computes a node's result and defines the result, with a scale a channel, stored in the order of axes given.</summary>
    public void Define(GraphNode node, TensorHandle handle, ChannelScaling scaling, IReadOnlyList<int> order)
    {
        Define(node.Output, new QuantisedTensor(Emit(node, handle, scaling.Parameters), scaling.Parameters, TensorLayout.Of(graph.Shape(node.Output), order))
        {
            ChannelScales = scaling.Scales,
            Offsets = scaling.Offsets,
        });
    }

    /// <summary>Counts an instruction and attaches its zero point.</summary>
    public TensorHandle Emit(GraphNode node, TensorHandle handle, QuantisationParameters parameters)
    {
        _instructionNames.Add(node.Name);
        return handle with { ZeroPoint = parameters.ZeroPoint };
    }

    public QuantisedTensor Input(GraphNode node, int index)
    {
        string tensor = node.Input(index);
        if (graph.Constants.ContainsKey(tensor))
            throw node.Error($"input {index} ('{tensor}') is a constant; expected a computed tensor");
        return _values[tensor];
    }

    /// <summary>What a tensor was defined as.</summary>
    public QuantisedTensor Value(string tensor) => _values[tensor];

    /// <summary>An input stored as windows and reductions need it: [N, H, W, C], or [1, 1, rows, channels].</summary>
    public QuantisedTensor Standard(GraphNode node, int index)
    {
        QuantisedTensor input = Input(node, index);
        return DataMovement.Store(this, node, input, TensorLayout.StandardOrder(input.Layout.Axes.Count));
    }

    public TensorStatistics Statistics(string tensor) => statistics[graph.ObservedAs(tensor)!];

    /// <summary>
    /// Results that only decide a softmax or a normalisation or are the output keep 16 bits: rounding them to 8 would create ties.
    /// So do small tensors unless a reader needs 8 bits.
    /// </summary>
    public virtual ElementType ResultType(string tensor)
    {
        const int SmallTensor = 8192;
        bool isSmall = graph.Shape(tensor).Aggregate(1L, (product, size) => product * size) <= SmallTensor;
        return graph.Consumers(tensor).All(consumer => Accepts16Bits(consumer, isSmall)) ? ElementType.Int16 : ElementType.Int8;
    }

    private bool Accepts16Bits(GraphNode consumer, bool isSmall) => consumer.Operator switch
    {
        "Softmax" or LayerNormFusion.FusedOperator => true,
        "Mul" or "Div" when ElementwiseLowering.OnlyScales(graph, consumer) => ResultType(consumer.Output) == ElementType.Int16,
        "Add" or "Sub" or "Mul" or "Div" or "ReduceMean" or "ReduceSum" or ActivationFusion.StandAlone => isSmall,
        _ => Views.IsView(consumer) && ResultType(consumer.Output) == ElementType.Int16,
    };

    /// <summary>Scale and zero point for a result, from what calibration saw of it, or from the bounds of its activation.</summary>
    public virtual QuantisationParameters ResultParameters(GraphNode node, ElementType type)
    {
        if (graph.ObservedAs(node.Output) is null)
        {
            return type == ElementType.Int16
                ? QuantisationParameters.Int16(node.Activation.Low, node.Activation.High)
                : QuantisationParameters.Int8(node.Activation.Low, node.Activation.High);
        }

        ValueHistogram histogram = Statistics(node.Output).Histogram;
        if (type == ElementType.Int16)
            return QuantisationParameters.Int16(histogram.Minimum, histogram.Maximum);
        (double low, double high) = Range(node.Output);
        return ConcatLowering.SharedZeroPoint(this, node.Output) is { } shared
            ? QuantisationParameters.Int8(low, high, shared)
            : QuantisationParameters.Int8(low, high);
    }

    /// <summary>Scale and zero point for probabilities.</summary>
    public virtual QuantisationParameters ProbabilityParameters(ElementType type) => type == ElementType.Int8
        ? new QuantisationParameters(1.0 / byte.MaxValue, sbyte.MinValue) : new QuantisationParameters(1.0 / short.MaxValue, 0);

    /// <summary>What a node's activation is looked up in, and the scale of what is looked up.</summary>
    public virtual (QuantisationParameters Argument, InterpolationTable Table) Table(GraphNode node)
    {
        ValueHistogram arguments = Statistics(node.PreActivation).Histogram;
        QuantisationParameters argument =
            QuantisationParameters.Int16(arguments.Minimum * ArgumentMargin, arguments.Maximum * ArgumentMargin);
        return (argument, InterpolationTable.Of(node.Activation.Evaluate, argument.Scale));
    }

    /// <summary>The range of a tensor that its int8 values are to cover.</summary>
    public (double Low, double High) Range(string tensor) => RangeSelection.Choose(Statistics(tensor).Histogram, rangeMethod);

    /// <summary>A factor of the program; errors name the node.</summary>
    public static FixedPointScale Factor(GraphNode node, double factor)
    {
        try
        {
            return FixedPointScale.FromReal(factor);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw node.Error($"its scales need the factor {factor:G4}; expected 0 to 2^29");
        }
    }

    /// <summary>A rescale by a factor that saturates to a type.</summary>
    public static RescaleStage Stage(GraphNode node, double factor, QuantisationParameters result, ElementType type)
    {
        FixedPointScale scale = Factor(node, factor);
        return new RescaleStage(scale.Multiplier, (byte)scale.Shift, result.ZeroPoint, type.Minimum(), type.Maximum());
    }
}
