using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Onnx;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>What the lowering of a quantised graph shares: as for float graphs, but types, scales and zero points of results are the file's.</summary>
internal sealed class QuantisedContext(FloatGraph graph, string name)
    : LoweringContext(graph, new Dictionary<string, TensorStatistics>(), new ImportOptions { Name = name, CalibrationInputs = [] }, RangeMethod.MinimumMaximum, ChannelScalingMode.None)
{
    /// <summary>Largest constants of a program: nodes may share the weights of a small file, programs do not.</summary>
    private const long MostConstants = 1L << 29;

    private readonly Dictionary<string, QuantisedValue> _values = [];
    private long _constants;
    private (QuantisationParameters Argument, InterpolationTable Table) _table;
    private (ElementType Type, QuantisationParameters Parameters) _result = (ElementType.Int8, new QuantisationParameters(1, 0));

    /// <summary>The program's input, once a QuantizeLinear has said what it is.</summary>
    public QuantisedTensor? FloatInput { get; set; }

    /// <summary>The second rescales of the channels, where a table is followed by one for each.</summary>
    public ChannelRescale[]? Seconds { get; private set; }

    /// <summary>Counts bytes of constants before they are made.</summary>
    /// <exception cref="ImportException">They are too many.</exception>
    public void SpendConstants(GraphNode node, long bytes)
    {
        _constants += bytes;
        if (_constants > MostConstants)
            throw node.Error($"up to here the program has {_constants} bytes of constants; expected at most {MostConstants}");
    }

    /// <summary>What is known of a tensor, or null for constants.</summary>
    public QuantisedValue? Find(string tensor) => _values.GetValueOrDefault(tensor);

    /// <summary>Says what a tensor is.</summary>
    public void Set(string tensor, QuantisedValue value) => _values[tensor] = value;

    /// <inheritdoc/>
    public override ElementType ResultType(string tensor) => _result.Type;

    /// <inheritdoc/>
    public override QuantisationParameters ResultParameters(GraphNode node, ElementType type) => _result.Parameters;

    /// <inheritdoc/>
    public override QuantisationParameters ProbabilityParameters(ElementType type) => _result.Parameters;

    /// <summary>An input that operators of real numbers can read.</summary>
    /// <exception cref="ImportException">It is not rounded to integers with a scale.</exception>
    public QuantisedTensor Real(GraphNode node, int index)
    {
        string tensor = node.Input(index);
        return Find(tensor) switch
        {
            MappedValue { Real: { } real } when real.Handle.Type == ElementType.Int8 || real.Handle.ZeroPoint == 0 => real,
            MappedValue { Real: { } real } => throw node.Error($"input {index} ('{tensor}') has {8 * real.Handle.Type.Size()} bits and the zero point {real.Handle.ZeroPoint} as it is stored; expected 0"),
            MappedValue { Line: null, Results: { } results } value => Widen(node, tensor, value, results),
            PendingValue { NaturalScale: > 0 } pending => Sums(tensor, pending),
            PendingValue { Largest: var largest } pending when double.IsFinite(largest) => Widen(tensor, pending, largest),
            ConstantValue constant => QuantisedConstants.Store(this, node, constant),
            _ when Graph.Constants.ContainsKey(tensor) => throw node.Error($"input {index} ('{tensor}') is a constant of real numbers; expected one behind a DequantizeLinear"),
            _ => throw node.Error($"input {index} ('{tensor}') is not quantised; expected a QuantizeLinear and a DequantizeLinear in front of it"),
        };
    }

    /// <summary>A function of 8 bits that no QuantizeLinear rounds: 16 bits over its range.</summary>
    private QuantisedTensor Widen(GraphNode node, string tensor, MappedValue value, double[] results)
    {
        var parameters = QuantisationParameters.Int16(results.Min(), results.Max());
        QuantisedTensor stored = QuantisedEdges.LookUp(this, node, value, ElementType.Int16, result => parameters.Quantise(result, short.MinValue, short.MaxValue));
        return Widened(tensor, stored, parameters);
    }

    /// <summary>Sums of products that no QuantizeLinear rounds: 32 bits, in units of the largest scale of the channels.</summary>
    private QuantisedTensor Sums(string tensor, PendingValue pending)
    {
        var parameters = new QuantisationParameters(pending.NaturalScale * pending.Factor, 0);
        // Limits that no sum reaches, so that the proof that nothing overflows knows its range.
        double limit = pending.Largest + parameters.Scale;
        PendingValue limited = pending with { Low = Math.Max(pending.Low, -limit), High = Math.Min(pending.High, limit) };
        return Widened(tensor, Realise(limited, ElementType.Int32, parameters), parameters);
    }

    /// <summary>A result of a known range that no QuantizeLinear rounds: 16 bits.</summary>
    private QuantisedTensor Widen(string tensor, PendingValue pending, double largest)
    {
        var parameters = new QuantisationParameters(largest > 0 ? largest / short.MaxValue : 1, 0);
        return Widened(tensor, Realise(pending, ElementType.Int16, parameters), parameters);
    }

    private QuantisedTensor Widened(string tensor, QuantisedTensor stored, QuantisationParameters parameters)
    {
        var value = new MappedValue(stored, OnnxElementType.Float32, null, parameters);
        Set(tensor, value);
        return value.Real!;
    }

    /// <summary>Makes the inputs of a node known to the lowering of float graphs.</summary>
    public void Present(GraphNode node, params ReadOnlySpan<int> inputs)
    {
        foreach (int input in inputs)
            Define(node.Input(input), Real(node, input));
    }

    /// <summary>Writes a result in the type and with the scale and zero point given.</summary>
    public QuantisedTensor Realise(PendingValue pending, ElementType type, QuantisationParameters parameters)
    {
        if (pending.IsLookedUp)
            return RealiseFunction(pending, type, parameters);

        // The operator itself works in units that the common factor is still to be applied to.
        _result = (type, parameters with { Scale = parameters.Scale / pending.Factor });
        GraphNode node = pending.Node;
        if (pending.IsLimited)
            node = node with { Activation = Activation.Clamp("clip", pending.Low / pending.Factor, pending.High / pending.Factor) };
        pending.Lower(this, pending with { Node = node });
        return Viewed(pending) with { Parameters = parameters };
    }

    /// <inheritdoc/>
    public override (QuantisationParameters Argument, InterpolationTable Table) Table(GraphNode node) => _table;

    /// <summary>The instruction of the operator with a table of the function, over the sums on which the rounded result depends.</summary>
    private QuantisedTensor RealiseFunction(PendingValue pending, ElementType type, QuantisationParameters parameters)
    {
        PendingValue origin = pending.Origin!;
        (double low, double high) = PendingCompositions.Range(sum => parameters.Quantise(Of(sum), type.Minimum(), type.Maximum()), origin.Magnitude);
        QuantisationParameters argument = QuantisationParameters.Int16(low, high);
        Activation function = new("function", sum => Finite(Of(Math.Clamp(sum, low, high))), double.NegativeInfinity, double.PositiveInfinity, IsClamp: false);
        _table = (argument, InterpolationTable.Of(function.Evaluate, argument.Scale));
        _result = (type, parameters);
        origin.Lower(this, origin with { Node = origin.Node with { Activation = function } });
        return Viewed(pending) with { Parameters = parameters };

        double Of(double sum) => pending.Evaluate(Math.Clamp(sum * origin.Factor, origin.Low, origin.High));

        double Finite(double value) => double.IsFinite(value) ? value : throw pending.Node.Error("the function behind it is not a finite number everywhere");
    }

    /// <summary>The instruction of an operator with a table that the file gives, and what is done with its results.</summary>
    /// <exception cref="ImportException">They are limited to less than their type.</exception>
    public void LookUp(PendingValue origin, short[] entries, PendingValue pending)
    {
        (ElementType type, QuantisationParameters result) = _result;
        Activation limits = pending.Node.Activation;
        if (limits.IsClamp && (result.Quantise(limits.Low, int.MinValue, int.MaxValue) > type.Minimum() || result.Quantise(limits.High, int.MinValue, int.MaxValue) < type.Maximum()))
            throw pending.Node.Error($"what its table gives is limited to {limits.Low} … {limits.High} before it is rounded; expected the whole range of {type}");
        _table = (new QuantisationParameters(1 / origin.Factor, 0), new InterpolationTable(entries, FixedPoint.TableSteps));
        Seconds = pending.Factors is null && pending.Summands is null ? null : TableLookups.Seconds(pending, result.Scale);
        origin.Lower(this, origin with { Node = origin.Node with { Activation = new Activation("table", _ => double.NaN, double.NegativeInfinity, double.PositiveInfinity, IsClamp: false) } });
        Seconds = null;
    }

    private QuantisedTensor Viewed(PendingValue pending)
    {
        QuantisedTensor result = Value(pending.Node.Output);
        foreach (GraphNode view in pending.Views)
        {
            Define(view.Input(0), result);
            Views.Lower(this, view);
            result = Value(view.Output);
        }

        return result;
    }
}
