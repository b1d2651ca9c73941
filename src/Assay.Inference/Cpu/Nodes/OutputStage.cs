using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>From a convolution's accumulators to its output.</summary>
internal sealed unsafe class OutputStage : IDisposable
{
    private readonly int _index;
    private readonly EpilogueKernel _kernel;
    private readonly EpilogueParameters _epilogue;
    private byte* _target;

    public OutputStage(NodeContext context, ChannelConstants channels)
    {
        Instruction instruction = context.Instruction;
        _index = context.Index;
        _kernel = EpilogueKernel.Create(context.Set);
        _epilogue = EpilogueParameters.Create(
            instruction.OutputType, instruction.Epilogue, channels.Scales, channels.AccumulatorBound, context.Constants, seconds: channels.Seconds);
        ElementBytes = instruction.OutputType.Size();
    }

    /// <summary>Bytes of an element of what is written.</summary>
    public int ElementBytes { get; }

    /// <summary>Looks up where the output lies.</summary>
    public byte* Bind(IAddressSpace addresses) => _target = addresses.Target(_index);

    /// <summary>Writes whole pixels.</summary>
    /// <param name="accumulators">The accumulators, without gaps; they may be overwritten, and up to a vector more read.</param>
    /// <param name="count">How many; they begin with channel 0.</param>
    /// <param name="firstElement">The output's element that the first becomes.</param>
    public void Write(int* accumulators, int count, long firstElement) =>
        _kernel.Apply(_epilogue, accumulators, count, _target + (firstElement * ElementBytes));

    public void Dispose() => _epilogue.Dispose();
}
