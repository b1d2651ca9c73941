using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>MAX_POOL2D and AVG_POOL2D, vectorised over channels.</summary>
internal sealed unsafe class Pool2DNode : Node
{
    private readonly Instruction _instruction;
    private readonly int _index;
    private readonly WindowLayout _layout;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;
    private readonly bool _isMean;
    private readonly Dictionary<int, EpilogueParameters> _reciprocals = [];
    private byte* _source;
    private byte* _target;

    public Pool2DNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _index = context.Index;
        _layout = new WindowLayout(_instruction);
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        _isMean = _instruction.Opcode == Opcode.AvgPool2D;
        long bound = -2L * _instruction.A.Type.Minimum();
        if (_isMean)
            CreateReciprocals(bound);
        _epilogue = EpilogueParameters.Create(_instruction.OutputType, _instruction.Epilogue, [], bound, context.Constants);
        long taps = (long)_layout.Window.KernelHeight * _layout.Window.KernelWidth;
        Divide(_layout.OutputRows, _instruction.OutputShape.Elements * taps * 2, context.Threads);
    }

    public override long ScratchBytes => ((long)_layout.Output.Channels * sizeof(int)) + NativeBuffer.Guard;

    public override void Bind(IAddressSpace addresses)
    {
        _source = addresses.Source(_instruction.A);
        _target = addresses.Target(_index);
    }

    public override void Dispose()
    {
        _epilogue.Dispose();
        foreach (EpilogueParameters reciprocal in _reciprocals.Values)
            reciprocal.Dispose();
    }

    protected override void RunPart(int part, byte* scratch)
    {
        (long from, long to) = Share(_layout.OutputRows, part);
        for (int row = (int)from; row < to; row++)
        {
            if (_instruction.A.Type == ElementType.Int8)
                RunRow<Widening.Int8>(row, (int*)scratch);
            else
                RunRow<Widening.Int16>(row, (int*)scratch);
        }
    }

    private void RunRow<TReader>(int row, int* accumulators)
        where TReader : struct, IElementReader
    {
        WindowAttributes window = _layout.Window;
        TensorShape input = _layout.Input;
        int channels = input.Channels;
        (int image, int outputY) = Math.DivRem(row, _layout.Output.Height);
        int top = (outputY * window.StrideY) - window.PadTop;
        (int firstY, int endY) = (Math.Max(top, 0), Math.Min(top + window.KernelHeight, input.Height));
        long pixelBytes = (long)channels * _instruction.OutputType.Size();
        byte* target = _target + ((long)row * _layout.Output.Width * pixelBytes);
        for (int outputX = 0; outputX < _layout.Output.Width; outputX++, target += pixelBytes)
        {
            int left = (outputX * window.StrideX) - window.PadLeft;
            (int firstX, int endX) = (Math.Max(left, 0), Math.Min(left + window.KernelWidth, input.Width));
            new Span<int>(accumulators, channels).Fill(_isMean ? 0 : int.MinValue);
            for (int y = firstY; y < endY; y++)
            {
                for (int x = firstX; x < endX; x++)
                {
                    long start = ((((long)image * input.Height) + y) * input.Width + x) * channels;
                    if (_isMean)
                        Add<TReader>(start, channels, accumulators);
                    else
                        Maximum<TReader>(start, channels, accumulators);
                }
            }

            if (_isMean)
                Divide((endY - firstY) * (endX - firstX), channels, accumulators);
            _epilogueKernel.Apply(_epilogue, accumulators, channels, target);
        }
    }

    private void Maximum<TReader>(long start, int channels, int* accumulators)
        where TReader : struct, IElementReader
    {
        for (int channel = 0; channel < channels; channel += Widening.Lanes)
            Vector256.Max(Vector256.Load(accumulators + channel), TReader.Load(_source, start + channel)).Store(accumulators + channel);
    }

    private void Add<TReader>(long start, int channels, int* accumulators)
        where TReader : struct, IElementReader
    {
        for (int channel = 0; channel < channels; channel += Widening.Lanes)
            (Vector256.Load(accumulators + channel) + TReader.Load(_source, start + channel)).Store(accumulators + channel);
    }

    private void Divide(int taps, int channels, int* accumulators)
    {
        // sum(x - zx) = sum(x) - n * zx, also when it wraps.
        Vector256<int> correction = Vector256.Create(unchecked(taps * _instruction.A.ZeroPoint));
        for (int channel = 0; channel < channels; channel += Widening.Lanes)
            (Vector256.Load(accumulators + channel) - correction).Store(accumulators + channel);
        _epilogueKernel.Apply(_reciprocals[taps], accumulators, channels, (byte*)accumulators);
    }

    // A quotient is no larger than what it was made from, so that saturating it and wrapping it are the same.
    private void CreateReciprocals(long elementBound)
    {
        IEnumerable<int> columns = Enumerable.Range(0, _layout.Output.Width).Select(x => AveragePoolFold.Taps(_layout.Window, _layout.Input, 0, x)).Distinct();
        int[] rows = [.. Enumerable.Range(0, _layout.Output.Height).Select(y => AveragePoolFold.Taps(_layout.Window, _layout.Input, y, 0)).Distinct()];
        int corner = AveragePoolFold.Taps(_layout.Window, _layout.Input, 0, 0);
        foreach (int taps in columns.SelectMany(column => rows.Select(row => (int)((long)row * column / corner))).Distinct())
        {
            (int multiplier, byte shift) = AveragePoolFold.Reciprocal(taps);
            var stage = new RescaleStage(multiplier, shift, 0, int.MinValue, int.MaxValue);
            long bound = Math.Min(elementBound * taps, 1L << 31);
            _reciprocals.Add(taps, EpilogueParameters.Create(ElementType.Int32, Epilogue.Rescale(stage), [], bound, []));
        }
    }
}
