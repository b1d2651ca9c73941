using System.Runtime.InteropServices;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>Arguments of an assembled matrix kernel. <see cref="Rows"/>, <see cref="Output"/> and <see cref="Tiles"/> are its counters: it changes them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MatrixArguments
{
    /// <summary>Start of each row of activations.</summary>
    public byte** Rows;

    /// <summary>Byte offset of each segment from a row's start.</summary>
    public nint* SegmentOffsets;

    public nint Segments;

    /// <summary>Bytes of activations in a segment, a multiple of four and at least that.</summary>
    public nint SegmentBytes;

    /// <summary>The first block of weights.</summary>
    public byte* Weights;

    /// <summary>Bytes from a block of weights to the next.</summary>
    public nint BlockBytes;

    public int* Bias;

    public int* Output;

    /// <summary>Bytes from a row of accumulators to the next.</summary>
    public nint OutputPitch;

    /// <summary>Tiles of rows, one under the other; at least 1.</summary>
    public nint Tiles;

    /// <summary>Lanes of the last block that are written.</summary>
    public nint LastLanes;
}

/// <summary>The fields of <see cref="MatrixArguments"/> in their order, each a word of eight bytes.</summary>
internal enum MatrixArgument
{
    Rows,
    SegmentOffsets,
    Segments,
    SegmentBytes,
    Weights,
    BlockBytes,
    Bias,
    Output,
    OutputPitch,
    Tiles,
    LastLanes,
}

/// <summary>
/// A tile of rows by blocks of sixteen channels, all of whose accumulators stay in registers, with <c>VPDPBUSD</c> (without S: it does not saturate) on 512
/// bits. Activations become unsigned by flipping their top bit while they are broadcast.
/// </summary>
internal sealed class MatrixKernelAssembler(int rows, int blocks) : KernelAssembler
{
    private const int VectorBytes = 64;

    // Slots of working memory.
    private const int SegmentsLeft = 0;
    private const int NextOffset = 1;
    private const int Bytes = 2;

    private static readonly AssemblerRegister64 s_k = rax;
    private static readonly AssemblerRegister64 s_weights = rcx;
    private static readonly AssemblerRegister64 s_pitch = rdx;
    private static readonly AssemblerRegisterZMM s_flip = zmm31;

    protected override void WriteBody()
    {
        Label tile = Code.CreateLabel();
        Label stored = Code.CreateLabel();
        Code.mov(eax, 0x80808080u);
        Code.vpbroadcastd(s_flip, eax);
        Code.Label(ref tile);
        WriteTileStart(stored);
        WriteSegments();
        Code.Label(ref stored);
        WriteStores();
        LoadArguments(s_k);
        Code.dec(Argument(s_k, MatrixArgument.Tiles));
        Code.jne(tile);
    }

    private static AssemblerMemoryOperand Argument(AssemblerRegister64 arguments, MatrixArgument field) =>
        __qword_ptr[arguments + (8 * (int)field)];

    private static AssemblerRegister64 Row(int row) => General[3 + row];

    private AssemblerRegisterZMM Accumulator(int row, int block) => Vectors[(row * blocks) + block];

    private AssemblerRegisterZMM Weight(int block) => Vectors[(rows * blocks) + block];

    private AssemblerRegister64 ThriceThePitch => Row(rows);

    private void WriteTileStart(Label stored)
    {
        LoadArguments(s_k);
        Code.mov(s_weights, Argument(s_k, MatrixArgument.Weights));
        Code.mov(Row(0), Argument(s_k, MatrixArgument.Bias));
        for (int block = 0; block < blocks; block++)
            Code.vmovdqu32(Accumulator(0, block), __zmmword_ptr[Row(0) + (block * VectorBytes)]);
        for (int row = 1; row < rows; row++)
        {
            for (int block = 0; block < blocks; block++)
                Code.vmovdqa64(Accumulator(row, block), Accumulator(0, block));
        }

        Code.mov(s_pitch, Argument(s_k, MatrixArgument.BlockBytes));
        if (blocks > 3)
            Code.lea(ThriceThePitch, __[s_pitch + (s_pitch * 2)]);
        Code.mov(Row(0), Argument(s_k, MatrixArgument.SegmentOffsets));
        Code.mov(Slot(NextOffset), Row(0));
        Code.mov(Row(0), Argument(s_k, MatrixArgument.SegmentBytes));
        Code.mov(Slot(Bytes), Row(0));
        Code.mov(Row(0), Argument(s_k, MatrixArgument.Segments));
        Code.mov(Slot(SegmentsLeft), Row(0));
        Code.test(Row(0), Row(0));
        Code.je(stored);
    }

    private void WriteSegments()
    {
        Label segment = Code.CreateLabel();
        Label group = Code.CreateLabel();
        Code.Label(ref segment);

        // Row pointers stand behind the segment and the index counts from below up to 0.
        LoadArguments(s_k);
        Code.mov(s_k, Argument(s_k, MatrixArgument.Rows));
        for (int row = 0; row < rows; row++)
            Code.mov(Row(row), __qword_ptr[s_k + (8 * row)]);
        Code.mov(s_k, Slot(NextOffset));
        Code.mov(s_k, __qword_ptr[s_k]);
        Code.add(s_k, Slot(Bytes));
        for (int row = 0; row < rows; row++)
            Code.add(Row(row), s_k);
        Code.add(Slot(NextOffset), 8);
        Code.mov(s_k, Slot(Bytes));
        Code.neg(s_k);
        Code.Label(ref group);
        WriteGroup();
        Code.add(s_k, 4);
        Code.jne(group);
        Code.dec(Slot(SegmentsLeft));
        Code.jne(segment);
    }

    private void WriteGroup()
    {
        for (int block = 0; block < blocks; block++)
        {
            Code.vmovdqu32(Weight(block), block switch
            {
                0 => __zmmword_ptr[s_weights],
                1 => __zmmword_ptr[s_weights + s_pitch],
                2 => __zmmword_ptr[s_weights + (s_pitch * 2)],
                _ => __zmmword_ptr[s_weights + ThriceThePitch],
            });
        }

        // Registers that are left take the activations in turn.
        int first = (rows + 1) * blocks;
        int spare = Vectors.Length - 1 - first;
        for (int row = 0; row < rows; row++)
        {
            AssemblerRegisterZMM activations = Vectors[first + (row % spare)];
            Code.vpxord(activations, s_flip, __dword_bcst[Row(row) + s_k]);
            for (int block = 0; block < blocks; block++)
                Code.vpdpbusd(Accumulator(row, block), activations, Weight(block));
        }

        Code.add(s_weights, VectorBytes);
    }

    private void WriteStores()
    {
        LoadArguments(s_k);
        Code.mov(s_weights, Argument(s_k, MatrixArgument.Output));
        Code.mov(s_pitch, Argument(s_k, MatrixArgument.OutputPitch));
        Code.kmovw(k1, __word_ptr[s_k + (8 * (int)MatrixArgument.LastLanes)]);
        for (int row = 0; row < rows; row++)
        {
            for (int block = 0; block < blocks; block++)
            {
                AssemblerMemoryOperand target = __zmmword_ptr[s_weights + (block * VectorBytes)];
                Code.vmovdqu32(block == blocks - 1 ? target.k1 : target, Accumulator(row, block));
            }

            Code.add(s_weights, s_pitch);
        }

        Code.mov(Argument(s_k, MatrixArgument.Output), s_weights);
        Code.add(Argument(s_k, MatrixArgument.Rows), 8 * rows);
    }
}
