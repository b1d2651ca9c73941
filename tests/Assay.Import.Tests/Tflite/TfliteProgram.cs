using System.Runtime.InteropServices;
using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.OpenCL;

namespace Assay.Import.Tests.Tflite;

/// <summary>Imports a small model and runs it on every executor: the reference interpreter, the CPU, and OpenCL where there is a device.</summary>
internal static class TfliteProgram
{
    private static readonly Lazy<OpenClDevice?> s_device = new(FindDevice);

    public static InferenceProgram Import(byte[] model) => TfliteImporter.Import(model, new TfliteImportOptions { Name = "test" }).Program;

    public static sbyte[] Run(byte[] model, params sbyte[][] inputs) => Run(Import(model), inputs);

    public static sbyte[] Run(InferenceProgram program, params sbyte[][] inputs) => RunAll<sbyte>(program, inputs).Single();

    /// <summary>Every output, as the reference interpreter gives it; the other executors must give the same bytes.</summary>
    public static T[][] RunAll<T>(InferenceProgram program, params sbyte[][] inputs)
        where T : unmanaged
    {
        ReadOnlyMemory<byte>[] bytes = [.. inputs.Select(input => (ReadOnlyMemory<byte>)MemoryMarshal.AsBytes<sbyte>(input).ToArray())];
        using var reference = new ReferenceExecutor(program);
        ReadOnlyMemory<byte>[] expected = [.. reference.Run(bytes).Outputs];
        using var processor = new CpuExecutor(program);
        RequireSame(processor, bytes, expected);
        if (s_device.Value is { } device)
        {
            using var accelerator = new OpenClExecutor(program, device);
            RequireSame(accelerator, bytes, expected);
        }

        return [.. expected.Select(output => MemoryMarshal.Cast<byte, T>(output.Span).ToArray())];
    }

    /// <summary>All 256 values in order.</summary>
    public static sbyte[] Everything { get; } = [.. Enumerable.Range(-128, 256).Select(value => (sbyte)value)];

    public static sbyte[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128))];
    }

    private static void RequireSame(IProgramExecutor executor, ReadOnlyMemory<byte>[] inputs, ReadOnlyMemory<byte>[] expected)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> actual = executor.Run(inputs).Outputs;
        actual.Should().HaveSameCount(expected);
        for (int i = 0; i < expected.Length; i++)
            actual[i].ToArray().Should().Equal(expected[i].ToArray(), $"that is output {i} of the reference interpreter, on {executor.Name}");
    }

    private static OpenClDevice? FindDevice()
    {
        if (OpenClDevice.List().Count > 0 || Environment.GetEnvironmentVariable("ASSAY_REQUIRE_OPENCL") == "1")
            return OpenClDevice.SelectDefault();
        Console.Error.WriteLine("The TFLite operators run on the reference interpreter and the CPU only: there is no OpenCL device on this machine. Set ASSAY_REQUIRE_OPENCL=1 to fail instead.");
        return null;
    }
}
