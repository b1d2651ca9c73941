using Assay.Import.Evaluation;
using Assay.Import.Graphs;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Import.Quantisation;

/// <summary>One way to quantise that an import tried.</summary>
/// <param name="Ranges">How ranges were chosen.</param>
/// <param name="ChannelScaling">Which results got a scale for every channel.</param>
/// <param name="LearnedRounding">Whether the weights were rounded so that the results change least, rather than to the nearest.</param>
/// <param name="MeanError">Mean absolute difference of an output value from the float model's, over a few calibration inputs.</param>
/// <param name="Instructions">Length of the program.</param>
public sealed record QuantisationVariant(
    RangeMethod Ranges, ChannelScalingMode ChannelScaling, bool LearnedRounding, double MeanError, int Instructions);

/// <summary>
/// Measures programs against the float model on a few calibration inputs. Probabilities are compared where the program leaves out
/// the last softmax, because most of its arguments matter to nobody.
/// </summary>
internal sealed class VariantSelection
{
    private const int LargestSampleCount = 32;

    /// <summary>A variant with more instructions has to be better by this share.</summary>
    private const double WorthMoreInstructions = 0.02;

    private readonly FloatGraph _graph;
    private readonly InputEncoding _encoding;
    private readonly bool _areLogits;
    private readonly float[][] _inputs;
    private readonly double[][] _expected;

    private VariantSelection(FloatGraph graph, InputEncoding encoding, bool areLogits, float[][] inputs, double[][] expected)
    {
        _graph = graph;
        _encoding = encoding;
        _areLogits = areLogits;
        _inputs = inputs;
        _expected = expected;
    }

    /// <summary>Runs the float model on samples spread over the calibration inputs.</summary>
    public static VariantSelection Prepare(byte[] model, FloatGraph graph, InputEncoding encoding, ImportOptions options, CancellationToken cancellationToken)
    {
        int count = Math.Min(LargestSampleCount, options.CalibrationInputs.Count);
        float[][] inputs = [.. Enumerable.Range(0, count).Select(i => options.CalibrationInputs[i * options.CalibrationInputs.Count / count])];
        using var reference = new FloatModel(model, graph.Shape(graph.InputName), [graph.OutputName], threads: Environment.ProcessorCount);
        var expected = new double[count][];
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reference.Observe(inputs[i], (_, values) => expected[i] = Array.ConvertAll(values.ToArray(), value => (double)value));
        }

        var selection = new VariantSelection(graph, encoding, options.OutputLogits, inputs, expected);
        foreach (double[] values in expected)
            selection.Normalise(values);
        return selection;
    }

    /// <summary>The best of some variants, given from the cheapest to the dearest.</summary>
    public static int Choose(IReadOnlyList<QuantisationVariant> variants)
    {
        int best = 0;
        for (int i = 1; i < variants.Count; i++)
        {
            double needed = variants[i].Instructions > variants[best].Instructions ? 1 - WorthMoreInstructions : 1;
            if (variants[i].MeanError < variants[best].MeanError * needed)
                best = i;
        }

        return best;
    }

    /// <summary>Mean absolute difference of an output value.</summary>
    public double Measure(InferenceProgram program, CancellationToken cancellationToken)
    {
        using var executor = new CpuExecutor(program, new CpuExecutorOptions { Threads = Environment.ProcessorCount });
        double sum = 0;
        long count = 0;
        for (int i = 0; i < _inputs.Length; i++)
        {
            ExecutionResult result = executor.Run([_encoding.Quantise(_inputs[i], program.Inputs[0].Shape)], cancellationToken: cancellationToken);
            double[] actual = Standard(OutputValues.Read(program.Outputs[0], result.Outputs[0].Span));
            Normalise(actual);
            for (int k = 0; k < actual.Length; k++)
                sum += Math.Abs(actual[k] - _expected[i][k]);
            count += actual.Length;
        }

        return sum / count;
    }

    /// <summary>Channels first, as the float model has them.</summary>
    private double[] Standard(double[] values)
    {
        IReadOnlyList<int> shape = _graph.Shape(_graph.OutputName);
        if (shape.Count != 4)
            return values;
        int channels = shape[1], positions = shape[2] * shape[3];
        double[] result = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
            result[(i % channels * positions) + (i / channels)] = values[i];
        return result;
    }

    private void Normalise(double[] values)
    {
        if (!_areLogits)
            return;
        int classes = _graph.Shape(_graph.OutputName)[^1];
        for (int start = 0; start < values.Length; start += classes)
        {
            Span<double> row = values.AsSpan(start, classes);
            double largest = double.NegativeInfinity, total = 0;
            foreach (double value in row)
                largest = Math.Max(largest, value);
            foreach (ref double value in row)
                total += value = Math.Exp(value - largest);
            foreach (ref double value in row)
                value /= total;
        }
    }
}
