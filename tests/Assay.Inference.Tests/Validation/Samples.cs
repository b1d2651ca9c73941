namespace Assay.Inference.Tests.Validation;

/// <summary>One small valid instruction per operator, over int8 <c>[1, 4, 4, 8]</c> in the input space.</summary>
internal static class Samples
{
    private const ushort MinusOne = ushort.MaxValue;

    private static readonly TensorShape Shape = new(1, 4, 4, 8);

    internal static Instruction Of(Opcode opcode) => opcode switch
    {
        Opcode.Conv2D => Convolution(),
        Opcode.DepthwiseConv2D => Convolution() with { Opcode = opcode, Window = Window(12 + 9 + 3) },
        Opcode.TransposeConv2D => Plain(opcode) with
        {
            Window = Window(12 + 72) with { PadTop = MinusOne, PadBottom = MinusOne, PadLeft = MinusOne, PadRight = MinusOne },
        },
        Opcode.MatMul => Plain(opcode) with { B = Input, OutputShape = Shape with { Channels = 4 } },
        Opcode.Gather => Plain(opcode) with { B = Input with { Shape = new TensorShape(1, 1, 4, 4) } },
        Opcode.Concat => Plain(opcode) with { B = Input, Parameter = 1, OutputShape = Shape with { Height = 8 } },
        Opcode.Reindex => Plain(opcode) with
        {
            Reindex = new ReindexAttributes(
                ReindexMode.Fill, new ReindexAxis(0, 0, 1), new ReindexAxis(1, 0, 1), new ReindexAxis(2, 0, 1), new ReindexAxis(3, 0, 1), -5),
        },
        Opcode.Resize => Plain(opcode) with { Resize = new ResizeAttributes(ResizeMode.Bilinear, new ResizeAxis(4, 3, -1), new ResizeAxis(2, 1, 0)) },
        Opcode.MaxPool2D or Opcode.AvgPool2D => Plain(opcode) with { Window = Window(0) with { KernelHeight = 2, KernelWidth = 2, PadTop = 1, PadLeft = 1, PadBottom = 0, PadRight = 0 } },
        _ when opcode.IsReduction() => Plain(opcode) with
        {
            OutputType = opcode == Opcode.ArgMax ? ElementType.Int32 : ElementType.Int8,
            OutputShape = new TensorShape(1, 1, 1, 8),
            Reduction = new ReductionAttributes(1, 16, 8),
        },
        _ when opcode.RescalesOperands() => Plain(opcode) with { A = Rescaled, B = Rescaled },
        Opcode.Select => Plain(opcode) with { B = Input, C = Input },
        _ when opcode.HasOperandB() => Plain(opcode) with { B = Input },
        _ => Plain(opcode),
    };

    /// <summary>CONV2D 3 x 3 with padding 1, eight output channels, a per-channel rescale.</summary>
    internal static Instruction Convolution() => Plain(Opcode.Conv2D) with
    {
        Window = Window(12 + 72),
        Epilogue = Epilogue.Rescale(RescaleStage.Identity(ElementType.Int8), perChannel: true),
    };

    private static Operand Input => new(MemorySpace.Input, ElementType.Int8, 0, Shape, 0, 0, 0, Operand.NoProducer);

    private static Operand Rescaled => Input with { Multiplier = RescaleStage.IdentityMultiplier, Shift = RescaleStage.IdentityShift };

    private static Instruction Plain(Opcode opcode) => new()
    {
        Opcode = opcode,
        OutputType = ElementType.Int8,
        OutputSpace = MemorySpace.Body,
        OutputPage = 0,
        OutputShape = Shape,
        A = Input,
        Epilogue = Epilogue.Narrow,
        NextBodyPage = 1,
        NextOutputPage = 0,
    };

    private static WindowAttributes Window(uint channelStride) => new(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 0, channelStride, 0);
}
