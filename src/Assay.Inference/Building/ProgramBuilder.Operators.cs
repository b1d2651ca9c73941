namespace Assay.Inference;

public sealed partial class ProgramBuilder
{
    /// <summary>Adds CONV2D.</summary>
    /// <param name="input">int8 <c>[N, H, W, IC]</c>; its zero point is the value of padding.</param>
    /// <param name="blocks">The channel blocks, <c>KH * KW * IC</c> weights each.</param>
    /// <param name="geometry">Kernel, stride, dilation and padding.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="weightZeroPoint">−128 … 127.</param>
    /// <returns><c>[N, OH, OW, OC]</c>.</returns>
    /// <exception cref="ArgumentException">The weights or the sizes do not fit.</exception>
    public TensorHandle Conv2D(
        TensorHandle input, ChannelBlocks blocks, WindowGeometry geometry, ElementType outputType, Epilogue epilogue, int weightZeroPoint = 0) =>
        AddConvolution(Opcode.Conv2D, input, blocks, geometry, outputType, epilogue, weightZeroPoint);

    /// <summary>Adds CONV2D with its weights.</summary>
    /// <param name="input">int8 <c>[N, H, W, IC]</c>.</param>
    /// <param name="weights"><c>[OC, KH, KW, IC]</c>.</param>
    /// <param name="bias">One per output channel.</param>
    /// <param name="geometry">Kernel, stride, dilation and padding.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="multipliers">One per output channel for a per-channel epilogue, otherwise empty.</param>
    /// <param name="shifts">One per output channel for a per-channel epilogue, otherwise empty.</param>
    /// <param name="weightZeroPoint">−128 … 127.</param>
    /// <returns><c>[N, OH, OW, OC]</c>.</returns>
    /// <exception cref="ArgumentException">The weights or the sizes do not fit.</exception>
    public TensorHandle Conv2D(
        TensorHandle input,
        ReadOnlySpan<sbyte> weights,
        ReadOnlySpan<int> bias,
        WindowGeometry geometry,
        ElementType outputType,
        Epilogue epilogue,
        ReadOnlySpan<int> multipliers = default,
        ReadOnlySpan<byte> shifts = default,
        int weightZeroPoint = 0) =>
        Conv2D(input, AddChannelBlocks(weights, bias, multipliers, shifts), geometry, outputType, epilogue, weightZeroPoint);

    /// <summary>Adds DEPTHWISE_CONV2D. Output channel <c>oc</c> reads input channel <c>oc / (OC / IC)</c>.</summary>
    /// <param name="input">int8 <c>[N, H, W, IC]</c>.</param>
    /// <param name="blocks">The channel blocks, <c>KH * KW</c> weights each; their number is a multiple of IC.</param>
    /// <param name="geometry">Kernel, stride, dilation and padding.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="weightZeroPoint">−128 … 127.</param>
    /// <returns><c>[N, OH, OW, OC]</c>.</returns>
    /// <exception cref="ArgumentException">The weights or the sizes do not fit.</exception>
    public TensorHandle DepthwiseConv2D(
        TensorHandle input, ChannelBlocks blocks, WindowGeometry geometry, ElementType outputType, Epilogue epilogue, int weightZeroPoint = 0) =>
        AddConvolution(Opcode.DepthwiseConv2D, input, blocks, geometry, outputType, epilogue, weightZeroPoint);

