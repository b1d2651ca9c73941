using Assay.Import.Graphs;
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
        Import(OnnxFile.Read(path), options, progress, cancellationToken);

    /// <summary>Imports the bytes of a model file.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="options">Input, calibration and quantisation.</param>
    /// <param name="progress">Told about progress, from several threads.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The model or the options cannot be used; one line that says why.</exception>
    public static ImportResult Import(
        byte[] model, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Import(OnnxFile.Of(model), options, progress, cancellationToken);

    /// <summary>Imports a file that was read already.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Input, calibration and quantisation.</param>
    /// <param name="progress">Told about progress, from several threads.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The model or the options cannot be used; one line that says why.</exception>
    public static ImportResult Import(
        OnnxFile file, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<int> inputShape = InputShape(options);
        (byte[] model, OnnxModel parsed) = (file.Bytes, file.Model);
        if (file.IsQuantised)
            throw new ImportException("ONNX model: it is quantised already; it is imported as it is, without sample inputs.");

        // Calibration observes the tensors inside, so both it and the passes see the file with them spelled out.
        model = NormalisationExpansion.Apply(model, parsed, inputShape);
        FloatGraph graph = FloatGraph.From(OnnxReader.Parse(model), inputShape);
        IReadOnlyList<PassReport> passes = GraphPasses.Run(graph, options.OutputLogits);

        model = LayerNormTensors.Append(model, graph);
        int total = options.CalibrationInputs.Count;
        Dictionary<string, float[]> divisors = options.EqualiseChannels ? Equalise(model, graph, options, cancellationToken) : [];
        Dictionary<string, TensorStatistics> statistics = Calibrator.Run(
            model, graph, options.CalibrationInputs, divisors, done => progress?.Report(new ImportProgress("calibrate", done, total)), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        (InputEncoding encoding, ImagePreprocessing? preprocessing) = Encoding(options, graph);
        var search = new VariantSearch(model, graph, statistics, options, encoding, preprocessing);
        IReadOnlyList<LoweredVariant> variants = search.Run(progress, cancellationToken);
        LoweredVariant taken = variants[0];
        var report = new ImportReport(
            parsed.OpsetVersion, parsed.Nodes.Count, passes, taken.Names, OverflowAnalysis.Prove(taken.Program, taken.Names),
            ProvabilityAnalysis.Measure(taken.Program, taken.Names), total, [.. variants.Select(variant => variant.Variant)]);
        return new ImportResult(taken.Program, report);
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
            ? InputEncoding.ForImages(image, graph.Consumers(graph.InputName).All(node => node is { Operator: "Conv", HasChannelsLast: false }))
            : (InputEncoding.ForRange(options.Tensor!.Low, options.Tensor.High), null);
}
