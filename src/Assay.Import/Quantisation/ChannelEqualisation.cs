using Assay.Import.Graphs;

namespace Assay.Import.Quantisation;

/// <summary>
/// Brings the channels of a tensor between a convolution and a depthwise convolution to like ranges, so that one int8 scale fits
/// them all: the first convolution's channel is divided by a factor, the depthwise weights that read it are multiplied by it. The
/// result is the same, because max(x, 0) / f = max(x / f, 0) for a positive f; and depthwise weights have a scale a channel, so
/// their rounding does not grow. Other consumers share a scale across input channels, and measured worse with any such factor.
/// </summary>
internal static class ChannelEqualisation
{
    /// <summary>Factors lie within this ratio of the largest.</summary>
    private const double LargestRatio = 64;

    /// <summary>Sixteen factors an octave, so that float noise in the statistics seldom changes a program.</summary>
    private const int FactorsPerOctave = 16;

    /// <summary>Rewrites every such pair of convolutions.</summary>
    /// <returns>For every rewritten tensor, what its channels are divided by.</returns>
    public static Dictionary<string, float[]> Apply(FloatGraph graph, IReadOnlyDictionary<string, TensorStatistics> statistics)
    {
        var divisors = new Dictionary<string, float[]>();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            GraphNode first = graph.Nodes[i];
            if (first.Operator != "Conv" || !IsHomogeneous(first.Activation)
                || graph.SoleConsumer(first.Output) is not { Operator: "Conv" } second || !IsDepthwise(graph, second))
                continue;
            divisors[first.Output] = Rewrite(graph, first, second, statistics[first.Output]);
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
        float[] factors = Factors(statistics, producer.Channels);
        int multiple = consumer.Channels / producer.Channels;
        for (int channel = 0; channel < consumer.Channels; channel++)
            consumer.ScaleWeights(channel, factors[channel / multiple]);
        for (int channel = 0; channel < factors.Length; channel++)
            producer.Transform(channel, 1.0 / factors[channel], 0);
        graph.Replace([first], producer.Store(graph, first, first.Output));
        graph.Replace([second], consumer.Store(graph, second, second.Output) with { PreActivation = second.PreActivation });
        return factors;
    }

    private static float[] Factors(TensorStatistics statistics, int channels)
    {
        double[] magnitudes = [.. Enumerable.Range(0, channels).Select(channel => (double)statistics.Magnitude(channel))];
        double largest = magnitudes.Max();
        return largest > 0
            ? Array.ConvertAll(magnitudes, magnitude => RoundToGrid(Math.Max(magnitude / largest, 1 / LargestRatio)))
            : [.. magnitudes.Select(_ => 1f)];
    }

    private static float RoundToGrid(double factor) =>
        (float)Math.Pow(2, Math.Round(Math.Log2(factor) * FactorsPerOctave) / FactorsPerOctave);
}
