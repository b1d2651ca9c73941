using Assay.Import;
using Assay.Import.Export;
using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Benchmarking;

/// <summary>A model that ONNX Runtime runs beside ours.</summary>
/// <param name="Name">What it is, for tables and messages.</param>
/// <param name="Model">The bytes of the ONNX file.</param>
public sealed record Rival(string Name, byte[] Model)
{
    /// <summary>
    /// Every form of a model among which ONNX Runtime's fastest may be: the float32 file as published and with its hard-swishes fused, if there is a file, and the
    /// program's own exports, float32 and quantised.
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="file">Name and bytes of the float32 file that it was imported from, or null.</param>
    /// <param name="cancellationToken">Stops the exports.</param>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public static IReadOnlyList<Rival> Of(InferenceProgram program, (string Name, byte[] Model)? file, CancellationToken cancellationToken = default)
    {
        List<Rival> rivals = [];
        if (file is { } given)
        {
            rivals.Add(new Rival(given.Name, given.Model));
            byte[] fused = Fused(given.Name, given.Model, out int count);
            if (count > 0)
                rivals.Add(new Rival($"{given.Name}, hard-swish fused", fused));
        }

        rivals.Add(new Rival("float32 export", Export(OnnxExportForm.Float)));
        rivals.Add(new Rival("QDQ export", Export(OnnxExportForm.QdqFast)));
        return rivals;

        byte[] Export(OnnxExportForm form) => OnnxExporter.Export(program, new OnnxExportOptions(form) { ChannelsFirst = true }, cancellationToken);
    }

    private static byte[] Fused(string name, byte[] model, out int count)
    {
        try
        {
            return HardSwishRewriter.Apply(model, out count);
        }
        catch (ImportException error)
        {
            throw new InvalidDataException($"'{name}': {error.Message}", error);
        }
    }
}
