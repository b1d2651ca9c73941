using Assay.Inference.Cpu.Threading;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>One instruction, planned: packed constants, prepared epilogue, how it is cut into parts.</summary>
internal abstract unsafe class Node : IParallelWork, IDisposable
{
    /// <summary>Accumulators that are computed before the epilogue runs over them: small enough to stay in the first-level cache.</summary>
    protected const int ChunkAccumulators = 4096;

    // About a microsecond of work; less is not worth sharing.
    private const long OperationsPerPart = 60_000;

    private byte** _scratch;

    /// <summary>Parts that may run at the same time.</summary>
    public int Parts { get; private set; } = 1;

    /// <summary>Bytes of scratch memory that a worker needs.</summary>
    public abstract long ScratchBytes { get; }

    /// <summary>Names the scratch memory of each worker.</summary>
    public void UseScratch(byte** scratch) => _scratch = scratch;

    /// <summary>Looks up where the operands and the output lie.</summary>
    public abstract void Bind(IAddressSpace addresses);

    public void RunPart(int part, int worker) => RunPart(part, _scratch[worker]);

    public abstract void Dispose();

    protected abstract void RunPart(int part, byte* scratch);

    /// <summary>Decides the parts of work that consists of <paramref name="units"/> pieces.</summary>
    protected void Divide(long units, long operations, int threads)
    {
        if (threads == 1)
            return;

        // More parts than threads, so that a thread which the system holds up does not hold up the others.
        long wanted = Math.Min(operations / OperationsPerPart, threads * 2L);
        Parts = (int)Math.Clamp(wanted, 1, units);
    }

    /// <summary>The units of a part: from the first to before the second.</summary>
    protected (long From, long To) Share(long units, int part) => (units * part / Parts, units * (part + 1) / Parts);
}

/// <summary>Where tensors lie in memory.</summary>
internal unsafe interface IAddressSpace
{
    /// <summary>The first byte of an operand; at least <see cref="NativeBuffer.Guard"/> bytes behind its end may be read.</summary>
    public byte* Source(Operand operand);

    /// <summary>The first byte of the output of an instruction.</summary>
    public byte* Target(int instruction);
}

/// <summary>What nodes are planned from.</summary>
/// <param name="Program">The program.</param>
/// <param name="Index">The instruction.</param>
/// <param name="Set">The vector instructions to use.</param>
/// <param name="Threads">Threads that will compute.</param>
internal sealed record NodeContext(InferenceProgram Program, int Index, CpuInstructionSet Set, int Threads)
{
    /// <summary>The instruction to plan.</summary>
    public Instruction Instruction => Program.Instructions[Index];

    /// <summary>The constants space.</summary>
    public ReadOnlySpan<byte> Constants => Program.Constants.Span;
}
