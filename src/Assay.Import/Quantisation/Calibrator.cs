using Assay.Import.Graphs;

namespace Assay.Import.Quantisation;

/// <summary>Runs the float model on sample inputs and records the tensors that quantisation needs to know.</summary>
internal static class Calibrator
{
    /// <summary>Fixed, so that sums are added in the same order whatever the number of threads.</summary>
    private const int Partitions = 8;

    /// <summary>
    /// Names of the tensors to observe: every result, arguments of activations that go through a table, and the inner tensors of
    /// layer normalisations. What passes made up is observed under the name that the file has for it.
    /// </summary>
    public static IReadOnlyList<string> Observed(FloatGraph graph) =>
    [
        .. graph.Nodes.Select(node => node.Output)
            .Concat(graph.Nodes.Where(node => !node.Activation.IsClamp).Select(node => node.PreActivation))
            .Concat(graph.Nodes.Where(node => node.Operator == LayerNormFusion.FusedOperator).SelectMany(LayerNormFusion.InnerTensors))
            .Select(graph.ObservedAs).OfType<string>().Where(name => name != graph.InputName).Distinct(),
    ];

    /// <summary>Observes the float model on every sample.</summary>
    /// <param name="model">Bytes of the ONNX file.</param>
    /// <param name="graph">The rewritten graph.</param>
    /// <param name="samples">Inputs.</param>
    /// <param name="divisors">Tensors whose channels the graph divides by something that the file does not.</param>
    /// <param name="progress">Told the number of samples done, from several threads.</param>
    /// <param name="cancellationToken">Stops the calibration.</param>
    /// <returns>Statistics of the input and of every observed tensor.</returns>
    public static Dictionary<string, TensorStatistics> Run(
        byte[] model,
        FloatGraph graph,
        IReadOnlyList<float[]> samples,
        IReadOnlyDictionary<string, float[]> divisors,
        Action<int> progress,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<int> inputShape = graph.Shape(graph.InputName);
        IReadOnlyList<string> names = Observed(graph);
        if (names.Count == 0)
            throw new ImportException($"Output '{graph.OutputName}': no operator computes it.");
        using var session = new FloatModel(model, inputShape, [.. names], threads: 1);
        var partitions = new Dictionary<string, TensorStatistics>[Partitions];
        var channels = names.Append(graph.InputName).ToDictionary(name => name, graph.ChannelAxis);
        int done = 0;
        ForEachPartition(cancellationToken, partition =>
        {
            var statistics = channels.ToDictionary(pair => pair.Key, pair => Empty(graph.Shape(pair.Key), pair.Value));
            for (int sample = partition; sample < samples.Count; sample += Partitions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                statistics[graph.InputName].Add(samples[sample]);
                session.Observe(samples[sample], (name, values) =>
                {
                    IReadOnlyList<int> shape = graph.Shape(name);
                    CheckCount(name, values.Length, shape);
                    statistics[name].Add(divisors.TryGetValue(name, out float[]? divisor) ? Divide(values, divisor, InnerSize(shape, channels[name])) : values);
                });
                progress(Interlocked.Increment(ref done));
            }

            partitions[partition] = statistics;
        });

        Dictionary<string, TensorStatistics> merged = partitions[0];
        foreach (Dictionary<string, TensorStatistics> partition in partitions.Skip(1))
        {
            foreach ((string name, TensorStatistics statistics) in partition)
                merged[name].Add(statistics);
        }

        return merged;
    }

    /// <summary>Runs the partitions at the same time; the first error of one of them comes as it is.</summary>
    private static void ForEachPartition(CancellationToken cancellationToken, Action<int> body)
    {
        try
        {
            Parallel.For(0, Partitions, new ParallelOptions { CancellationToken = cancellationToken }, body);
        }
        catch (AggregateException errors) when (errors.InnerExceptions.OfType<ImportException>().FirstOrDefault() is { } first)
        {
            throw new ImportException(first.Message, errors);
        }
    }

    /// <summary>ONNX Runtime may understand a malformed file otherwise than the schema does.</summary>
    private static void CheckCount(string name, int count, IReadOnlyList<int> shape)
    {
        if (count != shape.Aggregate(1, (product, size) => product * size))
            throw new ImportException($"Tensor '{name}': ONNX Runtime computes {count} values; expected [{string.Join(", ", shape)}].");
    }

    private static float[] Divide(ReadOnlySpan<float> values, float[] divisors, int inner)
    {
        float[] result = values.ToArray();
        for (int i = 0; i < result.Length; i++)
            result[i] /= divisors[i / inner % divisors.Length];
        return result;
    }

    private static TensorStatistics Empty(IReadOnlyList<int> shape, int axis) =>
        shape.Count < 2 ? new TensorStatistics(1) : new TensorStatistics(shape[axis], InnerSize(shape, axis));

    /// <summary>Elements from one channel to the next.</summary>
    private static int InnerSize(IReadOnlyList<int> shape, int axis) =>
        shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
}
