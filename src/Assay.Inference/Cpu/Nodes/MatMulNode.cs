using Assay.Inference.Cpu.Epilogues;
using Assay.Inference.Cpu.Matrix;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>
/// MATMUL with the kernel of convolutions: columns of the output, rows of the right operand, are packed a group at a time and multiplied with the rows of the left one.
/// </summary>
internal sealed unsafe class MatMulNode : Node
{
    // A packed group stays in the second-level cache while the left operand passes by.
    private const long GroupTargetBytes = 128 * 1024;
    private const int BlocksPerTile = 2;
    private const int LeastRowsPerUnit = 4 * MatrixKernel.RowsPerTile;

    private readonly Instruction _instruction;
    private readonly int _index;
    private readonly MatrixKernel _kernel;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;
    private readonly PackedMatrix[] _packed;
    private readonly int _matrices;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _length;
    private readonly int _groupColumns;
    private readonly int _groups;
    private readonly int _bands;
    private readonly int _chunkRows;
    private byte* _left;
    private byte* _right;
    private byte* _target;

    public MatMulNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _index = context.Index;
        _kernel = MatrixKernel.Create(context.Set, needsSixteenBit: false);
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        (TensorShape a, TensorShape b) = (_instruction.A.Shape, _instruction.B!.Shape);

        // One right matrix for all left ones: these are one matrix of more rows.
        _matrices = b.Height;
        _rows = checked((int)((long)a.Height * a.Width / _matrices));
        (_columns, _length) = (b.Width, a.Channels);
        long bound = Math.Min(255L * 255 * _length, 1L << 31);
        _epilogue = EpilogueParameters.Create(_instruction.OutputType, _instruction.Epilogue, [], bound, context.Constants);

