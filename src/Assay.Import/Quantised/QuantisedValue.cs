using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>What the lowering of a quantised graph knows of a tensor of the file.</summary>
internal abstract record QuantisedValue;

/// <summary>
/// A function of every element of one stored tensor: the integers themselves, the real numbers that they stand for, or anything that element-wise operators made of
/// those. It costs nothing until an operator needs it stored.
/// </summary>
/// <param name="Source">The stored tensor; the zero point of its handle is not used.</param>
/// <param name="Type">The ONNX type of the function's values.</param>
/// <param name="Results">The function of the 256 elements of an int8 tensor, −128 first; null for wider ones.</param>
/// <param name="Line">Scale and zero point where the function is scale · (element − zero point); null where it is not, or not with an integer between.</param>
/// <param name="Encoding">Scale and zero point of the integers, in the file's terms, where the last QuantizeLinear said; for descriptions.</param>
internal sealed record MappedValue(
    QuantisedTensor Source, int Type, double[]? Results, QuantisationParameters? Line, LinearQuantisation? Encoding = null) : QuantisedValue
{
    /// <summary>The number of elements that an int8 tensor can have.</summary>
    public const int Levels = 256;

    /// <summary>The stored tensor as the operators of real numbers read it.</summary>
    public QuantisedTensor? Real => Line is { } line ? Source with { Handle = Source.Handle with { ZeroPoint = line.ZeroPoint }, Parameters = line } : null;

    /// <summary>The function that gives the stored elements of a tensor, plus an offset, as integers of a type.</summary>
    public static MappedValue OfIntegers(QuantisedTensor source, int type, int offset, LinearQuantisation? encoding = null) => new(
        source, type, source.Handle.Type == ElementType.Int8 ? [.. Enumerable.Range(0, Levels).Select(i => (double)(i + sbyte.MinValue + offset))] : null,
        new QuantisationParameters(1, -offset), encoding);
}

/// <summary>A constant of integers and the real numbers that they stand for.</summary>
/// <param name="Integers">The integers.</param>
/// <param name="Quantisation">What they stand for.</param>
/// <param name="Node">The DequantizeLinear.</param>
internal sealed record ConstantValue(ConstantTensor Integers, LinearQuantisation Quantisation, GraphNode Node) : QuantisedValue;

/// <summary>The real result of an operator that is not rounded yet: the QuantizeLinear that follows says how. What comes between is collected here.</summary>
/// <param name="Node">The operator.</param>
/// <param name="Lower">Writes its instructions, for the type and the parameters of the context; may look at the channels' factors and summands here.</param>
internal sealed record PendingValue(GraphNode Node, Action<QuantisedContext, PendingValue> Lower) : QuantisedValue
{
    /// <summary>The scale with which its sums are whole numbers of 32 bits; 0 where it has none.</summary>
    public double NaturalScale { get; init; }

    /// <summary>The largest magnitude that the results can have before <see cref="Factor"/>; infinite where it is not known.</summary>
    public double Magnitude { get; init; } = double.PositiveInfinity;

    /// <summary>The axis of the channels, counted from the end, where <see cref="Lower"/> takes a factor and a summand for each; else 0.</summary>
    public int ChannelsFromEnd { get; init; }

    /// <summary>A factor of all results.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>A factor for every channel, before the summands; null for 1.</summary>
    public double[]? Factors { get; init; }

    /// <summary>A summand for every channel, before <see cref="Factor"/>; null for 0.</summary>
    public double[]? Summands { get; init; }

    /// <summary>Bounds of the results.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>Bounds of the results.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>Views of the result, first to last.</summary>
    public IReadOnlyList<GraphNode> Views { get; init; } = [];

    /// <summary>Whether <see cref="Lower"/> can look its results up in a table.</summary>
    public bool TakesTables { get; init; }

    /// <summary>The result of which this is a function of each element; null where it is none but itself.</summary>
    public PendingValue? Origin { get; init; }

    /// <summary>The function of what <see cref="Origin"/> stands for; null for the identity.</summary>
    public Func<double, double>? Function { get; init; }

    /// <summary>Whether the function has to be looked up: factors and bounds do not tell it.</summary>
    public bool IsLookedUp { get; init; }

    /// <summary>The origin, or this where it is none of another.</summary>
    public PendingValue Root => Origin ?? this;

    /// <summary>The largest magnitude of the results; infinite where it is not known.</summary>
    public double Largest => Math.Min(Magnitude * Factor, Math.Max(Math.Abs(Low), Math.Abs(High)));

    /// <summary>Whether the results are limited already.</summary>
    public bool IsLimited => !double.IsInfinity(Low) || !double.IsInfinity(High);

    /// <summary>The function of a result of <see cref="Root"/>.</summary>
    public double Evaluate(double value) => Function is null ? value : Function(value);
}
