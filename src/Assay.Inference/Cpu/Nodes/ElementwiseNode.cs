using System.Runtime.Intrinsics;
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
        RescaleConstants records = RescaleConstants.Read(_instruction, context.Constants);
        ((int Multiplier, byte Shift)[] scales, int[] bias) = (records.Scales, records.Bias);
        long bound = AccumulatorBound(records);
        if (!EpilogueParameters.CanAddBias(_instruction.Epilogue, bound))
            (_bias, bias) = (bias, []);
        _epilogue = EpilogueParameters.Create(
            _instruction.OutputType, _instruction.Epilogue, scales, bound, context.Constants, _instruction.UnsignedOutput, bias, records.Seconds);
        TensorShape output = _instruction.OutputShape;
        long period = Math.Max(scales.Length, _right?.Period ?? 1);
        _rightRepeats = _right is not null && period < output.Elements && period <= ChunkAccumulators;
        bool repeats = _rightRepeats || scales.Length > 0;
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

        if (_bias.Length > 0)
            AddBias(left, count);
    }

    /// <summary>Chunks begin with channel 0.</summary>
    private void AddBias(int* values, int count)
    {
        int channels = _bias.Length;
        for (int row = 0; row < count; row += channels)
        {
            for (int channel = 0; channel < channels; channel++)
                values[row + channel] = unchecked(values[row + channel] + _bias[channel]);
        }
    }

    /// <summary>The zero point has been taken off the signed number; the unsigned one has the same bits.</summary>
    private void MakeUnsigned(int* values, int count)
    {
        int zeroPoint = _instruction.A.ZeroPoint;
        Vector256<int> mask = Vector256.Create((1 << (8 * _instruction.A.Type.Size())) - 1);
        Vector256<int> zero = Vector256.Create(zeroPoint);
        for (int i = 0; i < count; i += Widening.Lanes)
            (((Vector256.Load(values + i) + zero) & mask) - zero).Store(values + i);
    }

    private long AccumulatorBound(RescaleConstants records) => _instruction switch
    {
        // An unsigned number is below 2^16 and its zero point at most that.
        { Opcode: Opcode.Rescale } => Math.Min(Math.Max(_left.Bound, _instruction.UnsignedInput ? 1L << 16 : 0) + records.LargestBias, 1L << 31),
        { Opcode: Opcode.Add or Opcode.Sub } => Math.Min(_left.ScaledBound + _right!.ScaledBound, 1L << 31),
        { Opcode: Opcode.Maximum or Opcode.Minimum } => Math.Max(_left.ScaledBound, _right!.ScaledBound),
        { Opcode: Opcode.Mul, Parameter: 0 } => Math.Min(_left.Bound * _right!.Bound, 1L << 31),
        _ => 1L << 31,
    };
}
