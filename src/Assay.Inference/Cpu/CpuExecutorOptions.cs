namespace Assay.Inference.Cpu;

/// <summary>How a <see cref="CpuExecutor"/> computes. No option changes a byte of the result.</summary>
public sealed record CpuExecutorOptions
{
    /// <summary>Threads that compute, the caller included; 1 or more. The default is the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The vector instructions to use; by default the fastest that the processor supports.</summary>
    public CpuInstructionSet InstructionSet { get; init; } = CpuInstructionSet.Auto;
}
