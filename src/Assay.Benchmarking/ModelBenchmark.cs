using System.Diagnostics;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Benchmarking;

/// <summary>Times of one run of a model on some number of threads, in milliseconds: medians.</summary>
/// <param name="Threads">Threads of every contender.</param>
/// <param name="Executor">Our executor's name.</param>
/// <param name="Milliseconds">The plain run.</param>
/// <param name="TraceMilliseconds">The run that keeps every intermediate tensor and hashes the trace to its root.</param>
/// <param name="TraceRatio">How many times as long the traced run takes as the plain one.</param>
/// <param name="OnnxRuntimeMilliseconds">ONNX Runtime on the float32 file; null without one.</param>
/// <param name="Ratio">ONNX Runtime's time over ours: more than 1 where we are faster; null without a file.</param>
public sealed record ModelTimes(
    int Threads, string Executor, double Milliseconds, double TraceMilliseconds, double TraceRatio, double? OnnxRuntimeMilliseconds, double? Ratio);

/// <summary>Memory beside the model's size, in bytes.</summary>
/// <param name="Model">The model file.</param>
/// <param name="Start">The process before a run was planned, the .NET runtime included.</param>
/// <param name="Peak">The most that the process ever held after runs on one thread, before ONNX Runtime was loaded.</param>
public sealed record ModelMemory(long Model, long Start, long Peak);

/// <summary>What <see cref="ModelBenchmark"/> found.</summary>
/// <param name="Model">The program's name.</param>
/// <param name="Memory">Memory of runs on one thread.</param>
/// <param name="Times">Times, one for each number of threads.</param>
public sealed record ModelBenchmarkResult(string Model, ModelMemory Memory, IReadOnlyList<ModelTimes> Times);

/// <summary>Times a model on the CPU, with and without its trace, against ONNX Runtime on the float32 file in the same process, in turns.</summary>
public static class ModelBenchmark
{
    private const int RunsForMemory = 5;

    /// <summary>Measures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="modelBytes">The size of its file.</param>
    /// <param name="onnx">The float32 ONNX file, or null.</param>
    /// <param name="threads">The numbers of threads to measure with.</param>
    /// <param name="turns">Turns of each contender; more are steadier.</param>
    /// <param name="cancellationToken">Looked at between runs.</param>
    /// <exception cref="InvalidDataException">The ONNX file does not fit the model, or ONNX Runtime refuses it.</exception>
    public static ModelBenchmarkResult Run(
        InferenceProgram model, long modelBytes, string? onnx, IReadOnlyList<int> threads, int turns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(threads);
        ReadOnlyMemory<byte>[] inputs = [.. model.Inputs.Select(RandomBytes)];
        ModelMemory memory = MeasureMemory(model, modelBytes, inputs, cancellationToken);
        return new ModelBenchmarkResult(model.Name, memory, [.. threads.Select(count => MeasureTimes(model, inputs, onnx, count, turns, cancellationToken))]);
    }

    /// <summary>Bytes for an input, always the same.</summary>
    public static ReadOnlyMemory<byte> RandomBytes(TensorDescriptor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        byte[] bytes = new byte[tensor.ByteLength];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static ModelTimes MeasureTimes(
        InferenceProgram model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, string? onnx, int threads, int turns, CancellationToken cancellationToken)
    {
        CpuExecutorOptions options = new() { Threads = threads, ShareResultMemory = true };
        using CpuExecutor plain = new(model, options);
        using CpuExecutor traced = new(model, options);
        using OnnxRuntimeModel? rival = onnx is null ? null : new OnnxRuntimeModel(onnx, model, threads);
        List<Contender> contenders =
        [
            new(plain.Name, () => plain.Run(inputs, cancellationToken: cancellationToken)),
            new(traced.Name + ", traced", () => traced.RunTraced(inputs, cancellationToken)),
        ];
        if (rival is not null)
            contenders.Add(new Contender("ONNX Runtime float32", rival.Run));
        IReadOnlyList<double> medians = Measurement.Medians(contenders, turns, cancellationToken);
        double? other = rival is null ? null : medians[2];
        return new ModelTimes(threads, plain.Name, medians[0], medians[1], medians[1] / medians[0], other, other / medians[0]);
    }

    private static ModelMemory MeasureMemory(
        InferenceProgram model, long modelBytes, IReadOnlyList<ReadOnlyMemory<byte>> inputs, CancellationToken cancellationToken)
    {
        long start = Figure(process => process.WorkingSet64);
        using CpuExecutor executor = new(model, new CpuExecutorOptions { Threads = 1 });
        for (int i = 0; i < RunsForMemory; i++)
            executor.Run(inputs, cancellationToken: cancellationToken);
        return new ModelMemory(modelBytes, start, Figure(process => process.PeakWorkingSet64));
    }

    private static long Figure(Func<Process, long> figure)
    {
        using Process process = Process.GetCurrentProcess();
        return figure(process);
    }
}
