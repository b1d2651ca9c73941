using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Onnx;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import;

/// <summary>Turns float32 ONNX models into integer programs.</summary>
public static class OnnxImporter
{
    /// <summary>Imports a model file.</summary>
    /// <param name="path">Path of the <c>.onnx</c> file.</param>
    /// <param name="options">Input, calibration and quantisation.</param>
    /// <param name="progress">Told about progress, from several threads.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The file or the options cannot be used; one line that says why.</exception>
    public static ImportResult Import(
        string path, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Import(OnnxReader.ReadFile(path), options, progress, cancellationToken);

    /// <summary>Imports the bytes of a model file.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="options">Input, calibration and quantisation.</param>
    /// <param name="progress">Told about progress, from several threads.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The model or the options cannot be used; one line that says why.</exception>
    public static ImportResult Import(
        byte[] model, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<int> inputShape = InputShape(options);
        OnnxModel parsed = OnnxReader.Parse(model);
        FloatGraph graph = FloatGraph.From(parsed, inputShape);
        IReadOnlyList<PassReport> passes = GraphPasses.Run(graph, options.OutputLogits);

        int total = options.CalibrationInputs.Count;
        Dictionary<string, float[]> divisors = options.EqualiseChannels ? Equalise(model, graph, options, cancellationToken) : [];
        Dictionary<string, TensorStatistics> statistics = Calibrator.Run(
            model, graph, options.CalibrationInputs, divisors, done => progress?.Report(new ImportProgress("calibrate", done, total)), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        (InputEncoding encoding, ImagePreprocessing? preprocessing) = Encoding(options, graph);
        var lowered = new List<(InferenceProgram Program, IReadOnlyList<string> Names, QuantisationVariant Variant)>();
        (RangeMethod Ranges, ChannelScalingMode Scaling)[] ways = [.. Ways(options)];
        VariantSelection? selection = ways.Length > 1 ? VariantSelection.Prepare(model, graph, encoding, options, cancellationToken) : null;
        foreach ((RangeMethod ranges, ChannelScalingMode scaling) in ways)
        {
            progress?.Report(new ImportProgress("quantise", lowered.Count, ways.Length));
            cancellationToken.ThrowIfCancellationRequested();
            var context = new LoweringContext(graph, statistics, options, ranges, scaling);
            (InferenceProgram program, IReadOnlyList<string> names) = ProgramLowering.Lower(context, encoding, preprocessing, options.Labels);
            double error = selection?.Measure(program, cancellationToken) ?? double.NaN;
            lowered.Add((program, names, new QuantisationVariant(ranges, scaling, error, program.Instructions.Length)));
        }

        int taken = VariantSelection.Choose([.. lowered.Select(item => item.Variant)]);
        progress?.Report(new ImportProgress("quantise", ways.Length, ways.Length));
        return Result(parsed, passes, lowered[taken], total, [lowered[taken].Variant, .. lowered.Where((_, i) => i != taken).Select(item => item.Variant)]);
    }

    private static ImportResult Result(
        OnnxModel parsed,
        IReadOnlyList<PassReport> passes,
        (InferenceProgram Program, IReadOnlyList<string> Names, QuantisationVariant Variant) taken,
        int calibrationInputs,
        IReadOnlyList<QuantisationVariant> variants)
    {
        var report = new ImportReport(
            parsed.OpsetVersion, parsed.Nodes.Count, passes, taken.Names, OverflowAnalysis.Prove(taken.Program, taken.Names),
            ProvabilityAnalysis.Measure(taken.Program, taken.Names), calibrationInputs, variants);
        return new ImportResult(taken.Program, report);
    }

    /// <summary>The ways to quantise that the options leave open, from the cheapest program to the dearest.</summary>
    private static IEnumerable<(RangeMethod Ranges, ChannelScalingMode Scaling)> Ways(ImportOptions options)
    {
        ChannelScalingMode[] scalings = options.ChannelScaling is { } scaling ? [scaling] : Enum.GetValues<ChannelScalingMode>();
        RangeMethod[] ranges = options.RangeMethod is { } method
            ? [method] : [RangeMethod.MeanSquaredError, RangeMethod.Percentile, RangeMethod.MinimumMaximum];
        return scalings.SelectMany(_ => ranges, (mode, range) => (range, mode));
    }

    private static Dictionary<string, float[]> Equalise(
        byte[] model, FloatGraph graph, ImportOptions options, CancellationToken cancellationToken)
    {
        // Factors need not be exact, so a part of the samples is enough.
        const int SampleCount = 24;
        float[][] samples = [.. options.CalibrationInputs.Take(SampleCount)];
        Dictionary<string, TensorStatistics> statistics =
            Calibrator.Run(model, graph, samples, new Dictionary<string, float[]>(), _ => { }, cancellationToken);
        return ChannelEqualisation.Apply(graph, statistics);
    }

    private static IReadOnlyList<int> InputShape(ImportOptions options)
    {
        if (options.Image is null == options.Tensor is null)
            throw new ImportException("Import options: expected exactly one of an image and a tensor input.");
        options.Image?.Check();
        IReadOnlyList<int> shape = options.Image?.InputShape ?? options.Tensor!.Shape;
        long count = shape.Aggregate(1L, (product, size) => product * size);
        if (options.CalibrationInputs.Count == 0)
            throw new ImportException("Import options: no calibration input; expected at least one.");
        if (options.CalibrationInputs.FirstOrDefault(input => input.Length != count) is { } wrong)
            throw new ImportException($"Calibration input: {wrong.Length} values; expected {count} for [{string.Join(", ", shape)}].");
        return shape;
    }

    private static (InputEncoding Encoding, ImagePreprocessing? Preprocessing) Encoding(ImportOptions options, FloatGraph graph) =>
        options.Image is { } image
            ? InputEncoding.ForImages(image, graph.Consumers(graph.InputName).All(node => node.Operator == "Conv"))
            : (InputEncoding.ForRange(options.Tensor!.Low, options.Tensor.High), null);
}
