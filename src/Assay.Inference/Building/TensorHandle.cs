namespace Assay.Inference;

/// <summary>A tensor of a program that is being built, seen under a shape and with a zero point.</summary>
public sealed record TensorHandle
{
    internal TensorHandle(ProgramBuilder owner, MemorySpace space, int index, ElementType type, TensorShape shape, int zeroPoint)
    {
        Owner = owner;
        Space = space;
        Index = index;
        Type = type;
        Shape = shape;
        ZeroPoint = zeroPoint;
    }

    /// <summary>The type of its elements.</summary>
    public ElementType Type { get; }

    /// <summary>The shape under which it is seen.</summary>
    public TensorShape Shape { get; internal init; }

    /// <summary>The value which stands for zero when an instruction reads it; 0 for types wider than int8.</summary>
    public int ZeroPoint { get; init; }

    /// <summary>Whether an instruction writes the tensor; otherwise it is an input or a constant.</summary>
    public bool IsComputed => Space == MemorySpace.Body;

    internal ProgramBuilder Owner { get; }

    // Input, Constants, or Body for whatever an instruction writes: which of the two it is, is known only when the program is built.
    internal MemorySpace Space { get; }

    // The number of the input, the page of the constant, or the number of the instruction.
    internal int Index { get; }

    /// <summary>Whether both are the same tensor, though perhaps under another shape or zero point.</summary>
    public bool IsSameTensor(TensorHandle other) =>
        other is not null && ReferenceEquals(Owner, other.Owner) && Space == other.Space && Index == other.Index;
}

/// <summary>An operand of ADD or SUB with the rescale in front of it.</summary>
/// <param name="Tensor">The tensor; its zero point is subtracted first.</param>
/// <param name="Multiplier">Non-negative.</param>
/// <param name="Shift">2 … 62.</param>
public readonly record struct RescaledOperand(
    TensorHandle Tensor, int Multiplier = RescaleStage.IdentityMultiplier, byte Shift = RescaleStage.IdentityShift);

/// <summary>The channel blocks of a convolution in the constants.</summary>
/// <param name="Page">Their first page.</param>
/// <param name="Stride">Bytes from one block to the next.</param>
/// <param name="OutputChannels">The number of blocks.</param>
/// <param name="WeightCount">The weights of each.</param>
public sealed record ChannelBlocks(uint Page, uint Stride, int OutputChannels, int WeightCount);

/// <summary>The geometry of a window operator.</summary>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
public sealed record WindowGeometry(int KernelHeight, int KernelWidth)
{
    /// <summary>Rows from one window to the next.</summary>
    public int StrideY { get; init; } = 1;

    /// <summary>Columns from one window to the next.</summary>
    public int StrideX { get; init; } = 1;

    /// <summary>Rows from one tap to the next.</summary>
    public int DilationY { get; init; } = 1;

    /// <summary>Columns from one tap to the next.</summary>
    public int DilationX { get; init; } = 1;

    /// <summary>Rows of padding above; of the output and possibly negative for TRANSPOSE_CONV2D, as all paddings.</summary>
    public int PadTop { get; init; }

    /// <summary>Rows of padding below.</summary>
    public int PadBottom { get; init; }

    /// <summary>Columns of padding on the left.</summary>
    public int PadLeft { get; init; }

    /// <summary>Columns of padding on the right.</summary>
    public int PadRight { get; init; }

    internal WindowAttributes ToAttributes(uint weightsPage, uint channelStride, int weightZeroPoint) => new(
        checked((ushort)KernelHeight), checked((ushort)KernelWidth), checked((ushort)StrideY), checked((ushort)StrideX),
        checked((ushort)DilationY), checked((ushort)DilationX), Padding(PadTop), Padding(PadBottom),
        Padding(PadLeft), Padding(PadRight), weightsPage, channelStride, weightZeroPoint);

    // Negative ones are valid for TRANSPOSE_CONV2D only; for the other operators they read as paddings that are too large.
    private static ushort Padding(int value) => unchecked((ushort)checked((short)value));
}
