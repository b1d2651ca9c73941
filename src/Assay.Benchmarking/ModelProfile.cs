using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Benchmarking;

/// <summary>The time of one instruction of a program.</summary>
/// <param name="Index">Its place in the program, from 0.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Description">What it computes: shapes, types, window and epilogue.</param>
/// <param name="Microseconds">The fastest of all runs.</param>
/// <param name="Share">Of the sum over all instructions, 0 to 1.</param>
/// <param name="GigaOperationsPerSecond">Multiplications and additions in billions a second; null for operators that are no products.</param>
public sealed record InstructionTime(int Index, string Operator, string Description, double Microseconds, double Share, double? GigaOperationsPerSecond);

/// <summary>Where the time of a model goes.</summary>
/// <param name="Model">The program's name.</param>
/// <param name="Executor">The executor's name.</param>
/// <param name="Instructions">Every instruction, in the order of the program.</param>
public sealed record ModelProfileResult(string Model, string Executor, IReadOnlyList<InstructionTime> Instructions);

/// <summary>Times every instruction of a model on the CPU.</summary>
public static class ModelProfile
{
    // Later runs are compiled with what the earlier ones showed.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(600);

    /// <summary>Measures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Threads and instruction set.</param>
    /// <param name="runs">Runs, of which each instruction's fastest counts; 1 or more.</param>
    /// <param name="cancellationToken">Looked at between instructions.</param>
    public static ModelProfileResult Run(InferenceProgram model, CpuExecutorOptions options, int runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ReadOnlyMemory<byte>[] inputs = [.. model.Inputs.Select(ModelBenchmark.RandomBytes)];
        using CpuExecutor executor = new(model, options);
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(begin) < s_warmUp)
            executor.Run(inputs, cancellationToken: cancellationToken);
        TimeSpan[] fastest = [.. Enumerable.Repeat(TimeSpan.MaxValue, model.Instructions.Length)];
        TimeSpan[] times = new TimeSpan[fastest.Length];
        for (int run = 0; run < runs; run++)
        {
            Array.Clear(times);
            executor.RunTimed(inputs, times, cancellationToken);
            for (int i = 0; i < times.Length; i++)
                fastest[i] = TimeSpan.FromTicks(Math.Min(fastest[i].Ticks, times[i].Ticks));
        }

        double total = Math.Max(1, fastest.Sum(time => time.Ticks));
        return new ModelProfileResult(model.Name, executor.Name, [.. model.Instructions.Select((instruction, i) => Describe(instruction, i, fastest[i], total))]);
    }

    private static InstructionTime Describe(Instruction instruction, int index, TimeSpan time, double total)
    {
        double? speed = time.Ticks > 0 && Products(instruction) is long products ? 2.0 * products / (time.TotalMicroseconds * 1e3) : null;
        return new InstructionTime(index, instruction.Opcode.ToString(), Text(instruction), time.TotalMicroseconds, time.Ticks / total, speed);
    }

    private static long? Products(Instruction instruction) => instruction.Opcode switch
    {
        Opcode.Conv2D or Opcode.DepthwiseConv2D =>
            instruction.OutputShape.Elements * ChannelBlock.WeightCount(instruction.Opcode, instruction.Window!, instruction.A.Shape.Channels),
        Opcode.TransposeConv2D =>
            instruction.A.Shape.Elements * instruction.OutputShape.Channels * instruction.Window!.KernelHeight * instruction.Window.KernelWidth,
        Opcode.MatMul => instruction.OutputShape.Elements * instruction.A.Shape.Channels,
        _ => null,
    };

    private static string Text(Instruction instruction)
    {
        string operands = string.Join(" and ", instruction.Operands().Select(operand => $"{operand.Type} {operand.Shape}"));
        string window = instruction.Window is { } w ? $", {w.KernelHeight} × {w.KernelWidth} by {w.StrideY} × {w.StrideX}" : string.Empty;
        return $"{operands} to {instruction.OutputType} {instruction.OutputShape}{window}, {instruction.Epilogue.Kind}";
    }
}
