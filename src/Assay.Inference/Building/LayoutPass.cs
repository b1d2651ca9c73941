using System.Collections.Immutable;

namespace Assay.Inference;

/// <summary>An instruction before the layout of the trace is known.</summary>
internal sealed record PendingInstruction(Opcode Opcode, RescaledOperand A, ElementType OutputType, TensorShape OutputShape, Epilogue Epilogue)
{
    internal RescaledOperand? B { get; init; }

    internal WindowAttributes? Window { get; init; }

    internal ReductionAttributes? Reduction { get; init; }

    internal bool OperandDoubleRounding { get; init; }
}

/// <summary>A result that is to be an output of the program.</summary>
internal sealed record PendingOutput(string Name, TensorHandle Tensor, double Scale);

/// <summary>Gives every instruction its pages: outputs of the program in the output space, all others in the body, both in program order.</summary>
internal sealed class LayoutPass
{
    private readonly List<TensorDescriptor> _inputs;
    private readonly List<Instruction> _placed = [];

    internal LayoutPass(List<TensorDescriptor> inputs, List<PendingInstruction> pending, Dictionary<int, PendingOutput> outputs)
    {
        _inputs = inputs;
        ImmutableArray<TensorDescriptor>.Builder descriptors = ImmutableArray.CreateBuilder<TensorDescriptor>();
        for (int i = 0; i < pending.Count; i++)
        {
            bool isOutput = outputs.TryGetValue(i, out PendingOutput? output);
            uint page = isOutput ? OutputPages : BodyPages;
            if (isOutput)
                descriptors.Add(new TensorDescriptor(output!.Name, output.Tensor.Type, output.Tensor.Shape, page, output.Scale, output.Tensor.ZeroPoint));
            Place(pending[i], isOutput ? MemorySpace.Output : MemorySpace.Body, page);
        }

        Outputs = descriptors.ToImmutable();
    }

    internal ImmutableArray<Instruction> Instructions => [.. _placed];

    internal ImmutableArray<TensorDescriptor> Outputs { get; }

    internal uint BodyPages { get; private set; }

    internal uint OutputPages { get; private set; }

    private void Place(PendingInstruction pending, MemorySpace space, uint page)
    {
        uint own = (uint)pending.OutputShape.Pages(pending.OutputType);
        if (space == MemorySpace.Output)
            OutputPages = checked(OutputPages + own);
        else
            BodyPages = checked(BodyPages + own);
        _placed.Add(new Instruction
        {
            Opcode = pending.Opcode,
            OutputType = pending.OutputType,
            OutputSpace = space,
            OutputPage = page,
            OutputShape = pending.OutputShape,
            A = Resolve(pending.A),
            B = pending.B is { } b ? Resolve(b) : null,
            Window = pending.Window,
            Reduction = pending.Reduction,
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
            _ => (_placed[tensor.Index].OutputSpace, _placed[tensor.Index].OutputPage, (uint)tensor.Index),
        };
        return new Operand(space, tensor.Type, page, tensor.Shape, tensor.ZeroPoint, operand.Multiplier, operand.Shift, producer);
    }
}
