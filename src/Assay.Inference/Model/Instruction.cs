namespace Assay.Inference;

/// <summary>
/// One instruction of a program: an operator with its attributes, the tensors it reads and the tensor it writes.
/// <see cref="InstructionCodec"/> gives its 224 bytes.
/// </summary>
public sealed record Instruction
{
    /// <summary>The operator.</summary>
    public required Opcode Opcode { get; init; }

    /// <summary>The type of the output's elements.</summary>
    public required ElementType OutputType { get; init; }

    /// <summary><see cref="MemorySpace.Body"/> or <see cref="MemorySpace.Output"/>.</summary>
    public required MemorySpace OutputSpace { get; init; }

    /// <summary>The first page of the output in its space.</summary>
    public required uint OutputPage { get; init; }

    /// <summary>The shape of the output.</summary>
    public required TensorShape OutputShape { get; init; }

    /// <summary>The first operand.</summary>
    public required Operand A { get; init; }

    /// <summary>The second operand of operators that have one; null for every other.</summary>
    public Operand? B { get; init; }

    /// <summary>The third operand of SELECT, which it takes where its condition is 0; null for every other operator.</summary>
    public Operand? C { get; init; }

    /// <summary>The attributes of convolutions and pools; null for every other operator.</summary>
    public WindowAttributes? Window { get; init; }

    /// <summary>The attributes of REDUCE_SUM, REDUCE_MAX, REDUCE_MIN and ARGMAX; null for every other operator.</summary>
    public ReductionAttributes? Reduction { get; init; }

    /// <summary>The attributes of REINDEX; null for every other operator.</summary>
    public ReindexAttributes? Reindex { get; init; }

    /// <summary>The attributes of RESIZE; null for every other operator.</summary>
    public ResizeAttributes? Resize { get; init; }

    /// <summary>The channel records of a RESCALE per channel; null for every other instruction.</summary>
    public ChannelRecords? Records { get; init; }

    /// <summary>The shift of MUL, 1 for an ARITHMETIC_RIGHT_SHIFT that rounds, or the axis of CONCAT; 0 for every other operator.</summary>
    public byte Parameter { get; init; }

    /// <summary>Whether RESCALE reads its operand, int8 or int16, as unsigned.</summary>
    public bool UnsignedInput { get; init; }

    /// <summary>Whether RESCALE writes its output, int8 or int16, as unsigned.</summary>
    public bool UnsignedOutput { get; init; }

    /// <summary>What happens to the accumulator before it is written.</summary>
    public required Epilogue Epilogue { get; init; }

    /// <summary>Double rounding in the rescales of the operands, for operators that have them.</summary>
    public bool OperandDoubleRounding { get; init; }

    /// <summary>Pages of the body used after this instruction.</summary>
    public required uint NextBodyPage { get; init; }

    /// <summary>Pages of the output used after this instruction.</summary>
    public required uint NextOutputPage { get; init; }

    /// <summary>Where the output starts in its space, in bytes.</summary>
    public long OutputByteOffset => (long)OutputPage * Memory.PageSize;

    /// <summary>The bytes of the output, without padding.</summary>
    public long OutputByteLength => OutputShape.ByteLength(OutputType);

    /// <summary>The least value of an output element.</summary>
    public int OutputMinimum => UnsignedOutput ? 0 : OutputType.Minimum();

    /// <summary>The greatest value of an output element.</summary>
    public int OutputMaximum => UnsignedOutput ? (1 << (8 * OutputType.Size())) - 1 : OutputType.Maximum();

    /// <summary>The operands that the instruction has, A first.</summary>
    public IEnumerable<Operand> Operands()
    {
        yield return A;
        if (B is not null)
            yield return B;
        if (C is not null)
            yield return C;
    }
}
