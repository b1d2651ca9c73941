using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>
/// REDUCE_SUM, REDUCE_MAX and REDUCE_MIN. Long inner dimensions are reduced eight neighbours at a time; an inner dimension of 1 is reduced eight
/// elements of the reduction at a time, which wrapping sums and extremes allow.
/// </summary>
internal sealed unsafe class ReduceNode : Node
{
    private readonly Instruction _instruction;
    private readonly int _index;
    private readonly ReductionAttributes _reduction;
    private readonly bool _isSum;
    private readonly bool _isMinimum;
    private readonly int _initial;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;
    private byte* _source;
    private byte* _target;

    public ReduceNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _index = context.Index;
        _reduction = _instruction.Reduction!;
        _isSum = _instruction.Opcode == Opcode.ReduceSum;
        _isMinimum = _instruction.Opcode == Opcode.ReduceMin;
        _initial = _isSum ? 0 : _isMinimum ? int.MaxValue : int.MinValue;
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        long element = -2L * _instruction.A.Type.Minimum();
        long bound = Math.Min(_isSum ? element * _reduction.Length : element, 1L << 31);
        _epilogue = EpilogueParameters.Create(_instruction.OutputType, _instruction.Epilogue, [], bound, context.Constants);
        Divide(Outputs, Outputs * _reduction.Length * 2, context.Threads);
    }

    public override long ScratchBytes => (ChunkAccumulators * sizeof(int)) + NativeBuffer.Guard;

    private long Outputs => (long)_reduction.Outer * _reduction.Inner;

    public override void Bind(IAddressSpace addresses)
    {
        _source = addresses.Source(_instruction.A);
        _target = addresses.Target(_index);
    }

    public override void Dispose() => _epilogue.Dispose();

    protected override void RunPart(int part, byte* scratch)
    {
        (long from, long to) = Share(Outputs, part);
        int* accumulators = (int*)scratch;
        for (long output = from; output < to; output += ChunkAccumulators)
        {
            int count = (int)Math.Min(ChunkAccumulators, to - output);
            switch (_instruction.A.Type)
            {
                case ElementType.Int8:
                    Reduce<Widening.Int8>(output, count, accumulators);
                    break;
                case ElementType.Int16:
                    Reduce<Widening.Int16>(output, count, accumulators);
                    break;
                default:
                    Reduce<Widening.Int32>(output, count, accumulators);
                    break;
            }

            _epilogueKernel.Apply(_epilogue, accumulators, count, _target + (output * _instruction.OutputType.Size()));
        }
    }

    private void Reduce<TReader>(long firstOutput, int count, int* accumulators)
        where TReader : struct, IElementReader
    {
        for (int done = 0; done < count;)
        {
            (long outer, long inner) = Math.DivRem(firstOutput + done, _reduction.Inner);
            int stretch = (int)Math.Min(count - done, _reduction.Inner - inner);
            long start = (outer * _reduction.Length * _reduction.Inner) + inner;
            if (_reduction.Inner == 1)
                accumulators[done] = ReduceAdjacent<TReader>(start);
            else
                ReduceStretch<TReader>(start, stretch, accumulators + done);
            done += stretch;
        }

        if (!_isSum)
            return;

        // sum(x - zx) = sum(x) - length * zx, also when it wraps.
        int correction = unchecked(_reduction.Length * _instruction.A.ZeroPoint);
        for (int i = 0; correction != 0 && i < count; i++)
            accumulators[i] = unchecked(accumulators[i] - correction);
    }

    private int ReduceAdjacent<TReader>(long start)
        where TReader : struct, IElementReader
    {
        int whole = _reduction.Length / Widening.Lanes * Widening.Lanes;
        Vector256<int> lanes = Vector256.Create(_initial);
        for (int k = 0; k < whole; k += Widening.Lanes)
            lanes = Combine(lanes, TReader.Load(_source, start + k));
        int result = lanes[0];
        for (int lane = 1; lane < Widening.Lanes; lane++)
            result = Combine(result, lanes[lane]);
        for (int k = whole; k < _reduction.Length; k++)
            result = Combine(result, Elements.Read(_source, _instruction.A.Type, start + k));
        return result;
    }

    /// <summary>Reduces neighbours; what the last vector holds beyond them is overwritten by the next stretch or never read.</summary>
    private void ReduceStretch<TReader>(long start, int count, int* accumulators)
        where TReader : struct, IElementReader
    {
        int i = 0;
        for (; i + (4 * Widening.Lanes) <= count; i += 4 * Widening.Lanes)
        {
            Vector256<int> first = Vector256.Create(_initial);
            (Vector256<int> second, Vector256<int> third, Vector256<int> fourth) = (first, first, first);
            long index = start + i;
            for (int k = 0; k < _reduction.Length; k++, index += _reduction.Inner)
            {
                first = Combine(first, TReader.Load(_source, index));
                second = Combine(second, TReader.Load(_source, index + 8));
                third = Combine(third, TReader.Load(_source, index + 16));
                fourth = Combine(fourth, TReader.Load(_source, index + 24));
            }

            first.Store(accumulators + i);
            second.Store(accumulators + i + 8);
            third.Store(accumulators + i + 16);
            fourth.Store(accumulators + i + 24);
        }

        for (; i < count; i += Widening.Lanes)
        {
            Vector256<int> lanes = Vector256.Create(_initial);
            long index = start + i;
            for (int k = 0; k < _reduction.Length; k++, index += _reduction.Inner)
                lanes = Combine(lanes, TReader.Load(_source, index));
            lanes.Store(accumulators + i);
        }
    }

    private Vector256<int> Combine(Vector256<int> left, Vector256<int> right) =>
        _isSum ? left + right : _isMinimum ? Vector256.Min(left, right) : Vector256.Max(left, right);

    private int Combine(int left, int right) =>
        _isSum ? unchecked(left + right) : _isMinimum ? Math.Min(left, right) : Math.Max(left, right);
}
