using System.Runtime.InteropServices;
using Assay.Inference;

namespace Assay.Import.Tests.Tflite;

/// <summary>Imports a small model and runs it on the reference interpreter.</summary>
internal static class TfliteProgram
{
    public static InferenceProgram Import(byte[] model) => TfliteImporter.Import(model, new TfliteImportOptions { Name = "test" }).Program;

    public static sbyte[] Run(byte[] model, params sbyte[][] inputs) => Run(Import(model), inputs);

    public static sbyte[] Run(InferenceProgram program, params sbyte[][] inputs)
    {
        using var executor = new ReferenceExecutor(program);
        ExecutionResult result = executor.Run([.. inputs.Select(input => (ReadOnlyMemory<byte>)MemoryMarshal.AsBytes<sbyte>(input).ToArray())]);
        return MemoryMarshal.Cast<byte, sbyte>(result.Outputs.Single().Span).ToArray();
    }

    /// <summary>All 256 values in order.</summary>
    public static sbyte[] Everything { get; } = [.. Enumerable.Range(-128, 256).Select(value => (sbyte)value)];

    public static sbyte[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128))];
    }
}
