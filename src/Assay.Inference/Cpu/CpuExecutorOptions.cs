namespace Assay.Inference.Cpu;

/// <summary>How a <see cref="CpuExecutor"/> computes. No option changes a byte of the result.</summary>
public sealed record CpuExecutorOptions
{
    /// <summary>Threads that compute, the caller included; 1 or more. The default is the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The vector instructions to use; by default the fastest that the processor supports.</summary>
    public CpuInstructionSet InstructionSet { get; init; } = CpuInstructionSet.Auto;

    /// <summary>
    /// Whether results are views of the executor's own memory, valid until its next run or disposal, and not copies. Saves the copy and
    /// the garbage collector's work where a large body is kept; reading a view later shows another run's bytes.
    /// </summary>
    public bool ShareResultMemory { get; init; }
}
