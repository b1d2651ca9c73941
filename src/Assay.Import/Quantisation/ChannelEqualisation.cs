using Assay.Import.Graphs;

namespace Assay.Import.Quantisation;

/// <summary>
/// Brings the channels of a tensor to like ranges, so that one int8 scale fits them all: the channel is divided by a factor where
/// it is made, and the weights that read it are multiplied by it. The result is the same, because max(x, 0) / f = max(x / f, 0)
/// for a positive f.
/// In front of depthwise convolutions, whose weights have a scale a channel, the factor takes up the whole difference. In front of
/// dense layers after a layer normalisation, whose weights share a scale across input channels, it takes up a part of it.
/// </summary>
internal static class ChannelEqualisation
{
    /// <summary>Factors lie within this ratio of the largest.</summary>
    private const double LargestRatio = 64;

    /// <summary>Sixteen factors an octave, so that float noise in the statistics seldom changes a program.</summary>
    private const int FactorsPerOctave = 16;

    /// <summary>Which power of the magnitudes a factor is made of where the weights share a scale; the rest is the weights'.</summary>
    private const double SharedPower = 0.6;

    /// <summary>Rewrites every such place.</summary>
    /// <returns>For every rewritten tensor, what its channels are divided by.</returns>
    public static Dictionary<string, float[]> Apply(FloatGraph graph, IReadOnlyDictionary<string, TensorStatistics> statistics)
    {
        var divisors = new Dictionary<string, float[]>();
        foreach (GraphNode first in graph.Nodes.ToArray())
        {
            if (first is { Operator: "Conv", HasChannelsLast: false } && IsHomogeneous(first.Activation)
                && graph.SoleConsumer(first.Output) is { Operator: "Conv" } second && IsDepthwise(graph, second))
                divisors[first.Output] = Rewrite(graph, graph.Nodes.Find(node => node.Output == first.Output)!, second, statistics[first.Output]);
            else if (first.Operator == LayerNormFusion.FusedOperator)
                EqualiseNormalisation(graph, first, statistics, divisors);
        }

        return divisors;
    }

    /// <summary>True for the identity and max(x, 0).</summary>
    private static bool IsHomogeneous(Activation activation) =>
        activation.IsClamp && activation.Low is 0 or double.NegativeInfinity && double.IsPositiveInfinity(activation.High);

    private static bool IsDepthwise(FloatGraph graph, GraphNode node) =>
        node.Integer("group", 1) is > 1 and var group && group == graph.Shape(node.Input(0))[1];

    private static float[] Rewrite(FloatGraph graph, GraphNode first, GraphNode second, TensorStatistics statistics)
    {
        ConvolutionWeights producer = ConvolutionWeights.Of(graph, first), consumer = ConvolutionWeights.Of(graph, second);
        float[] factors = Factors(Magnitudes(statistics, producer.Channels));
        int multiple = consumer.Channels / producer.Channels;
        for (int channel = 0; channel < consumer.Channels; channel++)
            consumer.ScaleWeights(channel, factors[channel / multiple]);
        for (int channel = 0; channel < factors.Length; channel++)
            producer.Transform(channel, 1.0 / factors[channel], 0);
        graph.Replace([first], producer.Store(graph, first, first.Output));
        graph.Replace([second], consumer.Store(graph, second, second.Output) with { PreActivation = second.PreActivation });
        return factors;
    }

    private static void EqualiseNormalisation(
        FloatGraph graph, GraphNode node, IReadOnlyDictionary<string, TensorStatistics> statistics, Dictionary<string, float[]> divisors)
    {
        IReadOnlyList<GraphNode> readers = graph.Consumers(node.Output);
        int rank = graph.Shape(node.Output).Count;
        if (node.Output == graph.OutputName || readers.Any(reader => reader.Operator != "Conv" || reader.Integer("group", 1) != 1 || reader.ChannelAxis(rank) != rank - 1))
            return;
        ConstantTensor factor = graph.Constant(node, 1), summand = graph.Constant(node, 2);
        double[] magnitudes = Magnitudes(statistics[node.Output], factor.Count);
        for (int channel = 0; channel < magnitudes.Length; channel++)
        {
            double weight = readers.Max(reader => ConvolutionWeights.Of(graph, reader).InputMagnitude(channel));
            magnitudes[channel] = weight > 0 ? Math.Pow(magnitudes[channel], SharedPower) / Math.Pow(weight, 1 - SharedPower) : 0;
        }

        // A negative factor of the normalisation changes sides, too, so that its sign costs no instruction.
        float[] factors = Factors(magnitudes);
        for (int channel = 0; channel < factors.Length; channel++)
            factors[channel] = factor.Floats[channel] < 0 ? -factors[channel] : factors[channel];
        string newFactor = $"{node.Output}/factor", newSummand = $"{node.Output}/summand";
        graph.Constants[newFactor] = Divided(factor, factors);
        graph.Constants[newSummand] = Divided(summand, factors);
        graph.Replace([node], node with { Inputs = [node.Input(0), newFactor, newSummand] });
        foreach (GraphNode reader in readers)
        {
            ConvolutionWeights weights = ConvolutionWeights.Of(graph, reader);
            for (int channel = 0; channel < factors.Length; channel++)
                weights.ScaleInput(channel, factors[channel]);
            graph.Replace([reader], weights.Store(graph, reader, reader.Output) with { PreActivation = reader.PreActivation });
        }

        divisors[node.Output] = factors;
    }

    private static float[] Factors(double[] magnitudes)
    {
        double largest = magnitudes.Max();
        return largest > 0
            ? Array.ConvertAll(magnitudes, magnitude => RoundToGrid(Math.Max(magnitude / largest, 1 / LargestRatio)))
            : [.. magnitudes.Select(_ => 1f)];
    }

    private static double[] Magnitudes(TensorStatistics statistics, int channels) =>
        [.. Enumerable.Range(0, channels).Select(channel => (double)statistics.Magnitude(channel))];

    private static ConstantTensor Divided(ConstantTensor values, float[] factors) =>
        ConstantTensor.FromFloats([.. values.Shape], [.. values.Floats.Select((value, channel) => value / factors[channel])]);

    private static float RoundToGrid(double factor) =>
        (float)Math.Pow(2, Math.Round(Math.Log2(factor) * FactorsPerOctave) / FactorsPerOctave);
}
