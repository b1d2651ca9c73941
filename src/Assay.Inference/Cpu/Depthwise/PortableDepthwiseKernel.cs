using System.Runtime.Intrinsics;

namespace Assay.Inference.Cpu.Depthwise;

/// <summary>Portable 128-bit vectors, also for Arm: 16-bit numbers are widened and multiplied, one tap at a time.</summary>
internal sealed unsafe class PortableDepthwiseKernel : DepthwiseKernel
{
    public override bool IsSixteenBit => true;

    public override int BlockLanes => 8;

    public override int TapsPerGroup => 1;

    public override int WeightIndex(int tapInGroup, int lane) => lane;

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
        int* bias = tile.Weights.Bias(block, BlockLanes);
        Vector128<int> low = Vector128.Load(bias);
        Vector128<int> high = Vector128.Load(bias + 4);
        for (int tap = 0; tap < tile.Weights.Groups; tap++, weights += 8)
        {
            Vector128<short> x = Vector128.Load((short*)(source + tile.TapOffsets[tap]));
            Vector128<short> w = Vector128.Load(weights);
            low += Vector128.WidenLower(x) * Vector128.WidenLower(w);
            high += Vector128.WidenUpper(x) * Vector128.WidenUpper(w);
        }

        low.Store(target);
        high.Store(target + 4);
    }
}
