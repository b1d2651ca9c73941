using Assay.Inference.Cpu.Matrix;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>
/// CONV2D as a product of matrices: every output pixel is a row whose activations lie in one stretch per kernel row (or per tap,
/// when taps are dilated), so that nothing is copied but the padding. Also DEPTHWISE_CONV2D of a single input channel, which is the same.
/// </summary>
internal sealed unsafe class Conv2DNode : Node
{
    // Weights that do not fit into the first-level cache are fetched anew for every chunk: fewer rows would wait for them.
    private const int LeastTiles = 4;

    private readonly Instruction _instruction;
    private readonly WindowLayout _layout;
    private readonly RowStager _stager;
    private readonly MatrixKernel _kernel;
    private readonly PackedMatrix _weights;
    private readonly OutputStage _output;
    private readonly NativeBuffer _segmentOffsets;
    private readonly int _segments;
    private readonly int _chunkPixels;
    private readonly bool _byPixel;
    private readonly bool _isAccumulator;
    private byte* _source;
    private byte* _target;

    public Conv2DNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _layout = new WindowLayout(_instruction);
        WindowAttributes window = _layout.Window;
        int inputZeroPoint = _instruction.A.ZeroPoint;
        _kernel = MatrixKernel.Create(context.Set, needsSixteenBit: window.WeightZeroPoint != 0);
        _stager = new RowStager(_layout, _kernel.IsSixteenBit, inputZeroPoint, repeat: 1);
        _byPixel = !_stager.IsNeeded && _layout.IsPointwise;

        bool rowsAreWhole = window.DilationX == 1;
        _segments = rowsAreWhole ? window.KernelHeight : window.KernelHeight * window.KernelWidth;
        _segmentOffsets = new NativeBuffer(_segments * sizeof(nint));
        FillSegmentOffsets((nint*)_segmentOffsets.Pointer, rowsAreWhole);

        ChannelConstants channels = ChannelConstants.Read(_instruction, context.Constants);
        WeightRows rows = new(channels.Weights, channels.Bias, _segments, channels.WeightCount / _segments);
        _weights = new PackedMatrix(_kernel, rows, inputZeroPoint, window.WeightZeroPoint);
        _output = new OutputStage(context, channels);

        int outputChannels = _instruction.OutputShape.Channels;
        _isAccumulator = _instruction.OutputType == ElementType.Int32 && _instruction.Epilogue.Kind == EpilogueKind.Narrow;
        _chunkPixels = Math.Max(LeastTiles * MatrixKernel.RowsPerTile, ChunkAccumulators / outputChannels / MatrixKernel.RowsPerTile * MatrixKernel.RowsPerTile);
        long operations = _instruction.OutputShape.Elements * channels.WeightCount;
        Divide(_byPixel ? OutputPixels : _layout.OutputRows, operations, context.Threads);
    }

    public override long ScratchBytes => RowPointerBytes + MatrixKernel.SpareBytes + AccumulatorBytes + _stager.ScratchBytes;

    private long OutputPixels => (long)_layout.OutputRows * _layout.Output.Width;

    private long AccumulatorBytes => ((long)_chunkPixels * _layout.Output.Channels * sizeof(int)) + NativeBuffer.Guard;

    // A multiple of a cache line, so that what follows is aligned.
    private long RowPointerBytes => (((_chunkPixels + MatrixKernel.RowsPerTile) * sizeof(byte*)) + 63) & ~63L;

    public override void Bind(IAddressSpace addresses)
    {
        _source = addresses.Source(_instruction.A);
        _target = _output.Bind(addresses);
    }

    public override void Dispose()
    {
        _weights.Dispose();
        _output.Dispose();
        _segmentOffsets.Dispose();
    }

    protected override void RunPart(int part, byte* scratch)
    {
        if (_byPixel)
        {
            (long from, long to) = Share(OutputPixels, part);
            RunPixels(from, to, scratch);
            return;
        }

        (long firstRow, long endRow) = Share(_layout.OutputRows, part);
        byte* staging = scratch + RowPointerBytes + MatrixKernel.SpareBytes + AccumulatorBytes;
        int height = _layout.Output.Height;
        for (int row = (int)firstRow; row < endRow;)
        {
            (int image, int y) = Math.DivRem(row, height);
            int count = Math.Min(Math.Min(_stager.StripRows, height - y), (int)endRow - row);
            byte* start = _stager.Stage(_source, image, y, count, staging);
            RunStrip(start, row, count, scratch);
            row += count;
        }
    }

    private void RunPixels(long from, long to, byte* scratch)
    {
        byte** rows = (byte**)scratch;
        for (long pixel = from; pixel < to; pixel += _chunkPixels)
        {
            int count = (int)Math.Min(_chunkPixels, to - pixel);
            byte* source = _source + (pixel * _stager.PixelBytes);
            for (int i = 0; i < count; i++, source += _stager.PixelBytes)
                rows[i] = source;
            Finish(rows, count, pixel, scratch);
        }
    }

    private void RunStrip(byte* start, int firstRow, int rowCount, byte* scratch)
    {
        byte** rows = (byte**)scratch;
        int width = _layout.Output.Width;
        nint stepX = (nint)_layout.Window.StrideX * _stager.PixelBytes;
        nint stepY = _layout.Window.StrideY * _stager.Pitch;
        int filled = 0;
        long firstPixel = (long)firstRow * width;
        for (int y = 0; y < rowCount; y++)
        {
            byte* source = start + (y * stepY);
            for (int x = 0; x < width; x++, source += stepX)
            {
                rows[filled++] = source;
                if (filled < _chunkPixels)
                    continue;
                Finish(rows, filled, firstPixel, scratch);
                firstPixel += filled;
                filled = 0;
            }
        }

        if (filled > 0)
            Finish(rows, filled, firstPixel, scratch);
    }

    private void Finish(byte** rows, int count, long firstPixel, byte* scratch)
    {
        for (int i = count; i % MatrixKernel.RowsPerTile != 0; i++)
            rows[i] = rows[count - 1];

        // Where accumulators are the result, the kernel writes them to their place.
        long firstElement = firstPixel * _layout.Output.Channels;
        int* accumulators = _isAccumulator ? (int*)_target + firstElement : (int*)(scratch + RowPointerBytes + MatrixKernel.SpareBytes);
        _kernel.Multiply(new MatrixTile
        {
            Rows = rows,
            RowCount = count,
            SegmentOffsets = (nint*)_segmentOffsets.Pointer,
            Segments = _segments,
            GroupsPerSegment = _weights.GroupsPerSegment,
            Weights = _weights,
            Accumulators = accumulators,
            Spare = (int*)(scratch + RowPointerBytes),
        });
        if (!_isAccumulator)
            _output.Write(accumulators, count * _layout.Output.Channels, firstElement);
    }

    private void FillSegmentOffsets(nint* offsets, bool rowsAreWhole)
    {
        WindowAttributes window = _layout.Window;
        int taps = rowsAreWhole ? 1 : window.KernelWidth;
        for (int segment = 0; segment < _segments; segment++)
        {
            (int y, int x) = Math.DivRem(segment, taps);
            offsets[segment] = (y * window.DilationY * _stager.Pitch) + ((nint)x * window.DilationX * _stager.PixelBytes);
        }
    }
}
