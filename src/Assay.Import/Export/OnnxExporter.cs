using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Writes programs as ONNX files, so that other runtimes can run the same integers.</summary>
public static class OnnxExporter
{
    /// <summary>Exports a program.</summary>
    /// <param name="program">The program; valid.</param>
    /// <param name="options">What the file is for.</param>
    /// <param name="cancellationToken">Stops the export.</param>
    /// <returns>
    /// The bytes of the file. Its inputs and outputs have the names, types and shapes of the program's; they are unsigned where the program's descriptors
    /// say so, and in the float form they are float32.
    /// </returns>
    /// <exception cref="ProgramValidationException">The program is not valid.</exception>
    /// <exception cref="ImportException">The program reads its input in a way that no graph of tensors has.</exception>
    public static byte[] Export(InferenceProgram program, OnnxExportOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        InstructionValidator.ThrowIfInvalid(program);
        var context = new ExportContext(program, options);
        foreach (TensorDescriptor input in program.Inputs)
            Interface.AddInput(context, input);
        while (context.Index < program.Instructions.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            context.Index += Lower(context);
        }

        foreach (TensorDescriptor output in program.Outputs)
            Interface.AddOutput(context, output);
        return context.Graph.Build(program.Name);
    }

    /// <summary>Exports the next instruction, or those of a whole soft-max.</summary>
    /// <returns>How many they were.</returns>
    private static int Lower(ExportContext context)
    {
        Instruction instruction = context.Program.Instructions[context.Index];
        if (context.Options.UsesReals && SoftmaxPattern.Find(context, context.Index) is { } softmax && RealLowering.TryLower(context, softmax))
            return softmax.Count;
        if (!context.Options.UsesReals || !RealLowering.TryLower(context, instruction))
            IntegerLowering.Lower(context, instruction);
        return 1;
    }
}
