using Assay.Benchmarking;
using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.OpenCL;

namespace Assay.Benchmarks;

/// <summary>What is compared, and how.</summary>
/// <param name="Onnx">The float32 model for ONNX Runtime; null without.</param>
/// <param name="Threads">Thread counts, one row of figures each.</param>
/// <param name="Turns">Turns of each contender; more are steadier.</param>
/// <param name="InstructionSet">The CPU executor's instruction set.</param>
internal sealed record ExecutorBenchmarkOptions(string? Onnx, IReadOnlyList<int> Threads, int Turns, CpuInstructionSet InstructionSet);

/// <summary>Times a whole model on every executor and ONNX Runtime.</summary>
internal sealed class ExecutorBenchmark(InferenceProgram program, ExecutorBenchmarkOptions options)
{
    private readonly ReadOnlyMemory<byte>[] _inputs = [.. program.Inputs.Select(ModelBenchmark.RandomBytes)];

    internal void Run(TextWriter output)
    {
        output.WriteLine($"{program.Name}: {program.Instructions.Length} instructions; median milliseconds per run; ratio = ONNX Runtime / this");
        output.WriteLine($"{"executor",-56} {"threads",7} {"ms",10} {"ratio",7}");
        using ReferenceExecutor reference = new(program);
        WriteRow(output, reference.Name, 1, Measurement.Once(() => reference.Run(_inputs)), null);
        foreach (int threads in options.Threads)
            RunThreads(output, threads);
        RunOpenCl(output);
    }

    private void RunOpenCl(TextWriter output)
    {
        if (OpenClDevice.List().Count == 0)
        {
            output.WriteLine("OpenCL: no device");
            return;
        }

        using OpenClExecutor executor = new(program);
        IReadOnlyList<double> medians = Measurement.Medians([new Contender(executor.Name, () => executor.Run(_inputs))], Math.Max(1, options.Turns / 4));
        WriteRow(output, executor.Name, executor.Device.ComputeUnits, medians[0], null);
    }

    private void RunThreads(TextWriter output, int threads)
    {
        CpuExecutorOptions cpuOptions = new() { Threads = threads, InstructionSet = options.InstructionSet, ShareResultMemory = true };
        using CpuExecutor cpu = new(program, cpuOptions);
        using CpuExecutor keeping = new(program, cpuOptions);
        using OnnxRuntimeModel? onnx = options.Onnx is null ? null : new OnnxRuntimeModel(options.Onnx, File.ReadAllBytes(options.Onnx), program, threads);
        List<Contender> contenders =
        [
            new(cpu.Name, () => cpu.Run(_inputs)),
            new(cpu.Name + ", body kept", () => keeping.Run(_inputs, keepBody: true)),
        ];
        if (onnx is not null)
            contenders.Add(new Contender("ONNX Runtime float32", onnx.Run));
        IReadOnlyList<double> medians = Measurement.Medians(contenders, options.Turns);
        for (int i = 0; i < contenders.Count; i++)
            WriteRow(output, contenders[i].Name, threads, medians[i], onnx is null ? null : medians[^1] / medians[i]);
    }

    private static void WriteRow(TextWriter output, string name, int threads, double milliseconds, double? ratio) =>
        output.WriteLine($"{name,-56} {threads,7} {milliseconds,10:F3} {(ratio is { } value ? value.ToString("F2") : "–"),7}");
}
