using Assay.Fuzz.Tests.Mutations;
using Assay.Inference;
using Assay.Inference.Cpu;

namespace Assay.Fuzz.Tests;

/// <summary>Runs valid programs that are small enough, by the reference interpreter and by the vector kernels, which must agree.</summary>
internal static class ProgramExecution
{
    private const long MostWork = 20_000;
    private const long MostPages = 4_096;

    private static readonly CpuExecutorOptions s_options = new() { Threads = 1 };

    internal static FuzzOutcome Run(InferenceProgram program, FuzzRandom random)
    {
        long pages = (long)program.Pages.Input + program.Pages.Body + program.Pages.Output;
        if (pages > MostPages || program.Instructions.Sum(Work) > MostWork)
            return FuzzOutcome.Accepted;
        ReadOnlyMemory<byte>[] inputs = [.. program.Inputs.Select(input => (ReadOnlyMemory<byte>)random.Bytes((int)input.ByteLength))];
        using var reference = new ReferenceExecutor(program);
        using var cpu = new CpuExecutor(program, s_options);
        byte[] expected = reference.Run(inputs).OutputSpace.ToArray();
        if (!cpu.Run(inputs).OutputSpace.Span.SequenceEqual(expected))
            throw new InvalidOperationException($"{cpu.Name} and the reference interpreter disagree on '{program.Name}'");
        return FuzzOutcome.Ran;
    }

    private static long Work(Instruction instruction) =>
        Math.Min(instruction.OutputShape.Elements, MostWork + 1) * Math.Min(StepPlan.ReductionLength(instruction), MostWork + 1);
}
