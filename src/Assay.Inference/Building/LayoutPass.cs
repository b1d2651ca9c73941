using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>An instruction before the layout of the trace is known.</summary>
internal sealed record PendingInstruction(Opcode Opcode, RescaledOperand A, ElementType OutputType, TensorShape OutputShape, Epilogue Epilogue)
{
    internal RescaledOperand? B { get; init; }

    internal RescaledOperand? C { get; init; }

    internal ChannelRecords? Records { get; init; }

    internal byte Parameter { get; init; }

    internal bool UnsignedInput { get; init; }

    internal bool UnsignedOutput { get; init; }

    internal WindowAttributes? Window { get; init; }

    internal ReductionAttributes? Reduction { get; init; }

    internal ReindexAttributes? Reindex { get; init; }

    internal ResizeAttributes? Resize { get; init; }

    internal bool OperandDoubleRounding { get; init; }

    /// <summary>The instructions whose results it reads.</summary>
    internal IEnumerable<int> Reads()
    {
        foreach (RescaledOperand? operand in (RescaledOperand?[])[A, B, C])
        {
            if (operand is { Tensor.Space: MemorySpace.Body } read)
                yield return read.Tensor.Index;
        }
    }
}

/// <summary>A result that is to be an output of the program.</summary>
internal sealed record PendingOutput(string Name, TensorHandle Tensor, double Scale, bool IsUnsigned);

/// <summary>
/// Gives every instruction its pages: outputs of the program in the output space, all others in the body, both in program order. No instruction may read the
/// output space, so an output that is also an operand stays in the body, and a copy of it is added at the end.
/// </summary>
internal sealed class LayoutPass
{
    private readonly List<TensorDescriptor> _inputs;
    private readonly List<Instruction> _placed = [];
    private readonly ImmutableArray<TensorDescriptor>.Builder _outputs = ImmutableArray.CreateBuilder<TensorDescriptor>();

    internal LayoutPass(List<TensorDescriptor> inputs, List<PendingInstruction> pending, Dictionary<int, PendingOutput> outputs)
    {
        _inputs = inputs;
        HashSet<int> read = [.. pending.SelectMany(instruction => instruction.Reads())];
        for (int i = 0; i < pending.Count; i++)
            Place(pending[i], read.Contains(i) ? null : outputs.GetValueOrDefault(i));
        foreach ((_, PendingOutput output) in outputs.Where(output => read.Contains(output.Key)).OrderBy(output => output.Key))
            Place(Copy(output.Tensor), output);
        Outputs = _outputs.ToImmutable();
    }

    internal ImmutableArray<Instruction> Instructions => [.. _placed];

    internal ImmutableArray<TensorDescriptor> Outputs { get; }

    internal uint BodyPages { get; private set; }

    internal uint OutputPages { get; private set; }

    private static PendingInstruction Copy(TensorHandle tensor) => new(
        Opcode.Rescale, new RescaledOperand(tensor with { ZeroPoint = 0 }, 0, 0), tensor.Type, tensor.Shape, Epilogue.Narrow);

    private void Place(PendingInstruction pending, PendingOutput? output)
    {
        MemorySpace space = output is null ? MemorySpace.Body : MemorySpace.Output;
        uint page = output is null ? BodyPages : OutputPages;
        uint own = (uint)pending.OutputShape.Pages(pending.OutputType);
        if (output is null)
        {
            BodyPages = checked(BodyPages + own);
        }
        else
        {
            OutputPages = checked(OutputPages + own);
            TensorHandle tensor = output.Tensor;
            _outputs.Add(new TensorDescriptor(output.Name, tensor.Type, tensor.Shape, page, output.Scale, tensor.ZeroPoint) { IsUnsigned = output.IsUnsigned });
        }

        _placed.Add(new Instruction
        {
            Opcode = pending.Opcode,
            OutputType = pending.OutputType,
            OutputSpace = space,
            OutputPage = page,
            OutputShape = pending.OutputShape,
            A = Resolve(pending.A),
            B = pending.B is { } b ? Resolve(b) : null,
            C = pending.C is { } c ? Resolve(c) : null,
            Records = pending.Records,
            Parameter = pending.Parameter,
            UnsignedInput = pending.UnsignedInput,
            UnsignedOutput = pending.UnsignedOutput,
            Window = pending.Window,
            Reduction = pending.Reduction,
            Reindex = pending.Reindex,
            Resize = pending.Resize,
            Epilogue = pending.Epilogue,
            OperandDoubleRounding = pending.OperandDoubleRounding,
            NextBodyPage = BodyPages,
            NextOutputPage = OutputPages,
        });
    }

    private Operand Resolve(RescaledOperand operand)
    {
        TensorHandle tensor = operand.Tensor;
        (MemorySpace space, uint page, uint producer) = tensor.Space switch
        {
            MemorySpace.Input => (MemorySpace.Input, _inputs[tensor.Index].Page, Operand.NoProducer),
            MemorySpace.Constants => (MemorySpace.Constants, (uint)tensor.Index, Operand.NoProducer),
            _ => (MemorySpace.Body, _placed[tensor.Index].OutputPage, (uint)tensor.Index),
        };
        return new Operand(space, tensor.Type, page, tensor.Shape, tensor.ZeroPoint, operand.Multiplier, operand.Shift, producer);
    }
}