    /// <summary>Adds DEPTHWISE_CONV2D with its weights.</summary>
    /// <param name="input">int8 <c>[N, H, W, IC]</c>.</param>
    /// <param name="weights"><c>[OC, KH, KW]</c>, OC a multiple of IC.</param>
    /// <param name="bias">One per output channel.</param>
    /// <param name="geometry">Kernel, stride, dilation and padding.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="multipliers">One per output channel for a per-channel epilogue, otherwise empty.</param>
    /// <param name="shifts">One per output channel for a per-channel epilogue, otherwise empty.</param>
    /// <param name="weightZeroPoint">−128 … 127.</param>
    /// <returns><c>[N, OH, OW, OC]</c>.</returns>
    /// <exception cref="ArgumentException">The weights or the sizes do not fit.</exception>
    public TensorHandle DepthwiseConv2D(
        TensorHandle input,
        ReadOnlySpan<sbyte> weights,
        ReadOnlySpan<int> bias,
        WindowGeometry geometry,
        ElementType outputType,
        Epilogue epilogue,
        ReadOnlySpan<int> multipliers = default,
        ReadOnlySpan<byte> shifts = default,
        int weightZeroPoint = 0) =>
        DepthwiseConv2D(input, AddChannelBlocks(weights, bias, multipliers, shifts), geometry, outputType, epilogue, weightZeroPoint);

    /// <summary>Adds TRANSPOSE_CONV2D. The paddings of the geometry are of the output and may be negative, up to the kernel; there is no dilation.</summary>
    /// <param name="input">int8 <c>[N, H, W, IC]</c>.</param>
    /// <param name="blocks">The channel blocks, <c>KH * KW * IC</c> weights each.</param>
    /// <param name="geometry">Kernel, stride and output paddings.</param>
    /// <param name="outputType">The type of the output.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="weightZeroPoint">−128 … 127.</param>
    /// <returns><c>[N, (H − 1) * stride + paddings + KH, (W − 1) * stride + paddings + KW, OC]</c>.</returns>
    /// <exception cref="ArgumentException">The weights or the sizes do not fit.</exception>
    public TensorHandle TransposeConv2D(
        TensorHandle input, ChannelBlocks blocks, WindowGeometry geometry, ElementType outputType, Epilogue epilogue, int weightZeroPoint = 0) =>
        AddConvolution(Opcode.TransposeConv2D, input, blocks, geometry, outputType, epilogue, weightZeroPoint);

    /// <summary>Adds AVG_POOL2D over int8 or int16: the mean of <c>x − zero point</c> over the taps inside the input.</summary>
    /// <exception cref="ArgumentException">The kernel does not fit the input.</exception>
    public TensorHandle AvgPool2D(TensorHandle input, WindowGeometry geometry, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(input);
        ArgumentNullException.ThrowIfNull(geometry);
        WindowAttributes window = geometry.ToAttributes(0, 0, 0);
        TensorShape output = WindowShape(input.Shape, window, input.Shape.Channels);
        return Add(new PendingInstruction(Opcode.AvgPool2D, Plain(input), outputType, output, epilogue) { Window = window });
    }

    /// <summary>Adds MAX_POOL2D over int8 or int16. Padding never wins.</summary>
    /// <exception cref="ArgumentException">The kernel does not fit the input.</exception>
    public TensorHandle MaxPool2D(TensorHandle input, WindowGeometry geometry, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(input);
        WindowAttributes window = geometry.ToAttributes(0, 0, 0);
        TensorShape output = WindowShape(input.Shape, window, input.Shape.Channels);
        return Add(new PendingInstruction(Opcode.MaxPool2D, Plain(input with { ZeroPoint = 0 }), outputType, output, epilogue) { Window = window });
    }

    /// <summary>Adds REDUCE_SUM of <c>x − zero point</c> over adjacent axes, which become one: <c>firstAxis … lastAxis</c> of N, H, W, C (0 … 3).</summary>
    public TensorHandle ReduceSum(TensorHandle input, int firstAxis, int lastAxis, ElementType outputType, Epilogue epilogue) =>
        AddReduction(Opcode.ReduceSum, input, firstAxis, lastAxis, outputType, epilogue);

    /// <summary>Adds REDUCE_MAX over adjacent axes, which become one: <c>firstAxis … lastAxis</c> of N, H, W, C (0 … 3).</summary>
    public TensorHandle ReduceMax(TensorHandle input, int firstAxis, int lastAxis, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(input);
        return AddReduction(Opcode.ReduceMax, input with { ZeroPoint = 0 }, firstAxis, lastAxis, outputType, epilogue);
    }

