using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>Element-wise operators, a chunk of the output at a time. A second operand that repeats is read once for all chunks.</summary>
internal sealed unsafe class ElementwiseNode : Node
{
    private readonly Instruction _instruction;
    private readonly int _index;
    private readonly BroadcastOperand _left;
    private readonly BroadcastOperand? _right;
    private readonly BroadcastOperand? _third;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;
    private readonly int[] _bias = [];
    private readonly int _chunk;
    private readonly bool _rightRepeats;
    private byte* _target;

    public ElementwiseNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _index = context.Index;
        _left = Operand(_instruction.A, context);
        _right = _instruction.B is { } right ? Operand(right, context) : null;
        _third = _instruction.C is { } third ? Operand(third, context) : null;
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        (int Multiplier, byte Shift)[] scales = [];
        if (_instruction.Records is { } records)
            (_bias, scales) = Read(records, context);
        _epilogue = EpilogueParameters.Create(
            _instruction.OutputType, _instruction.Epilogue, scales, AccumulatorBound(), context.Constants, _instruction.UnsignedOutput);
        TensorShape output = _instruction.OutputShape;
        long period = Math.Max(_bias.Length, _right?.Period ?? 1);
        _rightRepeats = _right is not null && period < output.Elements && period <= ChunkAccumulators;
        bool repeats = _rightRepeats || _bias.Length > 0;
        _chunk = repeats ? (int)(Math.Max(1, ChunkAccumulators / period) * period) : ChunkAccumulators;
        Divide(Chunks, output.Elements * 8, context.Threads);
    }

    public override long ScratchBytes => 3 * OperandBytes;

    private long Chunks => (_instruction.OutputShape.Elements + _chunk - 1) / _chunk;

    private long OperandBytes => (Math.Max(_chunk, ChunkAccumulators) * (long)sizeof(int)) + NativeBuffer.Guard;

    public override void Bind(IAddressSpace addresses)
    {
        _left.Bind(addresses);
        _right?.Bind(addresses);
        _third?.Bind(addresses);
        _target = addresses.Target(_index);
    }

    public override void Dispose()
    {
        _left.Dispose();
        _right?.Dispose();
        _third?.Dispose();
        _epilogue.Dispose();
    }

    protected override void RunPart(int part, byte* scratch)
    {
        (long from, long to) = Share(Chunks, part);
        int* left = (int*)scratch;
        int* right = (int*)(scratch + OperandBytes);
        int* third = (int*)(scratch + (2 * OperandBytes));
        for (long chunk = from; chunk < to; chunk++)
        {
            long first = chunk * _chunk;
            int count = (int)Math.Min(_chunk, _instruction.OutputShape.Elements - first);
            _left.Read(first, count, left);
            if (_right is not null && (!_rightRepeats || chunk == from))
                _right.Read(first, count, right);
            _third?.Read(first, count, third);
            Combine(left, right, third, count);
            _epilogueKernel.Apply(_epilogue, left, count, _target + (first * _instruction.OutputType.Size()));
        }
    }

    private BroadcastOperand Operand(Operand operand, NodeContext context) => new(
        operand, _instruction.OutputShape, _instruction.Opcode.RescalesOperands(), _instruction.OperandDoubleRounding, context.Set);

    private void Combine(int* left, int* right, int* third, int count)
    {
        if (_third is not null)
            ElementwiseCombiner.Select(left, right, third, count);
        else if (_right is not null)
            ElementwiseCombiner.Apply(_instruction, left, right, count);
        else
            ElementwiseCombiner.Apply(_instruction, left, count);
        if (_instruction.UnsignedInput)
            MakeUnsigned(left, count);

        // Chunks begin with channel 0.
        for (int i = 0; i < count && _bias.Length > 0; i++)
            left[i] = unchecked(left[i] + _bias[i % _bias.Length]);
    }

    /// <summary>The zero point has been taken off the signed number; the unsigned one has the same bits.</summary>
    private void MakeUnsigned(int* values, int count)
    {
        int zeroPoint = _instruction.A.ZeroPoint;
        int mask = (1 << (8 * _instruction.A.Type.Size())) - 1;
        for (int i = 0; i < count; i++)
            values[i] = ((values[i] + zeroPoint) & mask) - zeroPoint;
    }

    private long AccumulatorBound() => _instruction switch
    {
        { Opcode: Opcode.Rescale, UnsignedInput: false, Records: null } => _left.Bound,
        { Opcode: Opcode.Mul, Parameter: 0 } => Math.Min(_left.Bound * _right!.Bound, 1L << 31),
        _ => 1L << 31,
    };

    private (int[] Bias, (int Multiplier, byte Shift)[] Scales) Read(ChannelRecords records, NodeContext context)
    {
        int channels = _instruction.OutputShape.Channels;
        int[] bias = new int[channels];
        var scales = new (int, byte)[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<byte> record = context.Constants.Slice(checked((int)records.Offset(channel)), ChannelBlock.RecordSize);
            bias[channel] = ChannelBlock.Bias(record);
            scales[channel] = (ChannelBlock.Multiplier(record), ChannelBlock.Shift(record));
        }

        return (bias, scales);
    }
}
