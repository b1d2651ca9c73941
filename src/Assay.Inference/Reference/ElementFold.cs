namespace Assay.Inference;

/// <summary>
/// An operator as a fold over one output element: <see cref="Initial"/>, then <see cref="Accumulate"/> over consecutive reduction indices, then
/// <see cref="Finish"/>. Written to be read beside the text of the arithmetic, not to be fast.
/// </summary>
internal abstract class ElementFold(Instruction instruction)
{
    protected Instruction Instruction { get; } = instruction;

    /// <summary>The accumulator before the first reduction index.</summary>
    internal virtual int Initial => 0;

    internal static ElementFold Of(Instruction instruction) => instruction.Opcode switch
    {
        Opcode.Conv2D => new ConvolutionFold(instruction),
        Opcode.DepthwiseConv2D => new DepthwiseConvolutionFold(instruction),
        Opcode.MaxPool2D => new MaxPoolFold(instruction),
        Opcode.TransposeConv2D => new TransposedConvolutionFold(instruction),
        Opcode.AvgPool2D => new AveragePoolFold(instruction),
        Opcode.ArgMax => new ArgMaxFold(instruction),
        _ when instruction.Opcode.IsReduction() => new ReductionFold(instruction),
        Opcode.MatMul => new MatrixProductFold(instruction),
        Opcode.Gather => new GatherFold(instruction),
        Opcode.Reindex => new ReindexFold(instruction),
        Opcode.Concat => new ConcatenationFold(instruction),
        Opcode.Resize => new ResizeFold(instruction),
        Opcode.Rescale => new RescaleFold(instruction),
        Opcode.Select => new SelectFold(instruction),
        Opcode.Abs or Opcode.Negate or Opcode.Clz or Opcode.Cast => new UnaryFold(instruction),
        _ when instruction.Opcode.IsElementWise() => new BinaryFold(instruction),
        _ => throw new ArgumentException($"There is no operator {instruction.Opcode}.", nameof(instruction)),
    };

    /// <summary>Folds the reduction indices <c>[first, end)</c> into the accumulator.</summary>
    internal abstract int Accumulate(ProgramMemory memory, long element, int accumulator, int first, int end);

    /// <summary>From the last accumulator to the element's value.</summary>
    internal int Finish(ProgramMemory memory, long element, int accumulator) =>
        EpilogueFunction.Apply(Instruction, memory, BeforeEpilogue(memory, element, accumulator));

    /// <summary>From the last accumulator to the result of the first rescale: with a table, the value that is looked up.</summary>
    internal int FinishFirstStage(ProgramMemory memory, long element, int accumulator) =>
        EpilogueFunction.ApplyFirst(Instruction.Epilogue, BeforeEpilogue(memory, element, accumulator));

    /// <summary>What enters the epilogue: the accumulator with the bias, and the first multiplier and shift.</summary>
    protected virtual EpilogueInput BeforeEpilogue(ProgramMemory memory, long element, int accumulator) =>
        new(accumulator, Instruction.Epilogue.First.Multiplier, Instruction.Epilogue.First.Shift);

    /// <summary>Adds the bias of a channel record and, if the epilogue is per channel, takes its multiplier and shift.</summary>
    /// <param name="memory">The spaces.</param>
    /// <param name="record">Where the record lies in the constants, in bytes.</param>
    /// <param name="accumulator">The accumulator.</param>
    protected EpilogueInput BeforeEpilogueOfChannel(ProgramMemory memory, long record, int accumulator)
    {
        Span<byte> bytes = stackalloc byte[ChannelRecord.Size];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = unchecked((byte)memory.Read(MemorySpace.Constants, record + i, ElementType.Int8));
        ChannelRecord channel = ChannelRecord.Read(bytes, Instruction.Epilogue.PerChannelSecond);
        int sum = FixedPoint.Wrap((long)accumulator + channel.Bias);
        return Instruction.Epilogue.PerChannel
            ? new EpilogueInput(sum, channel.Multiplier, channel.Shift, channel.Second)
            : new EpilogueInput(sum, Instruction.Epilogue.First.Multiplier, Instruction.Epilogue.First.Shift);
    }

    /// <summary>Reads an element of an operand by its row-major index.</summary>
    protected static int Read(ProgramMemory memory, Operand operand, long index) =>
        memory.Read(operand.Space, operand.ByteOffset + (index * operand.Type.Size()), operand.Type);

    /// <summary>The row-major index of a position.</summary>
    protected static long Index(TensorShape shape, int batch, int y, int x, int channel) =>
        (((((long)batch * shape.Height) + y) * shape.Width) + x) * shape.Channels + channel;
}
