using Assay.Import.Graphs;

namespace Assay.Import.Quantisation;

/// <summary>
/// Brings the channels of a tensor between two convolutions to like ranges, so that one int8 scale fits them all: the first
/// convolution's channel is divided by a factor, the weights that read it are multiplied by it. The result is the same, because
/// max(x, 0) / f = max(x / f, 0) for a positive f.
/// </summary>
internal static class ChannelEqualisation
{
    /// <summary>How much of the difference between channels moves into the next weights where these share a scale.</summary>
    private const double DenseShare = 0.6;

    /// <summary>Factors lie within this ratio of the largest.</summary>
    private const double LargestRatio = 64;

    /// <summary>Rewrites every pair of convolutions.</summary>
    /// <returns>For every rewritten tensor, what its channels are divided by.</returns>
    public static Dictionary<string, float[]> Apply(FloatGraph graph, IReadOnlyDictionary<string, TensorStatistics> statistics)
    {
        var divisors = new Dictionary<string, float[]>();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            GraphNode first = graph.Nodes[i];
            if (first.Operator != "Conv" || !IsHomogeneous(first.Activation)
                || graph.SoleConsumer(first.Output) is not { Operator: "Conv" } second || second.Input(0) != first.Output)
                continue;
            divisors[first.Output] = Rewrite(graph, first, second, statistics[first.Output]);
        }

        return divisors;
    }

    /// <summary>True for the identity and max(x, 0).</summary>
    private static bool IsHomogeneous(Activation activation) =>
        activation.IsClamp && activation.Low is 0 or double.NegativeInfinity && double.IsPositiveInfinity(activation.High);

    private static float[] Rewrite(FloatGraph graph, GraphNode first, GraphNode second, TensorStatistics statistics)
    {
        ConvolutionWeights producer = ConvolutionWeights.Of(graph, first), consumer = ConvolutionWeights.Of(graph, second);
        bool depthwise = second.Integer("group", 1) > 1;
        float[] factors = Factors(statistics, producer.Channels, depthwise ? null : consumer);
        for (int channel = 0; channel < factors.Length; channel++)
        {
            producer.Transform(channel, 1 / (double)factors[channel], 0);
            consumer.ScaleInput(channel, factors.Length, depthwise, factors[channel]);
        }

        graph.Replace([first], producer.Store(graph, first, first.Output));
        graph.Replace([second], consumer.Store(graph, second, second.Output) with { PreActivation = second.PreActivation });
        return factors;
    }

    /// <summary>Depthwise weights have a scale a channel, so the whole difference can move; others share scales across input channels.</summary>
    private static float[] Factors(TensorStatistics statistics, int channels, ConvolutionWeights? dense)
    {
        double[] factors = new double[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            double magnitude = statistics.Magnitude(channel);
            double weight = dense?.LargestOfInput(channel) ?? 1;
            double share = dense is null ? 1 : DenseShare;
            factors[channel] = magnitude > 0 && weight > 0 ? Math.Pow(magnitude, share) / Math.Pow(weight, 1 - share) : 0;
        }

        double largest = factors.Max();
        return largest > 0
            ? [.. factors.Select(factor => RoundToGrid(Math.Max(factor, largest / LargestRatio) / largest))]
            : [.. factors.Select(_ => 1f)];
    }

    /// <summary>Sixteen factors an octave, so that float noise in the statistics seldom changes a program.</summary>
    private static float RoundToGrid(double factor) => (float)Math.Pow(2, Math.Round(Math.Log2(factor) * 16) / 16);
}
