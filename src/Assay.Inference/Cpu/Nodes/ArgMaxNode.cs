using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>ARGMAX: the maximum of elements with their indices behind them, eight at a time as in <see cref="ReduceNode"/>.</summary>
internal sealed unsafe class ArgMaxNode : Node
{
    private const int LastIndex = 0xFFFF;

    private readonly Instruction _instruction;
    private readonly int _index;
    private readonly ReductionAttributes _reduction;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;
    private byte* _source;
    private byte* _target;

    public ArgMaxNode(NodeContext context)
    {
        _instruction = context.Instruction;
        _index = context.Index;
        _reduction = _instruction.Reduction!;
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        _epilogue = EpilogueParameters.Create(_instruction.OutputType, _instruction.Epilogue, [], LastIndex, context.Constants);
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
            if (_instruction.A.Type == ElementType.Int8)
                Find<Widening.Int8>(output, count, accumulators);
            else
                Find<Widening.Int16>(output, count, accumulators);
            for (int i = 0; i < count; i++)
                accumulators[i] = ArgMaxFold.Index(accumulators[i]);
            _epilogueKernel.Apply(_epilogue, accumulators, count, _target + (output * _instruction.OutputType.Size()));
        }
    }

    private void Find<TReader>(long firstOutput, int count, int* accumulators)
        where TReader : struct, IElementReader
    {
        for (int done = 0; done < count;)
        {
            (long outer, long inner) = Math.DivRem(firstOutput + done, _reduction.Inner);
            int stretch = (int)Math.Min(count - done, _reduction.Inner - inner);
            long start = (outer * _reduction.Length * _reduction.Inner) + inner;
            if (_reduction.Inner == 1)
                accumulators[done] = FindAdjacent<TReader>(start);
            else
                FindStretch<TReader>(start, stretch, accumulators + done);
            done += stretch;
        }
    }

    private int FindAdjacent<TReader>(long start)
        where TReader : struct, IElementReader
    {
        int whole = _reduction.Length / Widening.Lanes * Widening.Lanes;
        Vector256<int> lanes = Vector256.Create(int.MinValue);
        Vector256<int> suffix = Vector256.Create(LastIndex) - Vector256<int>.Indices;
        for (int k = 0; k < whole; k += Widening.Lanes)
        {
            lanes = Vector256.Max(lanes, (TReader.Load(_source, start + k) << 16) | suffix);
            suffix -= Vector256.Create(Widening.Lanes);
        }

        int result = lanes[0];
        for (int lane = 1; lane < Widening.Lanes; lane++)
            result = Math.Max(result, lanes[lane]);
        for (int k = whole; k < _reduction.Length; k++)
            result = Math.Max(result, (Elements.Read(_source, _instruction.A.Type, start + k) << 16) | (LastIndex - k));
        return result;
    }

    /// <summary>Neighbouring outputs; what the last vector holds beyond them is overwritten by the next stretch or never read.</summary>
    private void FindStretch<TReader>(long start, int count, int* accumulators)
        where TReader : struct, IElementReader
    {
        for (int i = 0; i < count; i += Widening.Lanes)
        {
            Vector256<int> lanes = Vector256.Create(int.MinValue);
            long index = start + i;
            for (int k = 0; k < _reduction.Length; k++, index += _reduction.Inner)
                lanes = Vector256.Max(lanes, (TReader.Load(_source, index) << 16) | Vector256.Create(LastIndex - k));
            lanes.Store(accumulators + i);
        }
    }
}
