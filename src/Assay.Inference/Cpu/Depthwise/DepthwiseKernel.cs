using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Depthwise;

/// <summary>Operands of one call to <see cref="DepthwiseKernel.Accumulate"/>; all pointers are owned by the caller.</summary>
internal unsafe struct DepthwiseTile
{
    /// <summary>The first activation that the top left tap sees.</summary>
    public byte* Source;

    /// <summary>
    /// Byte offset of each tap from <see cref="Source"/>; as many as <see cref="PackedTaps.PaddedTaps"/>, the surplus ones having zero weights.
    /// </summary>
    public nint* TapOffsets;

    /// <summary>Weights; after the last block the first follows.</summary>
    public PackedTaps Weights;

    /// <summary>Adjacent results to compute. Whole blocks are written: up to a block more than this.</summary>
    public int Count;

    public int* Accumulators;
}

/// <summary>
/// Multiplies adjacent activations, each with weights of its own, tap by tap: the lanes are channels or, where the window
/// moves by single pixels, channels of several adjacent pixels.
/// </summary>
internal abstract class DepthwiseKernel
{
    /// <summary>True where operands are 16-bit numbers with their zero point already taken off, false where they are raw bytes.</summary>
    public abstract bool IsSixteenBit { get; }

    /// <summary>Results computed at once.</summary>
    public abstract int BlockLanes { get; }

    /// <summary>Taps multiplied at once.</summary>
    public abstract int TapsPerGroup { get; }

    /// <summary>What the kernel adds to every raw activation byte; the packed bias takes it off again.</summary>
    public virtual int ActivationOffset => 0;

    /// <summary>Index of a weight within the weights of a group of taps, counted in weights.</summary>
    public abstract int WeightIndex(int tapInGroup, int lane);

    public abstract void Accumulate(in DepthwiseTile tile);

    /// <summary>The kernel for an instruction set; 16-bit operands are needed where the weights have a zero point.</summary>
    public static DepthwiseKernel Create(CpuInstructionSet set, bool needsSixteenBit) => set switch
    {
        CpuInstructionSet.Avx512Vnni or CpuInstructionSet.AvxVnni when !needsSixteenBit => new VnniDepthwiseKernel(),
        CpuInstructionSet.Avx512VnniAssembled when !needsSixteenBit && AvxVnni.IsSupported => new VnniDepthwiseKernel(),
        CpuInstructionSet.Avx512VnniAssembled or CpuInstructionSet.Avx512Vnni or CpuInstructionSet.Avx512 => new Avx512DepthwiseKernel(),
        CpuInstructionSet.AvxVnni or CpuInstructionSet.Avx2 => new Avx2DepthwiseKernel(),
        _ => new PortableDepthwiseKernel(),
    };
}
