using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>
/// An int8 encoding with a scale of its own for every channel, for tensors that only convolutions read: they take the scales into
/// their weights. A result that went through a table gets it by the second rescale, which then differs from channel to channel.
/// </summary>
/// <param name="Parameters">The common part of the scale, and the zero point.</param>
/// <param name="Scales">The channels' factors of the scale.</param>
/// <param name="Offsets">What the zero point stands for in every channel; null for 0, which convolutions with padding need.</param>
internal sealed record ChannelScaling(QuantisationParameters Parameters, double[] Scales, double[]? Offsets)
{
    private const int Levels = 255;
    private const double SmallestScale = 1.0 / 256;

    /// <summary>The scale of a tensor that is 0 everywhere is not 0.</summary>
    private const double SmallestStep = 1e-12;

    /// <summary>Which power of the ranges a scale is made of where weights share a scale across input channels; the rest is the weights'.</summary>
    private const double SharedPower = 0.6;

    /// <summary>The encoding for a node's result, or null where one scale is as good or must do.</summary>
    public static ChannelScaling? For(LoweringContext context, GraphNode node)
    {
        FloatGraph graph = context.Graph;
        IReadOnlyList<GraphNode> readers = graph.Consumers(node.Output);
        int rank = graph.Shape(node.Output).Count, axis = node.ChannelAxis(rank);
        if (context.ChannelScaling == ChannelScalingMode.None || node.Activation.IsClamp || graph.ObservedAs(node.Output) != node.Output
            || node.Output == graph.OutputName || readers.Count == 0 || readers.Any(reader => reader.Operator != "Conv" || reader.ChannelAxis(rank) != axis))
            return null;
        TensorStatistics statistics = context.Statistics(node.Output);
        (double Low, double High)[] ranges = [.. Enumerable.Range(0, graph.Shape(node.Output)[axis]).Select(statistics.Range)];
        bool depthwise = readers.All(reader => reader.Integer("group", 1) > 1);
        if (!depthwise && context.ChannelScaling == ChannelScalingMode.Depthwise)
            return null;
        return readers.All(IsPointwise) ? WithOffsets(graph, readers, ranges) : WithZero(graph, readers, ranges, depthwise);
    }

    /// <summary>The second rescales into this encoding, and the encoding that they give: multipliers have 16 bits, and offsets are whole entries of the table.</summary>
    /// <param name="node">The node whose result it is, for messages.</param>
    /// <param name="entry">Real value of one unit of the table's entries.</param>
    public (ChannelRescale[] Seconds, ChannelScaling Encoding) Rescales(GraphNode node, double entry)
    {
        const double Unit = FixedPoint.TableSteps;
        var seconds = new ChannelRescale[Scales.Length];
        double[] scales = new double[Scales.Length];
        double[]? offsets = Offsets is null ? null : new double[Scales.Length];
        for (int channel = 0; channel < scales.Length; channel++)
        {
            FixedPointScale factor = LoweringContext.Factor(node, entry / (Unit * Parameters.Scale * Scales[channel])).ToShort();
            short offset = (short)Math.Clamp(Math.Round(-(Offsets?[channel] ?? 0) / entry), short.MinValue, short.MaxValue);
            seconds[channel] = new ChannelRescale(factor.Multiplier, (byte)factor.Shift, offset);
            scales[channel] = entry / (Unit * Parameters.Scale * factor.Value);
            if (offsets is not null)
                offsets[channel] = -offset * entry;
        }

        return (seconds, new ChannelScaling(Parameters, scales, offsets));
    }

    private static bool IsPointwise(GraphNode node) =>
        node.Integer("group", 1) == 1 && node.Integers("pads", [0, 0, 0, 0]).All(pad => pad == 0);

    /// <summary>Nothing is padded, so every channel is laid out from its lowest to its highest value.</summary>
    private static ChannelScaling WithOffsets(FloatGraph graph, IReadOnlyList<GraphNode> readers, (double Low, double High)[] ranges)
    {
        double[] scales = Shared(graph, readers, [.. ranges.Select(range => range.High - range.Low)]);
        double scale = ranges.Select((range, channel) => (range.High - range.Low) / (Levels * scales[channel])).Append(SmallestStep).Max();
        double[] offsets = [.. ranges.Select((range, channel) => range.Low - (sbyte.MinValue * scale * scales[channel]))];
        return new ChannelScaling(new QuantisationParameters(scale, 0), scales, offsets);
    }

    /// <summary>Padding is a real 0, so the channels share the zero point that costs them least.</summary>
    private static ChannelScaling WithZero(FloatGraph graph, IReadOnlyList<GraphNode> readers, (double Low, double High)[] ranges, bool depthwise)
    {
        (double Low, double High)[] withZero = [.. ranges.Select(range => (Math.Min(range.Low, 0), Math.Max(range.High, 0)))];
        int zeroPoint = Enumerable.Range(sbyte.MinValue + 1, Levels - 1).MinBy(candidate =>
            withZero.Where(range => range.High > range.Low).Sum(range => Math.Log(Needed(range, candidate) / (range.High - range.Low))));
        double[] needed = [.. withZero.Select(range => Needed(range, zeroPoint))];
        double[] scales = depthwise ? Bounded(needed) : Shared(graph, readers, needed);
        double scale = needed.Select((value, channel) => value / scales[channel]).Append(SmallestStep).Max();
        return new ChannelScaling(new QuantisationParameters(scale, zeroPoint), scales, null);
    }

    private static double Needed((double Low, double High) range, int zeroPoint) =>
        Math.Max(-range.Low / (zeroPoint - sbyte.MinValue), range.High / (sbyte.MaxValue - zeroPoint));

    /// <summary>Scales between what the activations and what the weights that read them would like.</summary>
    private static double[] Shared(FloatGraph graph, IReadOnlyList<GraphNode> readers, double[] ranges)
    {
        ConvolutionWeights[] weights = [.. readers.Where(reader => reader.Integer("group", 1) == 1).Select(reader => ConvolutionWeights.Of(graph, reader))];
        double[] scales = new double[ranges.Length];
        for (int channel = 0; channel < scales.Length; channel++)
        {
            double weight = weights.Max(values => values.InputMagnitude(channel));
            scales[channel] = weight > 0 ? Math.Pow(ranges[channel], SharedPower) / Math.Pow(weight, 1 - SharedPower) : 0;
        }

        return Bounded(scales);
    }

    private static double[] Bounded(double[] scales)
    {
        double largest = scales.Max();
        return largest > 0 ? Array.ConvertAll(scales, value => Math.Max(value / largest, SmallestScale)) : Array.ConvertAll(scales, _ => 1.0);
    }
}
