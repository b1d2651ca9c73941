using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Depthwise;

/// <summary>AVX2: the 16-bit numbers of two taps are interleaved within 128-bit halves and multiplied by <c>VPMADDWD</c>.</summary>
internal sealed unsafe class Avx2DepthwiseKernel : DepthwiseKernel
{
    public override bool IsSixteenBit => true;

    public override int BlockLanes => 16;

    public override int TapsPerGroup => 2;

    public override int WeightIndex(int tapInGroup, int lane)
    {
        int half = lane / 8;
        int quarter = lane % 8 / 4;
        return (quarter * 16) + (half * 8) + (lane % 4 * 2) + tapInGroup;
    }

    public override void Accumulate(in DepthwiseTile tile)
    {
        int block = 0;
        for (int lane = 0; lane < tile.Count; lane += BlockLanes)
        {
            AccumulateBlock(tile, block, tile.Source + (lane * sizeof(short)), tile.Accumulators + lane);
            block = block + 1 == tile.Weights.Blocks ? 0 : block + 1;
        }
    }

    private void AccumulateBlock(in DepthwiseTile tile, int block, byte* source, int* target)
    {
        short* weights = (short*)tile.Weights.Block(block);
        nint* offsets = tile.TapOffsets;
        Vector256<int> c0 = default, c1 = default;
        for (int group = tile.Weights.Groups; group > 0; group--, offsets += 2, weights += 32)
        {
            Vector256<short> t0 = Vector256.Load((short*)(source + offsets[0]));
            Vector256<short> t1 = Vector256.Load((short*)(source + offsets[1]));
            c0 += Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(t0, t1), Vector256.Load(weights));
            c1 += Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(t0, t1), Vector256.Load(weights + 16));
        }

        int* bias = tile.Weights.Bias(block, BlockLanes);
        (Avx2.Permute2x128(c0, c1, 0x20) + Vector256.Load(bias)).Store(target);
        (Avx2.Permute2x128(c0, c1, 0x31) + Vector256.Load(bias + 8)).Store(target + 8);
    }
}
