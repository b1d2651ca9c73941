using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Inference.Cpu.Depthwise;

/// <summary>
/// AVX-VNNI: the bytes of four taps are interleaved, so that one instruction multiplies four taps of eight lanes. Interleaving stays
/// within 128-bit halves, so the accumulators hold lanes 0–3 and 16–19, 4–7 and 20–23, and so on until the end, when they are put in order.
/// </summary>
internal sealed unsafe class VnniDepthwiseKernel : DepthwiseKernel
{
    public override bool IsSixteenBit => false;

    public override int BlockLanes => 32;

    public override int TapsPerGroup => 4;

    public override int ActivationOffset => 128;

    public override int WeightIndex(int tapInGroup, int lane)
    {
        int half = lane / 16;
        int quarter = lane % 16 / 4;
        return (quarter * 32) + (half * 16) + (lane % 4 * 4) + tapInGroup;
    }

    public override void Accumulate(in DepthwiseTile tile)
    {
        int block = 0;
        for (int lane = 0; lane < tile.Count; lane += BlockLanes)
        {
            AccumulateBlock(tile, block, tile.Source + lane, tile.Accumulators + lane);
            block = block + 1 == tile.Weights.Blocks ? 0 : block + 1;
        }
    }

    private void AccumulateBlock(in DepthwiseTile tile, int block, byte* source, int* target)
    {
        Vector256<byte> flip = Vector256.Create((byte)0x80);
        byte* weights = tile.Weights.Block(block);
        nint* offsets = tile.TapOffsets;
        Vector256<int> c0 = default, c1 = default, c2 = default, c3 = default;
        for (int group = tile.Weights.Groups; group > 0; group--, offsets += 4, weights += 128)
        {
            Vector256<byte> t0 = Vector256.Load(source + offsets[0]);
            Vector256<byte> t1 = Vector256.Load(source + offsets[1]);
            Vector256<byte> t2 = Vector256.Load(source + offsets[2]);
            Vector256<byte> t3 = Vector256.Load(source + offsets[3]);
            Vector256<short> low01 = Avx2.UnpackLow(t0, t1).AsInt16();
            Vector256<short> high01 = Avx2.UnpackHigh(t0, t1).AsInt16();
            Vector256<short> low23 = Avx2.UnpackLow(t2, t3).AsInt16();
            Vector256<short> high23 = Avx2.UnpackHigh(t2, t3).AsInt16();
            c0 = AvxVnni.MultiplyWideningAndAdd(c0, Avx2.UnpackLow(low01, low23).AsByte() ^ flip, Vector256.Load((sbyte*)weights));
            c1 = AvxVnni.MultiplyWideningAndAdd(c1, Avx2.UnpackHigh(low01, low23).AsByte() ^ flip, Vector256.Load((sbyte*)weights + 32));
            c2 = AvxVnni.MultiplyWideningAndAdd(c2, Avx2.UnpackLow(high01, high23).AsByte() ^ flip, Vector256.Load((sbyte*)weights + 64));
            c3 = AvxVnni.MultiplyWideningAndAdd(c3, Avx2.UnpackHigh(high01, high23).AsByte() ^ flip, Vector256.Load((sbyte*)weights + 96));
        }

        int* bias = tile.Weights.Bias(block, BlockLanes);
        (Avx2.Permute2x128(c0, c1, 0x20) + Vector256.Load(bias)).Store(target);
        (Avx2.Permute2x128(c2, c3, 0x20) + Vector256.Load(bias + 8)).Store(target + 8);
        (Avx2.Permute2x128(c0, c1, 0x31) + Vector256.Load(bias + 16)).Store(target + 16);
        (Avx2.Permute2x128(c2, c3, 0x31) + Vector256.Load(bias + 24)).Store(target + 24);
    }
}
