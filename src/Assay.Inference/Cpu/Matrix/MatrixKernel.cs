using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Assembled;

namespace Assay.Inference.Cpu.Matrix;

/// <summary>Operands of one call to <see cref="MatrixKernel.Multiply"/>; all pointers are owned by the caller.</summary>
internal unsafe struct MatrixTile
{
    /// <summary>
    /// Start of each row of activations, <see cref="RowCount"/> of them, then copies of the last up to a multiple of <see cref="MatrixKernel.RowsPerTile"/>.
    /// </summary>
    public byte** Rows;

    public int RowCount;

    /// <summary>Byte offset, from a row's start, of each stretch of adjacent activations.</summary>
    public nint* SegmentOffsets;

    public int Segments;

    /// <summary>Four-byte groups in a segment, the last one possibly ragged (its surplus weights are zero).</summary>
    public int GroupsPerSegment;

    public PackedMatrix Weights;

    /// <summary>Result: <see cref="RowCount"/> rows of <see cref="PackedMatrix.OutputChannels"/> accumulators, without gaps.</summary>
    public int* Accumulators;

    /// <summary>Memory for <see cref="MatrixKernel.SpareBytes"/>.</summary>
    public int* Spare;
}

/// <summary>Multiplies rows of activations with packed weights, bias included, into int32 accumulators.</summary>
internal abstract class MatrixKernel
{
    /// <summary>Rows computed at once.</summary>
    public const int RowsPerTile = 6;

    /// <summary>Scratch memory of a tile: six rows of two blocks of at most sixteen accumulators.</summary>
    public const int SpareBytes = RowsPerTile * 2 * 16 * sizeof(int);

    /// <summary>True where operands are 16-bit numbers with their zero point already taken off, false where they are raw bytes.</summary>
    public abstract bool IsSixteenBit { get; }

    /// <summary>Output channels in a block of packed weights.</summary>
    public abstract int Lanes { get; }

    /// <summary>What the kernel adds to every raw activation byte; the packed bias takes it off again.</summary>
    public abstract int ActivationOffset { get; }

    public abstract void Multiply(in MatrixTile tile);

    /// <summary>The kernel for an instruction set; 16-bit operands are needed where the weights have a zero point.</summary>
    public static MatrixKernel Create(CpuInstructionSet set, bool needsSixteenBit) => set switch
    {
        CpuInstructionSet.Avx512VnniAssembled when !needsSixteenBit => new AssembledMatrixKernel(),
        CpuInstructionSet.Avx512Vnni or CpuInstructionSet.AvxVnni when !needsSixteenBit =>
            new DotMatrixKernel<VnniLane, Vector256<int>>(isSixteenBit: false, activationOffset: 128),
        CpuInstructionSet.Avx512VnniAssembled or CpuInstructionSet.Avx512Vnni or CpuInstructionSet.Avx512 => new DotMatrixKernel<Avx512Lane, Vector512<int>>(isSixteenBit: true),
        CpuInstructionSet.AvxVnni or CpuInstructionSet.Avx2 => new DotMatrixKernel<Avx2Lane, Vector256<int>>(isSixteenBit: true),
        CpuInstructionSet.ArmDotProduct when !needsSixteenBit => new DotMatrixKernel<ArmDotLane, Vector128<int>>(isSixteenBit: false),
        CpuInstructionSet.ArmDotProduct or CpuInstructionSet.AdvSimd => new DotMatrixKernel<AdvSimdLane, Vector128<int>>(isSixteenBit: true),
        _ => new DotMatrixKernel<PortableLane, Vector128<int>>(isSixteenBit: true),
    };
}
