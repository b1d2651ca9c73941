using Assay.Import.Graphs;
using Assay.Import.Images;
using Assay.Import.Onnx;
using Assay.Import.Quantisation;
using Assay.Import.Quantised;
using Assay.Inference;

namespace Assay.Import;

/// <summary>How an ONNX model that is quantised already is imported.</summary>
public sealed record QuantisedOnnxOptions
{
    /// <summary>Name of the program.</summary>
    public required string Name { get; init; }

    /// <summary>Shape of the file's input, batch 1 first, where the file leaves dimensions open; null takes the file's.</summary>
    public IReadOnlyList<int>? InputShape { get; init; }

    /// <summary>Names of the classes, if the model has any.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How the model wants its image, if it takes one; the scale and the zero point of its input are the file's.</summary>
    public ImagePreprocessing? Preprocessing { get; init; }
}

/// <summary>
/// Turns ONNX models that are quantised already into integer programs as they are: integer weights, scales and zero points stay the file's, sums are the same
/// integers, and each result is rounded once, where the file has its QuantizeLinear, by a fixed-point factor instead of a float32 one.
/// </summary>
public static class QuantisedOnnxImporter
{
    private static readonly int[] InputTypes =
        [OnnxElementType.Float32, OnnxElementType.Int8, OnnxElementType.UInt8, OnnxElementType.Int16, OnnxElementType.UInt16];

    /// <summary>Imports a model file.</summary>
    /// <param name="path">Path of the <c>.onnx</c> file.</param>
    /// <param name="options">Name, shape and labels.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The file cannot be used; one line that says why.</exception>
    public static ImportResult Import(string path, QuantisedOnnxOptions options, CancellationToken cancellationToken = default) =>
        Import(OnnxFile.Read(path), options, cancellationToken);

    /// <summary>Imports the bytes of a model file.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="options">Name, shape and labels.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The model cannot be used; one line that says why.</exception>
    public static ImportResult Import(byte[] model, QuantisedOnnxOptions options, CancellationToken cancellationToken = default) =>
        Import(OnnxFile.Of(model), options, cancellationToken);

    /// <summary>Imports a file that was read already.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Name, shape and labels.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The model cannot be used; one line that says why.</exception>
    public static ImportResult Import(OnnxFile file, QuantisedOnnxOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        OnnxModel parsed = file.Model;
        if (!file.IsQuantised)
            throw new ImportException("ONNX model: it is not quantised; a float32 model is imported with sample inputs.");
        (FloatGraph graph, int inputType, IReadOnlyList<PassReport> passes) = Read(parsed, options.InputShape);
        (InferenceProgram program, IReadOnlyList<string> names) = QuantisedLowering.Lower(graph, inputType, options, cancellationToken);
        ImagePreprocessor.Require(program);
        var report = new ImportReport(
            parsed.OpsetVersion, parsed.Nodes.Count, passes, names, OverflowAnalysis.Prove(program, names), ProvabilityAnalysis.Measure(program, names),
            CalibrationInputs: 0, Variants: []);
        return new ImportResult(program, report);
    }

    private static (FloatGraph Graph, int InputType, IReadOnlyList<PassReport> Passes) Read(OnnxModel parsed, IReadOnlyList<int>? shape)
    {
        OnnxModel model = LinearOperatorRewriting.Apply(parsed);
        OnnxValue[] inputs = [.. model.Inputs.Where(input => !model.Initializers.ContainsKey(input.Name))];
        FloatGraph graph = FloatGraph.From(model, shape ?? DeclaredShape(inputs), InputTypes);
        new DeadNodeRemoval().Apply(graph);
        SupportedOperators.CheckQuantised(graph);
        IGraphPass[] passes = [new ConstantFolding(), new DeadNodeRemoval()];
        return (graph, inputs[0].ElementType, [.. passes.Select(pass => new PassReport(pass.GetType().Name, pass.Apply(graph)))]);
    }

    /// <summary>The shape that the file gives; an open batch is 1.</summary>
    private static int[] DeclaredShape(OnnxValue[] inputs)
    {
        if (inputs.Length != 1)
            throw new ImportException($"ONNX model: {inputs.Length} inputs; expected one.");
        long?[] dimensions = [.. inputs[0].Dimensions];
        if (dimensions.Length > 0)
            dimensions[0] ??= 1;
        return [.. dimensions.Select(size => size is > 0 and <= TensorShape.MaximumDimension
            ? (int)size
            : throw new ImportException(
                $"Input '{inputs[0].Name}': the model declares [{string.Join(", ", dimensions.Select(dimension => dimension?.ToString() ?? "?"))}]; expected sizes of 1 to {TensorShape.MaximumDimension}, or a shape for those it leaves open."))];
    }
}
