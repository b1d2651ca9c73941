using Assay.Import.Images;
using Assay.Import.Quantisation;
using Assay.Import.Tflite;
using Assay.Import.Tflite.Lowering;
using Assay.Inference;

namespace Assay.Import;

/// <summary>How an int8 TFLite model is imported.</summary>
public sealed record TfliteImportOptions
{
    /// <summary>Name of the program.</summary>
    public required string Name { get; init; }

    /// <summary>Names of the classes, if the model has any.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How the model wants its image, if it takes one; the scale and the zero point of its input are the file's.</summary>
    public ImagePreprocessing? Preprocessing { get; init; }
}

/// <summary>
/// Turns int8 TFLite models into integer programs as they are: weights, scales and zero points stay the file's, and the program gives the bytes of
/// TensorFlow Lite's reference kernels (those of TensorFlow Lite for Microcontrollers, with double rounding).
/// </summary>
public static class TfliteImporter
{
    /// <summary>Imports a model file.</summary>
    /// <param name="path">Path of the <c>.tflite</c> file.</param>
    /// <param name="options">Name and labels.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The file cannot be used; one line that says why.</exception>
    public static ImportResult Import(string path, TfliteImportOptions options, CancellationToken cancellationToken = default) =>
        Import(TfliteReader.ReadFile(path), options, cancellationToken);

    /// <summary>Imports the bytes of a model file.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="options">Name and labels.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <returns>The program and the report.</returns>
    /// <exception cref="ImportException">The model cannot be used; one line that says why.</exception>
    public static ImportResult Import(byte[] model, TfliteImportOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        TfliteModel parsed = TfliteReader.Parse(model);
        (InferenceProgram program, IReadOnlyList<string> names) = TfliteLowering.Lower(parsed, options, cancellationToken);
        ImagePreprocessor.Require(program);
        IReadOnlyList<AccumulatorBounds> accumulators = OverflowAnalysis.Prove(program, names);
        var report = new ImportReport(
            parsed.Version, parsed.Operators.Count, [], names, accumulators, ProvabilityAnalysis.Measure(program, names), CalibrationInputs: 0, Variants: []);
        return new ImportResult(program, report);
    }
}
