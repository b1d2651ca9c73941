using Assay.Import.Onnx;

namespace Assay.Import;

/// <summary>An ONNX file that was read and parsed once: what it is says which importer takes it.</summary>
public sealed class OnnxFile
{
    private OnnxFile(byte[] bytes)
    {
        Bytes = bytes;
        Model = OnnxReader.Parse(bytes);
        IsQuantised = QuantisedOperators.Has(Model);
    }

    /// <summary>Whether it is quantised already: <see cref="QuantisedOnnxImporter"/> takes it, and <see cref="OnnxImporter"/> does not.</summary>
    public bool IsQuantised { get; }

    internal byte[] Bytes { get; }

    internal OnnxModel Model { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the <c>.onnx</c> file.</param>
    /// <returns>The file; it is not read again.</returns>
    /// <exception cref="ImportException">The file cannot be read as ONNX.</exception>
    public static OnnxFile Read(string path) => new(OnnxReader.ReadFile(path));

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="model">The bytes; they must not be changed afterwards.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ImportException">The bytes are no ONNX file.</exception>
    public static OnnxFile Of(byte[] model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new OnnxFile(model);
    }
}
