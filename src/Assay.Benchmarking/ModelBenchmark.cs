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
/// <param name="Rivals">ONNX Runtime on every file that it was given.</param>
/// <param name="OnnxRuntimeMilliseconds">ONNX Runtime's best of them; null without one.</param>
/// <param name="Ratio">ONNX Runtime's best time over ours: more than 1 where we are faster; null without a file.</param>
public sealed record ModelTimes(
    int Threads,
    string Executor,
    double Milliseconds,
    double TraceMilliseconds,
    double TraceRatio,
    IReadOnlyList<RivalTime> Rivals,
    double? OnnxRuntimeMilliseconds,
    double? Ratio);

/// <summary>The time of a rival.</summary>
/// <param name="Name">What ONNX Runtime ran.</param>
/// <param name="Milliseconds">One run.</param>
public sealed record RivalTime(string Name, double Milliseconds);

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

/// <summary>Times a model on the CPU, with and without its trace, against ONNX Runtime in the same process, in turns.</summary>
public static class ModelBenchmark
{
    private const int RunsForMemory = 5;

    /// <summary>Measures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="modelBytes">The size of its file.</param>
    /// <param name="rivals">Makes what ONNX Runtime runs, after memory was measured; null to measure the model by itself.</param>
    /// <param name="threads">The numbers of threads to measure with.</param>
    /// <param name="turns">Turns of each contender; more are steadier.</param>
    /// <param name="cancellationToken">Looked at between runs.</param>
    /// <exception cref="InvalidDataException">A rival does not fit the model, or ONNX Runtime refuses it.</exception>
    public static ModelBenchmarkResult Run(
        InferenceProgram model, long modelBytes, Func<IReadOnlyList<Rival>>? rivals, IReadOnlyList<int> threads, int turns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(threads);
        ReadOnlyMemory<byte>[] inputs = [.. model.Inputs.Select(RandomBytes)];
        ModelMemory memory = MeasureMemory(model, modelBytes, inputs, cancellationToken);
        IReadOnlyList<Rival> made = rivals?.Invoke() ?? [];
        return new ModelBenchmarkResult(model.Name, memory, [.. threads.Select(count => MeasureTimes(model, inputs, made, count, turns, cancellationToken))]);
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
        InferenceProgram model, IReadOnlyList<ReadOnlyMemory<byte>> inputs, IReadOnlyList<Rival> rivals, int threads, int turns, CancellationToken cancellationToken)
    {
        CpuExecutorOptions options = new() { Threads = threads, ShareResultMemory = true };
        using CpuExecutor plain = new(model, options);
        using CpuExecutor traced = new(model, options);
        List<OnnxRuntimeModel> opponents = [];
        try
        {
            foreach (Rival rival in rivals)
                opponents.Add(new OnnxRuntimeModel(rival.Name, rival.Model, model, threads));
            List<Contender> contenders =
            [
                new(plain.Name, () => plain.Run(inputs, cancellationToken: cancellationToken)),
                new(traced.Name + ", traced", () => traced.RunTraced(inputs, cancellationToken)),
                .. opponents.Select((opponent, i) => new Contender(rivals[i].Name, opponent.Run)),
            ];
            IReadOnlyList<double> medians = Measurement.Medians(contenders, turns, cancellationToken);
            RivalTime[] times = [.. rivals.Select((rival, i) => new RivalTime(rival.Name, medians[i + 2]))];
            double? best = times.Length == 0 ? null : times.Min(time => time.Milliseconds);
            return new ModelTimes(threads, plain.Name, medians[0], medians[1], medians[1] / medians[0], times, best, best / medians[0]);
        }
        finally
        {
            opponents.ForEach(opponent => opponent.Dispose());
        }
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
