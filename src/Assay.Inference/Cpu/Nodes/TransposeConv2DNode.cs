using System.Runtime.CompilerServices;
using Assay.Inference.Cpu.Epilogues;
using Assay.Inference.Cpu.Matrix;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>
/// TRANSPOSE_CONV2D with the kernel of convolutions. Output rows and columns fall into phases by their remainder to the stride; those of one phase see the same taps,
/// so that each phase is a convolution of stride 1 with its own part of the weights, the columns of the kernel in reverse order.
/// </summary>
internal sealed unsafe class TransposeConv2DNode : Node
{
    private readonly Instruction _instruction;
    private readonly int _index;
    private readonly TransposedPhases _phases;
    private readonly MatrixKernel _kernel;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;
    private readonly int _chunkPixels;
    private readonly int _outputPixelBytes;
    private readonly int _pixelBytes;
    private byte* _source;
    private byte* _target;

    public TransposeConv2DNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _index = context.Index;
        _kernel = MatrixKernel.Create(context.Set, needsSixteenBit: _instruction.Window!.WeightZeroPoint != 0);
        _pixelBytes = checked(_instruction.A.Shape.Channels * (_kernel.IsSixteenBit ? 2 : 1));
        ChannelConstants channels = ChannelConstants.Read(_instruction, context.Constants);
        _phases = new TransposedPhases(_instruction, channels, _kernel);
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        _epilogue = EpilogueParameters.Create(
            _instruction.OutputType, _instruction.Epilogue, channels.Scales, channels.AccumulatorBound, context.Constants, seconds: channels.Seconds);
        _outputPixelBytes = _instruction.OutputShape.Channels * _instruction.OutputType.Size();
        int outputChannels = _instruction.OutputShape.Channels * _phases.SideBySide;
        _chunkPixels = Math.Max(MatrixKernel.RowsPerTile, ChunkAccumulators / outputChannels / MatrixKernel.RowsPerTile * MatrixKernel.RowsPerTile);
        long taps = Math.Max(1, (long)channels.WeightCount / _instruction.Window.StrideY / _instruction.Window.StrideX);
        Divide(OutputRows, _instruction.OutputShape.Elements * taps, context.Threads);
    }

    public override long ScratchBytes => RowPointerBytes + OffsetBytes + MatrixKernel.SpareBytes + AccumulatorBytes + StagingBytes;

    private long OutputRows => (long)_instruction.OutputShape.Batch * _instruction.OutputShape.Height;

    private long RowPointerBytes => (((_chunkPixels + MatrixKernel.RowsPerTile) * sizeof(byte*)) + 63) & ~63L;

    private long OffsetBytes => ((_phases.MostRows * sizeof(nint)) + 63) & ~63L;

    private long AccumulatorBytes => ((long)_chunkPixels * _instruction.OutputShape.Channels * _phases.SideBySide * sizeof(int)) + NativeBuffer.Guard;

    private long StagingBytes => ((long)Math.Max(1, _phases.MostRows) * Pitch) + NativeBuffer.Guard;

    private nint Pitch => (nint)_phases.StagedColumns * _pixelBytes;

    public override void Bind(IAddressSpace addresses)
    {
        _source = addresses.Source(_instruction.A);
        _target = addresses.Target(_index);
    }

    public override void Dispose()
    {
        _phases.Dispose();
        _epilogue.Dispose();
    }

    protected override void RunPart(int part, byte* scratch)
    {
        (long from, long to) = Share(OutputRows, part);
        nint* offsets = (nint*)(scratch + RowPointerBytes);
        for (int row = 0; row < _phases.MostRows; row++)
            offsets[row] = row * Pitch;
        for (long row = from; row < to; row++)
        {
            (long image, long y) = Math.DivRem(row, _instruction.OutputShape.Height);
            RunRow((int)image, (int)y, scratch);
        }
    }

    private void RunRow(int image, int outputY, byte* scratch)
    {
        TensorShape output = _instruction.OutputShape;
        WindowAttributes window = _instruction.Window!;
        (int inputY, int phaseY) = TransposedPhases.Split(outputY - window.OutputPadTop, window.StrideY);
        byte* staging = scratch + RowPointerBytes + OffsetBytes + MatrixKernel.SpareBytes + AccumulatorBytes;
        int rows = TransposedPhases.Taps(window.KernelHeight, phaseY, window.StrideY);
        for (int row = 0; row < rows; row++)
            StageRow(image, inputY - row, staging + (row * Pitch));
        long firstPixel = (((long)image * output.Height) + outputY) * output.Width;
        int phases = _phases.SideBySide > 1 ? 1 : Math.Min(window.StrideX, output.Width);
        for (int first = 0; first < phases; first++)
        {
            (int inputX, int phaseX) = TransposedPhases.Split(first - window.OutputPadLeft, window.StrideX);
            PackedMatrix weights = _phases.Weights(phaseY, phaseX);
            int taps = TransposedPhases.Taps(window.KernelWidth, phaseX, window.StrideX);
            byte* start = staging + ((nint)(inputX - _phases.FirstColumn - Math.Max(taps - 1, 0)) * _pixelBytes);
            int segments = taps == 0 ? 0 : rows;
            RunPhase(weights, segments, start, new PixelRow(firstPixel + first, (output.Width - first - 1) / window.StrideX + 1), scratch);
        }
    }

    private void RunPhase(PackedMatrix weights, int segments, byte* start, PixelRow pixels, byte* scratch)
    {
        byte** rows = (byte**)scratch;
        for (int done = 0; done < pixels.Count; done += _chunkPixels)
        {
            int count = Math.Min(_chunkPixels, pixels.Count - done);
            int padded = (count + MatrixKernel.RowsPerTile - 1) / MatrixKernel.RowsPerTile * MatrixKernel.RowsPerTile;
            for (int i = 0; i < padded; i++)
                rows[i] = start + ((nint)(done + Math.Min(i, count - 1)) * _pixelBytes);
            int* accumulators = (int*)(scratch + RowPointerBytes + OffsetBytes + MatrixKernel.SpareBytes);
            _kernel.Multiply(new MatrixTile
            {
                Rows = rows,
                RowCount = count,
                SegmentOffsets = (nint*)(scratch + RowPointerBytes),
                Segments = segments,
                GroupsPerSegment = weights.GroupsPerSegment,
                Weights = weights,
                Accumulators = accumulators,
                Spare = (int*)(scratch + RowPointerBytes + OffsetBytes),
            });
            int strideX = _instruction.Window!.StrideX;
            Store(accumulators, count * _phases.SideBySide, pixels.First + ((long)done * strideX), strideX / _phases.SideBySide);
        }
    }

    private void Store(int* accumulators, int count, long firstPixel, int step)
    {
        int channels = _instruction.OutputShape.Channels;
        byte* target = _target + (firstPixel * _outputPixelBytes);
        if (step == 1)
        {
            _epilogueKernel.Apply(_epilogue, accumulators, count * channels, target);
            return;
        }

        for (int i = 0; i < count; i++, accumulators += channels, target += (long)step * _outputPixelBytes)
            _epilogueKernel.Apply(_epilogue, accumulators, channels, target);
    }

    /// <summary>Copies what an output row sees of an input row; outside it stands what adds nothing.</summary>
    private void StageRow(int image, int y, byte* target)
    {
        TensorShape input = _instruction.A.Shape;
        byte fill = _kernel.IsSixteenBit ? (byte)0 : (byte)_instruction.A.ZeroPoint;
        int first = Math.Max(_phases.FirstColumn, 0);
        int end = Math.Min(_phases.FirstColumn + _phases.StagedColumns, input.Width);
        if (y < 0 || y >= input.Height || first >= end)
        {
            Unsafe.InitBlockUnaligned(target, fill, checked((uint)Pitch));
            return;
        }

        int left = first - _phases.FirstColumn;
        int values = (end - first) * input.Channels;
        sbyte* source = (sbyte*)_source + ((((((long)image * input.Height) + y) * input.Width) + first) * input.Channels);
        Unsafe.InitBlockUnaligned(target, fill, (uint)(left * _pixelBytes));
        target += (nint)left * _pixelBytes;
        if (_kernel.IsSixteenBit)
            Widening.Subtract(source, (short*)target, values, (short)_instruction.A.ZeroPoint);
        else
            Buffer.MemoryCopy(source, target, values, values);
        int right = _phases.StagedColumns - left - (end - first);
        Unsafe.InitBlockUnaligned(target + ((nint)(end - first) * _pixelBytes), fill, (uint)(right * _pixelBytes));
    }

    // Pixels of an output row, one in StrideX.
    private readonly record struct PixelRow(long First, int Count);
}
