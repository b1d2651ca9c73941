using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>From a convolution's accumulators to its output or, where the next instruction is computed along with it (<see cref="Fusion"/>), to that one's.</summary>
internal sealed unsafe class OutputStage : IDisposable
{
    private const long Int16Bound = 1L << 15;

    private readonly int _index;
    private readonly EpilogueKernel _kernel;
    private readonly EpilogueParameters _own;
    private readonly EpilogueParameters? _next;
    private readonly int _ownBytes;
    private readonly int _nextBytes;
    private bool _fuses;
    private byte* _target;

    public OutputStage(NodeContext context, ChannelConstants channels)
    {
        Instruction instruction = context.Instruction;
        _index = context.Index;
        _kernel = EpilogueKernel.Create(context.Set);
        _own = EpilogueParameters.Create(instruction.OutputType, instruction.Epilogue, channels.Scales, channels.AccumulatorBound, context.Constants, seconds: channels.Seconds);
        _ownBytes = instruction.OutputType.Size();
        if (!context.Fuses)
            return;
        Instruction next = context.Program.Instructions[context.Index + 1];
        RescaleConstants records = RescaleConstants.Read(next, context.Constants);
        long bound = Int16Bound + records.LargestBias;
        _next = EpilogueParameters.Create(next.OutputType, next.Epilogue, records.Scales, bound, context.Constants, bias: records.Bias);
        _nextBytes = next.OutputType.Size();
    }

    /// <summary>Bytes of an element of what is written.</summary>
    public int ElementBytes => _fuses ? _nextBytes : _ownBytes;

    /// <summary>Looks up where the output lies, and whether it is the next instruction's.</summary>
    public byte* Bind(IAddressSpace addresses)
    {
        _fuses = _next is not null && addresses.Fuses(_index);
        _target = addresses.Target(_fuses ? _index + 1 : _index);
        return _target;
    }

    /// <summary>Writes whole pixels.</summary>
    /// <param name="accumulators">The accumulators, without gaps; they may be overwritten, and up to a vector more read.</param>
    /// <param name="count">How many; they begin with channel 0.</param>
    /// <param name="firstElement">The output's element that the first becomes.</param>
    public void Write(int* accumulators, int count, long firstElement)
    {
        byte* target = _target + (firstElement * ElementBytes);
        if (!_fuses)
        {
            _kernel.Apply(_own, accumulators, count, target);
            return;
        }

        if (_kernel.TryApplyBoth(_own, _next!, accumulators, count, target))
            return;

        // In place: an int16 never lies behind the accumulator that it comes from.
        _kernel.Apply(_own, accumulators, count, (byte*)accumulators);
        Widen(accumulators, count);
        _kernel.Apply(_next!, accumulators, count, target);
    }

    public void Dispose()
    {
        _own.Dispose();
        _next?.Dispose();
    }

    /// <summary>Int16 to int32 in place, from the last to the first.</summary>
    private static void Widen(int* values, int count)
    {
        short* source = (short*)values;
        int i = count;
        for (; i >= Widening.Lanes; i -= Widening.Lanes)
            Widening.Int16.Load((byte*)source, i - Widening.Lanes).Store(values + i - Widening.Lanes);
        while (i > 0)
        {
            i--;
            values[i] = source[i];
        }
    }
}
