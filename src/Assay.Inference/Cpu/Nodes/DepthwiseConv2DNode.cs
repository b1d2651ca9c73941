using Assay.Inference.Cpu.Depthwise;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>
/// DEPTHWISE_CONV2D, vectorised over channels. Where the window moves by single pixels, a row of results is one stretch of lanes
/// whose weights repeat, so that few channels also fill the vectors. Several results per input channel: the staged rows repeat each channel.
/// </summary>
internal sealed unsafe class DepthwiseConv2DNode : Node
{
    // Repeated weights beyond this would drive the activations out of the first-level cache.
    private const int LargestRepeatedWeights = 24 * 1024;

    private readonly Instruction _instruction;
    private readonly WindowLayout _layout;
    private readonly RowStager _stager;
    private readonly DepthwiseKernel _kernel;
    private readonly PackedTaps _weights;
    private readonly OutputStage _output;
    private readonly NativeBuffer _tapOffsets;
    private readonly bool _rowIsOneStretch;
    private readonly int _chunkPixels;
    private byte* _source;

    public DepthwiseConv2DNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _layout = new WindowLayout(_instruction);
        WindowAttributes window = _layout.Window;
        int channels = _instruction.OutputShape.Channels;
        int inputZeroPoint = _instruction.A.ZeroPoint;
        _kernel = DepthwiseKernel.Create(context.Set, needsSixteenBit: window.WeightZeroPoint != 0);
        _stager = new RowStager(_layout, _kernel.IsSixteenBit, inputZeroPoint, repeat: channels / _instruction.A.Shape.Channels);

        ChannelConstants constants = ChannelConstants.Read(_instruction, context.Constants);
        int blocksForPeriod = Period(channels, _kernel.BlockLanes) / _kernel.BlockLanes;
        int weightBytes = _kernel.IsSixteenBit ? sizeof(short) : sizeof(sbyte);
        long repeatedWeights = (long)blocksForPeriod * _kernel.BlockLanes * constants.WeightCount * weightBytes;
        _rowIsOneStretch = window.StrideX == 1 && (channels % _kernel.BlockLanes == 0 || repeatedWeights <= LargestRepeatedWeights);
        int blocks = _rowIsOneStretch ? blocksForPeriod : (channels + _kernel.BlockLanes - 1) / _kernel.BlockLanes;
        _weights = new PackedTaps(_kernel, constants.Weights, constants.Bias, constants.WeightCount, blocks, inputZeroPoint, window.WeightZeroPoint);
        _tapOffsets = new NativeBuffer(_weights.PaddedTaps * sizeof(nint));
        FillTapOffsets((nint*)_tapOffsets.Pointer);

        _output = new OutputStage(context, constants);
        int pixelsPerStep = _rowIsOneStretch ? blocks * _kernel.BlockLanes / channels : 1;
        _chunkPixels = Math.Max(1, ChunkAccumulators / channels / pixelsPerStep) * pixelsPerStep;
        Divide(_layout.OutputRows, _instruction.OutputShape.Elements * constants.WeightCount * 4, context.Threads);
    }

    public override long ScratchBytes => AccumulatorBytes + _stager.ScratchBytes;

    // A kernel writes whole blocks.
    private long AccumulatorBytes => ((((long)_chunkPixels * _layout.Output.Channels) + _kernel.BlockLanes) * sizeof(int)) + NativeBuffer.Guard;

    public override void Bind(IAddressSpace addresses)
    {
        _source = addresses.Source(_instruction.A);
        _output.Bind(addresses);
    }

    public override void Dispose()
    {
        _weights.Dispose();
        _output.Dispose();
        _tapOffsets.Dispose();
    }

    protected override void RunPart(int part, byte* scratch)
    {
        (long firstRow, long endRow) = Share(_layout.OutputRows, part);
        int height = _layout.Output.Height;
        for (int row = (int)firstRow; row < endRow;)
        {
            (int image, int y) = Math.DivRem(row, height);
            int count = Math.Min(Math.Min(_stager.StripRows, height - y), (int)endRow - row);
            byte* start = _stager.Stage(_source, image, y, count, scratch + AccumulatorBytes);
            for (int i = 0; i < count; i++)
                RunRow(start + (i * _layout.Window.StrideY * _stager.Pitch), row + i, (int*)scratch);
            row += count;
        }
    }

    private void RunRow(byte* start, int row, int* accumulators)
    {
        int width = _layout.Output.Width;
        int channels = _layout.Output.Channels;
        nint step = (nint)_layout.Window.StrideX * _stager.PixelBytes;
        DepthwiseTile tile = new() { TapOffsets = (nint*)_tapOffsets.Pointer, Weights = _weights };
        for (int x = 0; x < width; x += _chunkPixels)
        {
            int pixels = Math.Min(_chunkPixels, width - x);
            tile.Source = start + (x * step);
            tile.Accumulators = accumulators;
            tile.Count = _rowIsOneStretch ? pixels * channels : channels;
            for (int call = _rowIsOneStretch ? 1 : pixels; call > 0; call--)
            {
                _kernel.Accumulate(tile);
                tile.Source += step;
                tile.Accumulators += channels;
            }

            _output.Write(accumulators, pixels * channels, (((long)row * width) + x) * channels);
        }
    }

    private static int Period(int channels, int lanes)
    {
        int period = lanes;
        while (period % channels != 0)
            period += lanes;
        return period;
    }

    private void FillTapOffsets(nint* offsets)
    {
        // Surplus taps keep offset 0; their weights are zero.
        WindowAttributes window = _layout.Window;
        for (int tap = 0; tap < window.KernelHeight * window.KernelWidth; tap++)
        {
            (int y, int x) = Math.DivRem(tap, window.KernelWidth);
            offsets[tap] = (y * window.DilationY * _stager.Pitch) + ((nint)x * window.DilationX * _stager.PixelBytes);
        }
    }
}
