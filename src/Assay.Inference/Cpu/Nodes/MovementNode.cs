using System.Runtime.Intrinsics;
using Assay.Inference.Cpu.Epilogues;

namespace Assay.Inference.Cpu.Nodes;

/// <summary>
/// Operators that take elements from elsewhere: a chunk of the output at a time, stretch by stretch. Where elements keep their bytes, neighbours are copied as they are.
/// </summary>
internal abstract unsafe class MovementNode : Node
{
    private readonly int _index;
    private readonly Operand[] _operands;
    private readonly byte*[] _sources;
    private readonly EpilogueKernel _epilogueKernel;
    private readonly EpilogueParameters _epilogue;

    protected MovementNode(NodeContext context)
    {
        Instruction = context.Instruction;
        _index = context.Index;
        _operands = [.. Instruction.Operands()];
        _sources = new byte*[_operands.Length];
        _epilogueKernel = EpilogueKernel.Create(context.Set);
        _epilogue = EpilogueParameters.Create(Instruction.OutputType, Instruction.Epilogue, [], 1L << 31, context.Constants);
        KeepsBytes = Instruction.Epilogue.Kind == EpilogueKind.Narrow
            && Moved.All(operand => operand.ZeroPoint == 0 && operand.Type == Instruction.OutputType);
        Divide((Instruction.OutputShape.Elements + ChunkAccumulators - 1) / ChunkAccumulators, Instruction.OutputShape.Elements * 8, context.Threads);
    }

    public override long ScratchBytes => (ChunkAccumulators * sizeof(int)) + NativeBuffer.Guard;

    protected Instruction Instruction { get; }

    /// <summary>Whether elements reach the output as they are.</summary>
    protected bool KeepsBytes { get; }

    /// <summary>The first byte of the output.</summary>
    protected byte* Target { get; private set; }

    /// <summary>The operands whose elements reach the output.</summary>
    protected virtual IEnumerable<Operand> Moved => _operands;

    public override void Bind(IAddressSpace addresses)
    {
        for (int i = 0; i < _operands.Length; i++)
            _sources[i] = addresses.Source(_operands[i]);
        Target = addresses.Target(_index);
    }

    public override void Dispose() => _epilogue.Dispose();

    protected override void RunPart(int part, byte* scratch)
    {
        long chunks = (Instruction.OutputShape.Elements + ChunkAccumulators - 1) / ChunkAccumulators;
        (long from, long to) = Share(chunks, part);
        int* accumulators = (int*)scratch;
        int size = Instruction.OutputType.Size();
        for (long chunk = from; chunk < to; chunk++)
        {
            long first = chunk * ChunkAccumulators;
            int count = (int)Math.Min(ChunkAccumulators, Instruction.OutputShape.Elements - first);
            byte* target = Target + (first * size);
            int done = 0;
            while (done < count)
            {
                Stretch stretch = Locate(first + done);
                int length = (int)Math.Min(stretch.Count, count - done);
                if (KeepsBytes)
                    Copy(stretch, length, target, done);
                else
                    Read(stretch, length, accumulators + done);
                done += length;
            }

            if (!KeepsBytes)
                _epilogueKernel.Apply(_epilogue, accumulators, count, target);
        }
    }

    /// <summary>The stretch that begins with an element of the output; not empty.</summary>
    protected abstract Stretch Locate(long element);

    /// <summary>The first byte of an operand: 0 for A, 1 for B.</summary>
    protected byte* Source(int operand) => _sources[operand];

    /// <summary>An element of an operand: 0 for A, 1 for B.</summary>
    protected int ReadElement(int operand, long index) => Elements.Read(_sources[operand], _operands[operand].Type, index);

    private void Copy(Stretch stretch, int count, byte* target, int first)
    {
        ElementType type = Instruction.OutputType;
        if (stretch.Operand < 0)
        {
            int value = (int)Math.Clamp(stretch.Index, type.Minimum(), type.Maximum());
            for (int i = 0; i < count; i++)
                Elements.Write(target, type, first + i, value);
            return;
        }

        byte* source = _sources[stretch.Operand];
        if (stretch.Step == 1)
        {
            long bytes = (long)count * type.Size();
            Buffer.MemoryCopy(source + (stretch.Index * type.Size()), target + ((long)first * type.Size()), bytes, bytes);
            return;
        }

        switch (type)
        {
            case ElementType.Int8:
                Copy((sbyte*)source + stretch.Index, stretch.Step, (sbyte*)target + first, count);
                break;
            case ElementType.Int16:
                Copy((short*)source + stretch.Index, stretch.Step, (short*)target + first, count);
                break;
            default:
                Copy((int*)source + stretch.Index, stretch.Step, (int*)target + first, count);
                break;
        }
    }

    private static void Copy<T>(T* source, long step, T* target, int count)
        where T : unmanaged
    {
        for (int i = 0; i < count; i++, source += step)
            target[i] = *source;
    }

    private void Read(Stretch stretch, int count, int* accumulators)
    {
        if (stretch.Operand < 0)
        {
            new Span<int>(accumulators, count).Fill((int)stretch.Index);
            return;
        }

        switch (_operands[stretch.Operand].Type)
        {
            case ElementType.Int8:
                Read<Widening.Int8>(stretch, count, accumulators);
                break;
            case ElementType.Int16:
                Read<Widening.Int16>(stretch, count, accumulators);
                break;
            default:
                Read<Widening.Int32>(stretch, count, accumulators);
                break;
        }
    }

    /// <summary>What the last vector writes beyond the stretch is overwritten by the next one or never read.</summary>
    private void Read<TReader>(Stretch stretch, int count, int* accumulators)
        where TReader : struct, IElementReader
    {
        byte* source = _sources[stretch.Operand];
        Operand operand = _operands[stretch.Operand];
        if (stretch.Step == 1)
        {
            Vector256<int> zero = Vector256.Create(operand.ZeroPoint);
            for (int i = 0; i < count; i += Widening.Lanes)
                (TReader.Load(source, stretch.Index + i) - zero).Store(accumulators + i);
            return;
        }

        long index = stretch.Index;
        for (int i = 0; i < count; i++, index += stretch.Step)
            accumulators[i] = unchecked(Elements.Read(source, operand.Type, index) - operand.ZeroPoint);
    }
}
