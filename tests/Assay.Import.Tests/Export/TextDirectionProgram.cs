using Assay.Import.Images;
using Assay.Inference;

namespace Assay.Import.Tests.Export;

/// <summary>The text-direction classifier as a program, imported once.</summary>
internal static class TextDirectionProgram
{
    private const int CalibrationLines = 8;

    private static readonly Lazy<InferenceProgram> Imported = new(() =>
    {
        using TextLineRenderer renderer = TextLineRenderer.FromDirectory(Repository.Fonts);
        return OnnxImporter.Import(Repository.TextDirectionModel, TextDirectionModel.CreateOptions(renderer, CalibrationLines)).Program;
    });

    public static InferenceProgram Value => Imported.Value;
}
