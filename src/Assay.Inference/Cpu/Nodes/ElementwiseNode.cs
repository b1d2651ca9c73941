using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>ADD, SUB, MUL and RESCALE, a chunk of the output at a time. A second operand that repeats is read once for all chunks.</summary>
internal sealed unsafe class ElementwiseNode : Node
{
    private readonly Instruction _instruction;
    private readonly int _index;
    private readonly BroadcastOperand _left;
    private readonly BroadcastOperand? _right;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;
    private readonly int _chunk;
    private readonly bool _rightRepeats;
    private byte* _target;

    public ElementwiseNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _index = context.Index;
        bool rescales = _instruction.Opcode.RescalesOperands();
        TensorShape output = _instruction.OutputShape;
        _left = new BroadcastOperand(_instruction.A, output, rescales, _instruction.OperandDoubleRounding, context.Set);
        if (_instruction.B is { } right)
            _right = new BroadcastOperand(right, output, rescales, _instruction.OperandDoubleRounding, context.Set);
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        long bound = _instruction.Opcode switch
        {
            Opcode.Rescale => _left.Bound,
            Opcode.Mul => Math.Min(_left.Bound * _right!.Bound, 1L << 31),
            _ => 1L << 31,
        };
        _epilogue = EpilogueParameters.Create(_instruction.OutputType, _instruction.Epilogue, [], bound, context.Constants);
        long period = _right?.Period ?? 1;
        _rightRepeats = _right is not null && period < output.Elements && period <= ChunkAccumulators;
        _chunk = _rightRepeats ? (int)(ChunkAccumulators / period * period) : ChunkAccumulators;
        Divide(Chunks, output.Elements * 8, context.Threads);
    }

    public override long ScratchBytes => 2 * OperandBytes;

    private long Chunks => (_instruction.OutputShape.Elements + _chunk - 1) / _chunk;

    private static long OperandBytes => (ChunkAccumulators * sizeof(int)) + NativeBuffer.Guard;

    public override void Bind(IAddressSpace addresses)
    {
        _left.Bind(addresses);
        _right?.Bind(addresses);
        _target = addresses.Target(_index);
    }

    public override void Dispose()
    {
        _left.Dispose();
        _right?.Dispose();
        _epilogue.Dispose();
    }

    protected override void RunPart(int part, byte* scratch)
    {
        (long from, long to) = Share(Chunks, part);
        int* left = (int*)scratch;
        int* right = (int*)(scratch + OperandBytes);
        for (long chunk = from; chunk < to; chunk++)
        {
            long first = chunk * _chunk;
            int count = (int)Math.Min(_chunk, _instruction.OutputShape.Elements - first);
            _left.Read(first, count, left);
            if (_right is not null)
            {
                if (!_rightRepeats || chunk == from)
                    _right.Read(first, count, right);
                Combine(left, right, count);
            }

            _epilogueKernel.Apply(_epilogue, left, count, _target + (first * _instruction.OutputType.Size()));
        }
    }

    private void Combine(int* left, int* right, int count)
    {
        switch (_instruction.Opcode)
        {
            case Opcode.Add:
                for (int i = 0; i < count; i += Widening.Lanes)
                    (Vector256.Load(left + i) + Vector256.Load(right + i)).Store(left + i);
                break;
            case Opcode.Sub:
                for (int i = 0; i < count; i += Widening.Lanes)
                    (Vector256.Load(left + i) - Vector256.Load(right + i)).Store(left + i);
                break;
            default:
                for (int i = 0; i < count; i += Widening.Lanes)
                    (Vector256.Load(left + i) * Vector256.Load(right + i)).Store(left + i);
                break;
        }
    }
}
