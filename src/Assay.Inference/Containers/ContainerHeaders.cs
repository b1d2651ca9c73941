using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>From programs to headers of model files and back.</summary>
internal static class ContainerHeaders
{
    internal static ContainerHeader Create(InferenceProgram program, ModelCommitment commitment) => new()
    {
        Name = program.Name,
        ProfileVersion = InferenceProgram.ProfileVersion,
        Pages = new PagesHeader(program.Pages.Input, program.Pages.Constants, program.Pages.Body, program.Pages.Output),
        Inputs = [.. program.Inputs.Select(ToHeader)],
        Outputs = [.. program.Outputs.Select(ToHeader)],
        ModelId = commitment.ModelId.ToString(),
        ProgramRoot = commitment.ProgramRoot.ToString(),
        ConstantsRoot = commitment.ConstantsRoot.ToString(),
        Labels = program.Labels.IsDefaultOrEmpty ? null : [.. program.Labels],
        Preprocessing = program.Preprocessing is { } preprocessing
            ? new PreprocessingHeader(preprocessing.Order, preprocessing.Fit, [.. preprocessing.Mean], [.. preprocessing.StandardDeviation])
            : null,
    };

    internal static InferenceProgram ToProgram(
        string path, ContainerHeader header, ImmutableArray<Instruction> instructions, ReadOnlyMemory<byte> constants)
    {
        if (header.ProfileVersion != InferenceProgram.ProfileVersion)
            throw new ModelFormatException(path, $"its profile version is {header.ProfileVersion}, but only {InferenceProgram.ProfileVersion} is known.");
        if ((long)header.Pages.Constants * Memory.PageSize != constants.Length)
            throw new ModelFormatException(path, $"its header declares {header.Pages.Constants} pages of constants, but it holds {constants.Length} bytes.");
        var program = new InferenceProgram(
            header.Name,
            instructions,
            constants,
            [.. header.Inputs.Select(tensor => ToDescriptor(path, tensor))],
            [.. header.Outputs.Select(tensor => ToDescriptor(path, tensor))],
            new PageCounts(header.Pages.Input, header.Pages.Constants, header.Pages.Body, header.Pages.Output))
        {
            Labels = ToLabels(path, header.Labels),
            Preprocessing = ToPreprocessing(path, header.Preprocessing),
        };
        if (InstructionValidator.Validate(program) is { } fault)
            throw new ModelFormatException(path, $"its program is not valid: {fault.Message}");
        return program;
    }

    private static TensorHeader ToHeader(TensorDescriptor tensor) => new(
        tensor.Name,
        tensor.Type,
        [tensor.Shape.Batch, tensor.Shape.Height, tensor.Shape.Width, tensor.Shape.Channels],
        tensor.Page,
        tensor.Scale,
        tensor.ZeroPoint)
    {
        Unsigned = tensor.IsUnsigned ? true : null,
    };

    private static TensorDescriptor ToDescriptor(string path, TensorHeader? tensor)
    {
        if (tensor is not { Shape.Length: 4 })
            throw new ModelFormatException(path, $"the shape of tensor '{tensor?.Name}' should have 4 dimensions, but has {tensor?.Shape.Length ?? 0}.");
        bool isUnsigned = tensor.Unsigned ?? false;
        if (isUnsigned && tensor.Type == ElementType.Int32)
            throw new ModelFormatException(path, $"tensor '{tensor.Name}' should be int8 or int16 to be unsigned, but is {tensor.Type}.");
        return new TensorDescriptor(tensor.Name, tensor.Type, TensorShape.FromDimensions(tensor.Shape), tensor.Page, tensor.Scale, tensor.ZeroPoint)
        {
            IsUnsigned = isUnsigned,
        };
    }

    private static ImmutableArray<string> ToLabels(string path, string[]? labels)
    {
        int missing = labels is null ? -1 : Array.IndexOf(labels, null);
        return missing < 0 ? [.. labels ?? []] : throw new ModelFormatException(path, $"its label {missing} is null.");
    }

    private static ImagePreprocessing? ToPreprocessing(string path, PreprocessingHeader? header)
    {
        if (header is null)
            return null;
        if (header.Mean.Length != header.StandardDeviation.Length || header.StandardDeviation.Contains(0))
        {
            throw new ModelFormatException(
                path, $"its pre-processing has {header.Mean.Length} means and {header.StandardDeviation.Length} standard deviations, which must not be 0.");
        }

        return new ImagePreprocessing(header.Order, header.Fit, [.. header.Mean], [.. header.StandardDeviation]);
    }
}
