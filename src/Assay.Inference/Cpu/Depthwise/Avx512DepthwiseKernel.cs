using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Depthwise;

/// <summary>AVX-512BW: as <see cref="Avx2DepthwiseKernel"/>, with 32 lanes in four 128-bit quarters.</summary>
internal sealed unsafe class Avx512DepthwiseKernel : DepthwiseKernel
{
    public override bool IsSixteenBit => true;

    public override int BlockLanes => 32;

    public override int TapsPerGroup => 2;

    public override int WeightIndex(int tapInGroup, int lane)
    {
        int quarter = lane / 8;
        int high = lane % 8 / 4;
        return (high * 32) + (quarter * 8) + (lane % 4 * 2) + tapInGroup;
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
        Vector512<int> c0 = default, c1 = default;
        for (int group = tile.Weights.Groups; group > 0; group--, offsets += 2, weights += 64)
        {
            Vector512<short> t0 = Vector512.Load((short*)(source + offsets[0]));
            Vector512<short> t1 = Vector512.Load((short*)(source + offsets[1]));
            c0 += Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackLow(t0, t1), Vector512.Load(weights));
            c1 += Avx512BW.MultiplyAddAdjacent(Avx512BW.UnpackHigh(t0, t1), Vector512.Load(weights + 32));
        }

        // c0 holds lanes 0–3, 8–11, 16–19, 24–27 and c1 the ones between.
        Vector512<long> first = Avx512F.PermuteVar8x64x2(c0.AsInt64(), Vector512.Create(0L, 1, 8, 9, 2, 3, 10, 11), c1.AsInt64());
        Vector512<long> second = Avx512F.PermuteVar8x64x2(c0.AsInt64(), Vector512.Create(4L, 5, 12, 13, 6, 7, 14, 15), c1.AsInt64());
        int* bias = tile.Weights.Bias(block, BlockLanes);
        (first.AsInt32() + Vector512.Load(bias)).Store(target);
        (second.AsInt32() + Vector512.Load(bias + 16)).Store(target + 16);
    }
}