        int tile = BlocksPerTile * _kernel.Lanes;
        long fitting = GroupTargetBytes / ((long)_length * (_kernel.IsSixteenBit ? 2 : 1)) / tile * tile;
        _groupColumns = (int)Math.Min(Math.Clamp(fitting, tile, ChunkAccumulators / MatrixKernel.RowsPerTile / tile * tile), _columns);
        _groups = (_columns + _groupColumns - 1) / _groupColumns;
        long wantedBands = (2L * context.Threads) / ((long)_matrices * _groups);
        _bands = (int)Math.Clamp(wantedBands, 1, Math.Max(1, _rows / LeastRowsPerUnit));
        _chunkRows = Math.Max(MatrixKernel.RowsPerTile, ChunkAccumulators / _groupColumns / MatrixKernel.RowsPerTile * MatrixKernel.RowsPerTile);
        Divide(Units, _instruction.OutputShape.Elements * _length, context.Threads);
        _packed = [.. Enumerable.Range(0, Parts).Select(_ => new PackedMatrix(_kernel, _groupColumns, _length))];
    }

    public override long ScratchBytes =>
        RowPointerBytes + SegmentBytes + MatrixKernel.SpareBytes + AccumulatorBytes + (_kernel.IsSixteenBit ? ((long)_chunkRows * RowBytes) + NativeBuffer.Guard : 0);

    private long Units => (long)_matrices * _groups * _bands;

    private long AccumulatorBytes => ((long)_chunkRows * _groupColumns * sizeof(int)) + NativeBuffer.Guard;

    private long RowPointerBytes => (((_chunkRows + MatrixKernel.RowsPerTile) * sizeof(byte*)) + 63) & ~63L;

    // The offset of the only segment.
    private static long SegmentBytes => 64;

    private nint RowBytes => checked((nint)_length * (_kernel.IsSixteenBit ? 2 : 1));

    public override void Bind(IAddressSpace addresses)
    {
        _left = addresses.Source(_instruction.A);
        _right = addresses.Source(_instruction.B!);
        _target = addresses.Target(_index);
    }

    public override void Dispose()
    {
        _epilogue.Dispose();
        foreach (PackedMatrix packed in _packed)
            packed.Dispose();
    }

    protected override void RunPart(int part, byte* scratch)
    {
        (long from, long to) = Share(Units, part);
        PackedMatrix packed = _packed[part];
        long packedGroup = -1;
        *(nint*)(scratch + RowPointerBytes) = 0;
        for (long unit = from; unit < to; unit++)
        {
            (long group, long band) = Math.DivRem(unit, _bands);
            (long matrix, long groupInMatrix) = Math.DivRem(group, _groups);
            int firstColumn = (int)groupInMatrix * _groupColumns;
            if (group != packedGroup)
            {
                sbyte* rows = (sbyte*)_right + (((matrix * _columns) + firstColumn) * _length);
                int columns = Math.Min(_groupColumns, _columns - firstColumn);
                packed.Pack(_kernel, rows, columns, _length, _instruction.A.ZeroPoint, _instruction.B!.ZeroPoint);
                packedGroup = group;
            }

            int firstRow = (int)(_rows * band / _bands);
            int endRow = (int)(_rows * (band + 1) / _bands);
            for (int row = firstRow; row < endRow; row += _chunkRows)
                Multiply(packed, (matrix * _rows) + row, Math.Min(_chunkRows, endRow - row), firstColumn, scratch);
        }
    }

    private void Multiply(PackedMatrix packed, long firstRow, int count, int firstColumn, byte* scratch)
    {
        byte** rows = (byte**)scratch;
        byte* spare = scratch + RowPointerBytes + SegmentBytes;
        int* accumulators = (int*)(spare + MatrixKernel.SpareBytes);
        byte* source = _left + (firstRow * _length);
        byte* first = source;
        if (_kernel.IsSixteenBit)
        {
            first = (byte*)accumulators + AccumulatorBytes;
            Widening.Subtract((sbyte*)source, (short*)first, count * _length, (short)_instruction.A.ZeroPoint);
        }

        int padded = (count + MatrixKernel.RowsPerTile - 1) / MatrixKernel.RowsPerTile * MatrixKernel.RowsPerTile;
        for (int i = 0; i < padded; i++)
            rows[i] = first + (Math.Min(i, count - 1) * RowBytes);
        _kernel.Multiply(new MatrixTile
        {
            Rows = rows,
            RowCount = count,
            SegmentOffsets = (nint*)(scratch + RowPointerBytes),
            Segments = 1,
            GroupsPerSegment = packed.GroupsPerSegment,
            Weights = packed,
            Accumulators = accumulators,
            Spare = (int*)spare,
        });
        int columns = packed.OutputChannels;
        if (!_kernel.IsSixteenBit && _instruction.B!.ZeroPoint != 0)
            TakeOffRightZeroPoint((sbyte*)source, count, columns, accumulators);
        Store(accumulators, firstRow, count, firstColumn, columns);
    }

    // sum((a - za) * (b - zb)) = sum((a - za) * b) - zb * sum(a - za), row by row.
    private void TakeOffRightZeroPoint(sbyte* source, int count, int columns, int* accumulators)
    {
        for (int row = 0; row < count; row++, source += _length, accumulators += columns)
        {
            int correction = unchecked(_instruction.B!.ZeroPoint * (Widening.Sum(source, _length) - (_length * _instruction.A.ZeroPoint)));
            for (int column = 0; column < columns; column++)
                accumulators[column] = unchecked(accumulators[column] - correction);
        }
    }

    private void Store(int* accumulators, long firstRow, int count, int firstColumn, int columns)
    {
        int size = _instruction.OutputType.Size();
        byte* target = _target + (((firstRow * _columns) + firstColumn) * size);
        if (columns == _columns)
        {
            _epilogueKernel.Apply(_epilogue, accumulators, count * columns, target);
            return;
        }

        for (int row = 0; row < count; row++, accumulators += columns, target += (long)_columns * size)
            _epilogueKernel.Apply(_epilogue, accumulators, columns, target);
    }
}
