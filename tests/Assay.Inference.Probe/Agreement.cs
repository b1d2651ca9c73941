using Assay.Inference.Cpu;

namespace Assay.Inference.Probe;

/// <summary>Runs a program on every executor of this processor.</summary>
internal static class Agreement
{
    private const int ReferenceProducts = 20_000_000;

    /// <summary>Prints the roots that all executors agree on. The interpreter is left out where it would take minutes.</summary>
    /// <exception cref="InvalidOperationException">Two executors differ.</exception>
    internal static void Print(InferenceProgram program, IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        TraceCommitment? expected = null;
        if (program.Instructions.Sum(instruction => instruction.OutputShape.Elements * StepPlan.ReductionLength(instruction)) <= ReferenceProducts)
        {
            using IProgramExecutor reference = new ReferenceExecutor(program);
            expected = reference.RunTraced(inputs).Commitment;
        }

        foreach (CpuInstructionSet set in CpuFeatures.Supported)
        {
            using IProgramExecutor executor = new CpuExecutor(program, new CpuExecutorOptions { InstructionSet = set, Threads = 2 });
            TraceCommitment actual = executor.RunTraced(inputs).Commitment;
            expected ??= actual;
            if (actual != expected)
                throw new InvalidOperationException($"{program.Name}: {executor.Name} gives the roots {actual}, expected {expected}.");
        }

        Console.WriteLine($"{program.Name}: body {expected!.BodyRoot}, output {expected.OutputRoot}");
    }

    /// <summary>Bytes for an input, the same on every machine.</summary>
    internal static ReadOnlyMemory<byte> RandomBytes(TensorDescriptor tensor)
    {
        byte[] bytes = new byte[tensor.ByteLength];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
