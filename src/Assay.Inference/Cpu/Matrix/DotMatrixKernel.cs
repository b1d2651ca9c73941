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

        Target target = new(tile, row, block, 2);
        int* output = target.Start;
        TLane.Store(output, c00);
        TLane.Store(output + lanes, c01);
        output += target.Pitch;
        TLane.Store(output, c10);
        TLane.Store(output + lanes, c11);
        output += target.Pitch;
        TLane.Store(output, c20);
        TLane.Store(output + lanes, c21);
        output += target.Pitch;
        TLane.Store(output, c30);
        TLane.Store(output + lanes, c31);
        output += target.Pitch;
        TLane.Store(output, c40);
        TLane.Store(output + lanes, c41);
        output += target.Pitch;
        TLane.Store(output, c50);
        TLane.Store(output + lanes, c51);
        target.CopyIfRagged(tile);
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

        Target target = new(tile, row, block, 1);
        int* output = target.Start;
        TLane.Store(output, c00);
        output += target.Pitch;
        TLane.Store(output, c10);
        output += target.Pitch;
        TLane.Store(output, c20);
        output += target.Pitch;
        TLane.Store(output, c30);
        output += target.Pitch;
        TLane.Store(output, c40);
        output += target.Pitch;
        TLane.Store(output, c50);
        target.CopyIfRagged(tile);
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

        Target target = new(tile, 0, block, 4);
        TLane.Store(target.Start, c0);
        TLane.Store(target.Start + (1 * lanes), c1);
        TLane.Store(target.Start + (2 * lanes), c2);
        TLane.Store(target.Start + (3 * lanes), c3);
        target.CopyIfRagged(tile);
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

        Target target = new(tile, 0, block, 1);
        TLane.Store(target.Start, c0);
        target.CopyIfRagged(tile);
    }

    /// <summary>
    /// Where a tile's accumulators go: to their place, or, where rows or channels do not exist, to spare memory from which the others
    /// are copied. Nothing is called while accumulators are in registers, or the compiler would keep them in memory throughout.
    /// </summary>
    private readonly ref struct Target
    {
        private readonly int _row;
        private readonly int _firstChannel;
        private readonly bool _isRagged;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Target(in MatrixTile tile, int row, int block, int blocks)
        {
            int outputChannels = tile.Weights.OutputChannels;
            _row = row;
            _firstChannel = block * TLane.Lanes;
            int rows = tile.RowCount == 1 ? 1 : RowsPerTile;
            _isRagged = row + rows > tile.RowCount || (block + blocks) * TLane.Lanes > outputChannels;
            Pitch = _isRagged ? blocks * TLane.Lanes : outputChannels;
            Start = _isRagged ? tile.Spare : tile.Accumulators + ((long)row * outputChannels) + _firstChannel;
        }

        public readonly int* Start;
        public readonly int Pitch;

        public void CopyIfRagged(in MatrixTile tile)
        {
            if (!_isRagged)
                return;
            int outputChannels = tile.Weights.OutputChannels;
            int rows = Math.Min(tile.RowCount - _row, RowsPerTile);
            int channels = Math.Min(Pitch, outputChannels - _firstChannel);
            for (int row = 0; row < rows; row++)
            {
                int* target = tile.Accumulators + ((long)(_row + row) * outputChannels) + _firstChannel;
                new ReadOnlySpan<int>(Start + (row * Pitch), channels).CopyTo(new Span<int>(target, channels));
            }
        }
    }
}
