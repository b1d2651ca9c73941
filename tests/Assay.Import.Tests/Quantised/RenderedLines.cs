using Assay.Import.Images;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Tests.Quantised;

/// <summary>The text-direction classifier, imported with a few rendered lines, which are its inputs too.</summary>
internal static class RenderedLines
{
    private const int Count = 8;

    public static (InferenceProgram Program, ReadOnlyMemory<byte>[] Inputs) Classifier(bool outputLogits)
    {
        using TextLineRenderer renderer = TextLineRenderer.FromDirectory(Repository.Fonts);
        ImportOptions options = TextDirectionModel.CreateOptions(renderer, Count) with { OutputLogits = outputLogits };
        InferenceProgram program = OnnxImporter.Import(Repository.TextDirectionModel, options).Program;
        TensorDescriptor input = program.Inputs[0];
        var encoding = new InputEncoding(new QuantisationParameters(input.Scale, input.ZeroPoint), null, null);
        return (program, [.. options.CalibrationInputs.Select(values => (ReadOnlyMemory<byte>)encoding.Quantise(values, input.Shape))]);
    }
}
