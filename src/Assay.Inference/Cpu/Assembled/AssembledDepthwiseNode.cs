using System.Collections.Concurrent;
using Assay.Inference.Cpu.Nodes;

namespace Assay.Inference.Cpu.Assembled;

/// <summary>DEPTHWISE_CONV2D with kernels that are assembled at run time for the size of the window.</summary>
internal sealed unsafe class AssembledDepthwiseNode : Node
{
    private static readonly ConcurrentDictionary<DepthwiseShape, Lazy<nint>> s_kernels = new();

    private readonly Instruction _instruction;
    private readonly WindowLayout _layout;
    private readonly DepthwiseShape _shape;
    private readonly QuadStager _stager;
    private readonly QuadWeights _weights;
    private readonly OutputStage _output;
    private readonly delegate* unmanaged[SuppressGCTransition]<DepthwiseArguments*, void> _kernel;
    private readonly int _chunkPixels;
    private byte* _source;

    private AssembledDepthwiseNode(NodeContext context, DepthwiseShape shape, nint kernel)
    {
        _instruction = context.Instruction;
        _layout = new WindowLayout(_instruction);
        _shape = shape;
        _kernel = (delegate* unmanaged[SuppressGCTransition]<DepthwiseArguments*, void>)kernel;
        int steps = (_layout.Output.Width + shape.PixelsPerStep - 1) / shape.PixelsPerStep;
        int quads = ((steps - 1) * shape.QuadsPerStep) + shape.QuadsSeen;
        _stager = new QuadStager(_layout, quads * DepthwiseShape.Columns, _instruction.A.ZeroPoint);
        ChannelConstants constants = ChannelConstants.Read(_instruction, context.Constants);
        _weights = new QuadWeights(shape, constants, _instruction.A.ZeroPoint);
        _output = new OutputStage(context, constants);
        _chunkPixels = Math.Max(1, ChunkAccumulators / _layout.Output.Channels / shape.PixelsPerStep) * shape.PixelsPerStep;
        Divide(_layout.OutputRows, _instruction.OutputShape.Elements * constants.WeightCount * 2, context.Threads);
    }

    public override long ScratchBytes => AccumulatorBytes + _stager.ScratchBytes + NativeBuffer.Guard;

    // Steps are whole.
    private long AccumulatorBytes => ((((long)_chunkPixels * _layout.Output.Channels * sizeof(int)) + 63) & ~63L) + NativeBuffer.Guard;

    /// <summary>The node, or null where no kernel fits the instruction.</summary>
    public static AssembledDepthwiseNode? Create(NodeContext context)
    {
        Instruction instruction = context.Instruction;
        WindowAttributes window = instruction.Window!;
        bool fits = context.Set == CpuInstructionSet.Avx512VnniAssembled
            && window is { WeightZeroPoint: 0, DilationX: 1, StrideX: 1 or 2, KernelWidth: <= DepthwiseShape.MostColumns, KernelHeight: <= DepthwiseShape.MostRows }
            && instruction.OutputShape.Channels == instruction.A.Shape.Channels;
        if (!fits)
            return null;
        const int longStep = 16;
        int width = instruction.OutputShape.Width;
        bool isLong = window.StrideX == 1 && (width + longStep - 1) / longStep * longStep <= (width + 7) / 8 * 8;
        DepthwiseShape shape = new(window.KernelHeight, window.KernelWidth, window.StrideX, isLong ? longStep : longStep / 2);
        nint kernel = s_kernels.GetOrAdd(shape, missing => new Lazy<nint>(() => ExecutableMemory.Place(new DepthwiseKernelAssembler(missing).Assemble()))).Value;
        return kernel == 0 ? null : new AssembledDepthwiseNode(context, shape, kernel);
    }

    public override void Bind(IAddressSpace addresses)
    {
        _source = addresses.Source(_instruction.A);
        _output.Bind(addresses);
    }

    public override void Dispose()
    {
        _stager.Dispose();
        _weights.Dispose();
        _output.Dispose();
    }

    protected override void RunPart(int part, byte* scratch)
    {
        (long firstRow, long endRow) = Share(_layout.OutputRows, part);
        byte* staging = scratch + AccumulatorBytes;
        int height = _layout.Output.Height;
        for (int row = (int)firstRow; row < endRow;)
        {
            (int image, int y) = Math.DivRem(row, height);
            int count = Math.Min(Math.Min(_stager.StripRows, height - y), (int)endRow - row);
            _stager.Stage(_source, image, y, count, staging);
            for (int i = 0; i < count; i++)
                RunRow(staging + (i * _layout.Window.StrideY * _stager.Pitch), row + i, (int*)scratch);
            row += count;
        }
    }

    private void RunRow(byte* source, int row, int* accumulators)
    {
        int width = _layout.Output.Width;
        int channels = _layout.Output.Channels;
        for (int x = 0; x < width; x += _chunkPixels)
        {
            int pixels = Math.Min(_chunkPixels, width - x);
            Multiply(source + ((nint)x * _shape.Stride / DepthwiseShape.Columns * 64), pixels, accumulators);
            _output.Write(accumulators, pixels * channels, (((long)row * width) + x) * channels);
        }
    }

    private void Multiply(byte* source, int pixels, int* accumulators)
    {
        int channels = _layout.Output.Channels;
        int whole = channels / QuadWeights.Lanes;
        DepthwiseArguments arguments = new()
        {
            Source = source,
            SourceBlockBytes = _stager.BlockBytes,
            RowPitch = _layout.Window.DilationY * _stager.Pitch,
            Weights = _weights.Weights,
            Bias = _weights.Bias,
            Output = accumulators,
            PixelPitch = (nint)channels * sizeof(int),
            Steps = (pixels + _shape.PixelsPerStep - 1) / _shape.PixelsPerStep,
            Blocks = whole,
            Lanes = ushort.MaxValue,
        };
        if (whole > 0)
            _kernel(&arguments);
        if (whole * QuadWeights.Lanes == channels)
            return;
        arguments.Weights = _weights.Weights + ((long)whole * _weights.BlockBytes);
        arguments.Bias = _weights.Bias + ((long)whole * QuadWeights.Lanes);
        arguments.Blocks = 1;
        arguments.Lanes = (1 << (channels - (whole * QuadWeights.Lanes))) - 1;
        _kernel(&arguments);
    }
}
