using System.Runtime.CompilerServices;

namespace Assay.Inference.Cpu.Matrix;

/// <summary>
/// The matrix kernel over any <see cref="IDotLane{TVector}"/>. Tiles of six rows by two (or one) blocks of channels keep twelve
/// accumulators, two weights and one activation in the sixteen registers of AVX2. Single rows (after a global pooling) have a tile of their own.
/// </summary>
internal sealed unsafe class DotMatrixKernel<TLane, TVector>(bool isSixteenBit, int activationOffset = 0) : MatrixKernel
    where TLane : struct, IDotLane<TVector>
    where TVector : struct
{
    public override bool IsSixteenBit => isSixteenBit;

    public override int Lanes => TLane.Lanes;

    public override int ActivationOffset => activationOffset;

    public override void Multiply(in MatrixTile tile)
    {
        int blocks = tile.Weights.Blocks;
        int block = 0;
        if (tile.RowCount == 1)
        {
            for (; block + 4 <= blocks; block += 4)
                OneRowFourBlocks(tile, block);
            for (; block < blocks; block++)
                OneRowOneBlock(tile, block);
            return;
        }

        for (; block + 2 <= blocks; block += 2)
        {
            for (int row = 0; row < tile.RowCount; row += RowsPerTile)
                SixRowsTwoBlocks(tile, row, block);
        }

        if (block < blocks)
        {
            for (int row = 0; row < tile.RowCount; row += RowsPerTile)
                SixRowsOneBlock(tile, row, block);
        }
    }


    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRowsTwoBlocks(in MatrixTile tile, int row, int block)
    {
        int lanes = TLane.Lanes;
        byte** rows = tile.Rows + row;
        int* bias = tile.Weights.Bias + (long)block * lanes;
        byte* w0 = tile.Weights.Block(block);
        byte* w1 = tile.Weights.Block(block + 1);
        TVector c00 = TLane.Load(bias), c10 = c00, c20 = c00, c30 = c00, c40 = c00, c50 = c00;
        TVector c01 = TLane.Load(bias + lanes), c11 = c01, c21 = c01, c31 = c01, c41 = c01, c51 = c01;
        for (int segment = 0; segment < tile.Segments; segment++)
        {
            nint offset = tile.SegmentOffsets[segment];
            byte* a0 = rows[0] + offset;
            byte* a1 = rows[1] + offset;
            byte* a2 = rows[2] + offset;
            byte* a3 = rows[3] + offset;
            byte* a4 = rows[4] + offset;
            byte* a5 = rows[5] + offset;
            nint end = (nint)tile.GroupsPerSegment * PackedMatrix.GroupBytes;
            for (nint k = 0; k < end; k += PackedMatrix.GroupBytes)
            {
                TVector v0 = TLane.Weights(w0);
                w0 += lanes * PackedMatrix.GroupBytes;
                TVector v1 = TLane.Weights(w1);
                w1 += lanes * PackedMatrix.GroupBytes;
                TVector a = TLane.Activations(a0 + k);
                c00 = TLane.Accumulate(c00, a, v0);
                c01 = TLane.Accumulate(c01, a, v1);
                a = TLane.Activations(a1 + k);
                c10 = TLane.Accumulate(c10, a, v0);
                c11 = TLane.Accumulate(c11, a, v1);
                a = TLane.Activations(a2 + k);
                c20 = TLane.Accumulate(c20, a, v0);
                c21 = TLane.Accumulate(c21, a, v1);
                a = TLane.Activations(a3 + k);
                c30 = TLane.Accumulate(c30, a, v0);
                c31 = TLane.Accumulate(c31, a, v1);
                a = TLane.Activations(a4 + k);
                c40 = TLane.Accumulate(c40, a, v0);
                c41 = TLane.Accumulate(c41, a, v1);
                a = TLane.Activations(a5 + k);
                c50 = TLane.Accumulate(c50, a, v0);
                c51 = TLane.Accumulate(c51, a, v1);
            }
        }

        int channels = tile.Weights.OutputChannels;
        int count = tile.RowCount - row;
        int* target = tile.Accumulators + ((long)row * channels) + (block * lanes);
        Store(target, c00, channels - (block * lanes));
        Store(target + lanes, c01, channels - ((block + 1) * lanes));
        if (count <= 1)
            return;
        target += channels;
        Store(target, c10, channels - (block * lanes));
        Store(target + lanes, c11, channels - ((block + 1) * lanes));
        if (count <= 2)
            return;
        target += channels;
        Store(target, c20, channels - (block * lanes));
        Store(target + lanes, c21, channels - ((block + 1) * lanes));
        if (count <= 3)
            return;
        target += channels;
        Store(target, c30, channels - (block * lanes));
        Store(target + lanes, c31, channels - ((block + 1) * lanes));
        if (count <= 4)
            return;
        target += channels;
        Store(target, c40, channels - (block * lanes));
        Store(target + lanes, c41, channels - ((block + 1) * lanes));
        if (count <= 5)
            return;
        target += channels;
        Store(target, c50, channels - (block * lanes));
        Store(target + lanes, c51, channels - ((block + 1) * lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRowsOneBlock(in MatrixTile tile, int row, int block)
    {
        int lanes = TLane.Lanes;
        byte** rows = tile.Rows + row;
        int* bias = tile.Weights.Bias + (long)block * lanes;
        byte* w0 = tile.Weights.Block(block);
        TVector c00 = TLane.Load(bias), c10 = c00, c20 = c00, c30 = c00, c40 = c00, c50 = c00;
        for (int segment = 0; segment < tile.Segments; segment++)
        {
            nint offset = tile.SegmentOffsets[segment];
            byte* a0 = rows[0] + offset;
            byte* a1 = rows[1] + offset;
            byte* a2 = rows[2] + offset;
            byte* a3 = rows[3] + offset;
            byte* a4 = rows[4] + offset;
            byte* a5 = rows[5] + offset;
            nint end = (nint)tile.GroupsPerSegment * PackedMatrix.GroupBytes;
            for (nint k = 0; k < end; k += PackedMatrix.GroupBytes)
            {
                TVector v0 = TLane.Weights(w0);
                w0 += lanes * PackedMatrix.GroupBytes;
                TVector a = TLane.Activations(a0 + k);
                c00 = TLane.Accumulate(c00, a, v0);
                a = TLane.Activations(a1 + k);
                c10 = TLane.Accumulate(c10, a, v0);
                a = TLane.Activations(a2 + k);
                c20 = TLane.Accumulate(c20, a, v0);
                a = TLane.Activations(a3 + k);
                c30 = TLane.Accumulate(c30, a, v0);
                a = TLane.Activations(a4 + k);
                c40 = TLane.Accumulate(c40, a, v0);
                a = TLane.Activations(a5 + k);
                c50 = TLane.Accumulate(c50, a, v0);
            }
        }

        int channels = tile.Weights.OutputChannels;
        int count = tile.RowCount - row;
        int* target = tile.Accumulators + ((long)row * channels) + (block * lanes);
        Store(target, c00, channels - (block * lanes));
        if (count <= 1)
            return;
        target += channels;
        Store(target, c10, channels - (block * lanes));
        if (count <= 2)
            return;
        target += channels;
        Store(target, c20, channels - (block * lanes));
        if (count <= 3)
            return;
        target += channels;
        Store(target, c30, channels - (block * lanes));
        if (count <= 4)
            return;
        target += channels;
        Store(target, c40, channels - (block * lanes));
        if (count <= 5)
            return;
        target += channels;
        Store(target, c50, channels - (block * lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRowFourBlocks(in MatrixTile tile, int block)
    {
        int lanes = TLane.Lanes;
        int* bias = tile.Weights.Bias + (long)block * lanes;
        byte* w0 = tile.Weights.Block(block);
        TVector c0 = TLane.Load(bias);
        byte* w1 = tile.Weights.Block(block + 1);
        TVector c1 = TLane.Load(bias + (1 * lanes));
        byte* w2 = tile.Weights.Block(block + 2);
        TVector c2 = TLane.Load(bias + (2 * lanes));
        byte* w3 = tile.Weights.Block(block + 3);
        TVector c3 = TLane.Load(bias + (3 * lanes));
        for (int segment = 0; segment < tile.Segments; segment++)
        {
            byte* source = tile.Rows[0] + tile.SegmentOffsets[segment];
            for (int group = 0; group < tile.GroupsPerSegment; group++, source += PackedMatrix.GroupBytes)
            {
                TVector a = TLane.Activations(source);
                c0 = TLane.Accumulate(c0, a, TLane.Weights(w0));
                w0 += lanes * PackedMatrix.GroupBytes;
                c1 = TLane.Accumulate(c1, a, TLane.Weights(w1));
                w1 += lanes * PackedMatrix.GroupBytes;
                c2 = TLane.Accumulate(c2, a, TLane.Weights(w2));
                w2 += lanes * PackedMatrix.GroupBytes;
                c3 = TLane.Accumulate(c3, a, TLane.Weights(w3));
                w3 += lanes * PackedMatrix.GroupBytes;
            }
        }

        int* target = tile.Accumulators + (block * lanes);
        int left = tile.Weights.OutputChannels - (block * lanes);
        Store(target, c0, left);
        Store(target + (1 * lanes), c1, left - (1 * lanes));
        Store(target + (2 * lanes), c2, left - (2 * lanes));
        Store(target + (3 * lanes), c3, left - (3 * lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRowOneBlock(in MatrixTile tile, int block)
    {
        int lanes = TLane.Lanes;
        int* bias = tile.Weights.Bias + (long)block * lanes;
        byte* w0 = tile.Weights.Block(block);
        TVector c0 = TLane.Load(bias);
        for (int segment = 0; segment < tile.Segments; segment++)
        {
            byte* source = tile.Rows[0] + tile.SegmentOffsets[segment];
            for (int group = 0; group < tile.GroupsPerSegment; group++, source += PackedMatrix.GroupBytes)
            {
                TVector a = TLane.Activations(source);
                c0 = TLane.Accumulate(c0, a, TLane.Weights(w0));
                w0 += lanes * PackedMatrix.GroupBytes;
            }
        }

        int* target = tile.Accumulators + (block * lanes);
        int left = tile.Weights.OutputChannels - (block * lanes);
        Store(target, c0, left);
    }

    /// <summary>Stores the accumulators of channels that exist; the others would overwrite the next row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int* target, TVector value, int channels)
    {
        if (channels >= TLane.Lanes)
            TLane.Store(target, value);
        else
            StorePartly(target, value, channels);
    }

    private static void StorePartly(int* target, TVector value, int channels)
    {
        int* all = stackalloc int[TLane.Lanes];
        TLane.Store(all, value);
        for (int i = 0; i < channels; i++)
            target[i] = all[i];
    }
}