    /// <summary>Adds REDUCE_MIN over adjacent axes, which become one: <c>firstAxis … lastAxis</c> of N, H, W, C (0 … 3).</summary>
    public TensorHandle ReduceMin(TensorHandle input, int firstAxis, int lastAxis, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(input);
        return AddReduction(Opcode.ReduceMin, input with { ZeroPoint = 0 }, firstAxis, lastAxis, outputType, epilogue);
    }

    /// <summary>
    /// Adds ARGMAX over adjacent axes of at most 65,535 elements, which become one: the int32 index of the first of the greatest elements.
    /// </summary>
    public TensorHandle ArgMax(TensorHandle input, int firstAxis, int lastAxis, Epilogue epilogue)
    {
        RequireOwn(input);
        return AddReduction(Opcode.ArgMax, input with { ZeroPoint = 0 }, firstAxis, lastAxis, ElementType.Int32, epilogue);
    }

    /// <summary>Adds ADD with broadcast of dimensions of size 1.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public TensorHandle Add(
        RescaledOperand left, RescaledOperand right, ElementType outputType, Epilogue epilogue, bool operandDoubleRounding = false) =>
        AddBinary(Opcode.Add, left, right, outputType, epilogue, operandDoubleRounding);

    /// <summary>Adds SUB with broadcast of dimensions of size 1.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public TensorHandle Sub(
        RescaledOperand left, RescaledOperand right, ElementType outputType, Epilogue epilogue, bool operandDoubleRounding = false) =>
        AddBinary(Opcode.Sub, left, right, outputType, epilogue, operandDoubleRounding);

    /// <summary>Adds MUL with broadcast of dimensions of size 1.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public TensorHandle Mul(TensorHandle left, TensorHandle right, ElementType outputType, Epilogue epilogue)
    {
        // MUL has no operand rescale: its multiplier and shift stay zero.
        return AddBinary(Opcode.Mul, Plain(left), Plain(right), outputType, epilogue, false);
    }

    /// <summary>Adds RESCALE: only the zero point and the epilogue.</summary>
    public TensorHandle Rescale(TensorHandle input, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(input);
        return Add(new PendingInstruction(Opcode.Rescale, Plain(input), outputType, input.Shape, epilogue));
    }

    private TensorHandle AddConvolution(
        Opcode opcode, TensorHandle input, ChannelBlocks blocks, WindowGeometry geometry, ElementType outputType, Epilogue epilogue, int weightZeroPoint)
    {
        RequireOwn(input);
        ArgumentNullException.ThrowIfNull(blocks);
        WindowAttributes window = geometry.ToAttributes(blocks.Page, blocks.Stride, weightZeroPoint);
        long weightCount = ChannelBlock.WeightCount(opcode, window, input.Shape.Channels);
        if (weightCount != blocks.WeightCount)
            throw new ArgumentException($"{opcode} on {input.Shape} needs {weightCount} weights per channel, but the blocks have {blocks.WeightCount}.", nameof(blocks));
        TensorShape output = opcode == Opcode.TransposeConv2D
            ? TransposedShape(input.Shape, window, blocks.OutputChannels)
            : WindowShape(input.Shape, window, blocks.OutputChannels);
        return Add(new PendingInstruction(opcode, Plain(input), outputType, output, epilogue) { Window = window });
    }

    private TensorHandle AddReduction(Opcode opcode, TensorHandle input, int firstAxis, int lastAxis, ElementType outputType, Epilogue epilogue)
    {
        RequireOwn(input);
        if (firstAxis is < 0 or > 3 || lastAxis < firstAxis || lastAxis > 3)
            throw new ArgumentException($"The axes {firstAxis} to {lastAxis} are not a stretch of 0 to 3.", nameof(firstAxis));
        long outer = 1, length = 1, inner = 1;
        Span<int> output = stackalloc int[4];
        for (int axis = 0; axis < 4; axis++)
        {
            int size = input.Shape[axis];
            output[axis] = axis < firstAxis || axis > lastAxis ? size : 1;
            if (axis < firstAxis)
                outer *= size;
            else if (axis <= lastAxis)
                length *= size;
            else
                inner *= size;
        }

        var reduction = new ReductionAttributes(checked((int)outer), checked((int)length), checked((int)inner));
        TensorShape shape = TensorShape.FromDimensions(output);
        return Add(new PendingInstruction(opcode, Plain(input), outputType, shape, epilogue) { Reduction = reduction });
    }

    private TensorHandle AddBinary(
        Opcode opcode, RescaledOperand left, RescaledOperand right, ElementType outputType, Epilogue epilogue, bool operandDoubleRounding)
    {
        RequireOwn(left.Tensor);
        RequireOwn(right.Tensor);
        TensorShape shape = BroadcastShape(left.Tensor.Shape, right.Tensor.Shape);
        return Add(new PendingInstruction(opcode, left, outputType, shape, epilogue) { B = right, OperandDoubleRounding = operandDoubleRounding });
    }

    private TensorHandle Add(PendingInstruction instruction)
    {
        ArgumentNullException.ThrowIfNull(instruction.Epilogue);
        RequireShape($"{instruction.Opcode} output", instruction.OutputType, instruction.OutputShape);
        _instructions.Add(instruction);
        return new TensorHandle(
            this, MemorySpace.Body, _instructions.Count - 1, instruction.OutputType, instruction.OutputShape, OutputZeroPoint(instruction));
    }

    // The zero point which the last rescale adds is the one that the next instruction has to subtract.
    private static int OutputZeroPoint(PendingInstruction instruction)
    {
        if (instruction.OutputType != ElementType.Int8)
            return 0;
        Epilogue epilogue = instruction.Epilogue;
        return epilogue.HasSecond ? epilogue.Second.ZeroPoint : epilogue.First.ZeroPoint;
    }

    private static RescaledOperand Plain(TensorHandle tensor) => new(tensor, 0, 0);

    private static TensorShape WindowShape(TensorShape input, WindowAttributes window, int outputChannels)
    {
        if (window.StrideX == 0 || window.StrideY == 0)
            throw new ArgumentException("A stride must be at least 1.", nameof(window));
        long height = window.OutputHeight(input.Height);
        long width = window.OutputWidth(input.Width);
        if (height < 1 || width < 1)
            throw new ArgumentException($"A kernel of {window.KernelHeight} x {window.KernelWidth} does not fit {input} with its padding and dilation.", nameof(window));
        return new TensorShape(input.Batch, checked((int)height), checked((int)width), outputChannels);
    }

    private static TensorShape TransposedShape(TensorShape input, WindowAttributes window, int outputChannels)
    {
        long height = window.TransposedHeight(input.Height);
        long width = window.TransposedWidth(input.Width);
        if (height < 1 || width < 1)
            throw new ArgumentException($"The output paddings leave nothing of the output of a {window.KernelHeight} x {window.KernelWidth} kernel on {input}.", nameof(window));
        return new TensorShape(input.Batch, checked((int)height), checked((int)width), outputChannels);
    }

    private static TensorShape BroadcastShape(TensorShape left, TensorShape right)
    {
        Span<int> dimensions = stackalloc int[4];
        for (int i = 0; i < 4; i++)
        {
            if (left[i] != right[i] && left[i] != 1 && right[i] != 1)
                throw new ArgumentException($"{left} and {right} do not broadcast: dimension {i} is {left[i]} against {right[i]}.", nameof(right));
            dimensions[i] = Math.Max(left[i], right[i]);
        }

        return TensorShape.FromDimensions(dimensions);
    }
}
