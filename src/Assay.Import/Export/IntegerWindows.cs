using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>
/// Accumulators of convolutions and pools. ConvInteger adds up exactly; its weights are unsigned here, because with signed ones some
/// processors' kernels saturate sums of two products.
/// </summary>
internal static class IntegerWindows
{
    private const int Offset = 128;

    public static IntegerValue Convolve(ExportContext context, Instruction instruction) =>
        Convolve(context, instruction, context.ChannelsFirst(instruction.A), Attributes(instruction.Window!, Groups(instruction)), Weights(context, instruction, flip: false));

    /// <summary>The groups of a convolution: one, or as many as there are channels.</summary>
    public static int Groups(Instruction instruction) => instruction.Opcode == Opcode.DepthwiseConv2D ? instruction.A.Shape.Channels : 1;

    /// <summary>A convolution, its kernel turned round, of the input with strides − 1 zeros between its rows and columns.</summary>
    public static IntegerValue ConvolveTransposed(ExportContext context, Instruction instruction)
    {
        WindowAttributes window = instruction.Window!;
        string spread = Spread(context, instruction.A, context.ChannelsFirst(instruction.A), IntegerReductions.Zero(context, instruction.A), window);
        WindowAttributes dense = window with
        {
            StrideX = 1,
            StrideY = 1,
            PadTop = (ushort)(window.KernelHeight - 1 + window.OutputPadTop),
            PadBottom = (ushort)(window.KernelHeight - 1 + window.OutputPadBottom),
            PadLeft = (ushort)(window.KernelWidth - 1 + window.OutputPadLeft),
            PadRight = (ushort)(window.KernelWidth - 1 + window.OutputPadRight),
        };
        return Convolve(context, instruction, spread, Attributes(dense), Weights(context, instruction, flip: true));
    }

    public static IntegerValue Maximum(ExportContext context, Instruction instruction)
    {
        // MaxPool has kernels for bytes; numbers of 16 bits are exact as float32.
        bool isWide = instruction.A.Type == ElementType.Int16;
        string input = context.ChannelsFirst(instruction.A);
        string pooled = context.Graph.Node(
            "MaxPool", [isWide ? context.Graph.Cast(input, OnnxElementType.Float32) : input], Attributes(instruction.Window!));
        return context.Integers(instruction.A, context.Graph.Transpose(pooled, 0, 2, 3, 1), 0);
    }

    public static IntegerValue Mean(ExportContext context, Instruction instruction)
    {
        IntegerMath math = context.Math;
        WindowAttributes window = instruction.Window!;
        TensorShape output = instruction.OutputShape;
        int[] multipliers = new int[output.Height * output.Width];
        byte[] shifts = new byte[multipliers.Length];
        for (int i = 0; i < multipliers.Length; i++)
            (multipliers[i], shifts[i]) = Reciprocal(Taps(window, instruction.A.Shape, i / output.Width, i % output.Width));
        IntegerValue sum = math.Wrap(Sum(context, instruction));
        return multipliers.Zip(shifts).Distinct().Skip(1).Any()
            ? math.Scale(sum, [output.Height, output.Width, 1], multipliers, shifts, doubleRounding: false)
            : math.Scale(sum, [], multipliers[..1], shifts[..1], doubleRounding: false);
    }

    /// <summary>Attributes of a convolution or pool; a pool has no group, and its dilation is 1.</summary>
    public static (string Name, object Value)[] Attributes(WindowAttributes window, int group = 1)
    {
        (string Name, object Value)[] attributes =
        [
            ("kernel_shape", new long[] { window.KernelHeight, window.KernelWidth }),
            ("strides", new long[] { window.StrideY, window.StrideX }),
            ("pads", new long[] { window.PadTop, window.PadLeft, window.PadBottom, window.PadRight }),
        ];
        if (window.DilationY > 1 || window.DilationX > 1)
            attributes = [.. attributes, ("dilations", new long[] { window.DilationY, window.DilationX })];
        return group > 1 ? [.. attributes, ("group", (long)group)] : attributes;
    }

    /// <summary>The number of taps of a pool inside the input.</summary>
    public static int Taps(WindowAttributes window, TensorShape input, int y, int x)
    {
        int top = (y * window.StrideY) - window.PadTop, left = (x * window.StrideX) - window.PadLeft;
        return (Math.Min(top + window.KernelHeight, input.Height) - Math.Max(top, 0)) * (Math.Min(left + window.KernelWidth, input.Width) - Math.Max(left, 0));
    }

    private static IntegerValue Convolve(
        ExportContext context, Instruction instruction, string input, (string Name, object Value)[] attributes, string weights)
    {
        string zero = context.Graph.Scalar((byte)(instruction.Window!.WeightZeroPoint + Offset));
        string sum = context.Graph.Node("ConvInteger", [input, weights, IntegerReductions.Zero(context, instruction.A), zero], attributes);
        return context.Math.Load(context.Graph.Transpose(sum, 0, 2, 3, 1), int.MinValue, int.MaxValue, 0);
    }

    private static string Weights(ExportContext context, Instruction instruction, bool flip)
    {
        WindowAttributes window = instruction.Window!;
        byte[] unsigned = Array.ConvertAll(context.Constants.Weights(instruction, flip), weight => (byte)(weight + Offset));
        int outputs = instruction.OutputShape.Channels, taps = window.KernelHeight * window.KernelWidth;
        return context.Graph.Constant<byte>(
            OnnxElementType.UInt8, [outputs, unsigned.Length / (outputs * taps), window.KernelHeight, window.KernelWidth], unsigned);
    }

    private static string Spread(ExportContext context, Operand operand, string input, string zero, WindowAttributes window)
    {
        OnnxGraphBuilder graph = context.Graph;
        TensorShape shape = operand.Shape;
        int height = shape.Height * window.StrideY, width = shape.Width * window.StrideX;
        if (window.StrideY == 1 && window.StrideX == 1)
            return input;
        string apart = graph.Reshape(input, [shape.Batch * shape.Channels, shape.Height, 1, shape.Width, 1]);
        string padded = graph.Node(
            "Pad", [apart, graph.Vector([0, 0, 0, 0, 0, 0, 0, window.StrideY - 1, 0, window.StrideX - 1]), zero]);
        string whole = graph.Reshape(padded, [shape.Batch, shape.Channels, height, width]);
        return graph.Node(
            "Slice",
            [whole, graph.Vector([0, 0]), graph.Vector([height - window.StrideY + 1, width - window.StrideX + 1]), graph.Vector([2, 3])]);
    }

    /// <summary>The sum of the taps inside the input: a convolution of each channel with ones, of int16 high and low byte by themselves.</summary>
    private static IntegerValue Sum(ExportContext context, Instruction instruction)
    {
        OnnxGraphBuilder graph = context.Graph;
        IntegerMath math = context.Math;
        Operand operand = instruction.A;
        string input = context.ChannelsFirst(operand);
        if (operand.Type == ElementType.Int8)
            return Pooled(input, operand.ZeroPoint + Offset);
        IntegerValue value = context.Integers(operand, input, 0);
        IntegerValue low = math.Modulo(value, math.Constant(256));
        IntegerValue high = math.FloorDivide(math.Subtract(value, low), math.Constant(256));
        IntegerValue highs = Pooled(graph.Cast(math.Add(high, Offset).Name, OnnxElementType.UInt8), Offset);
        return math.Add(math.Multiply(highs, math.Constant(256)), Pooled(graph.Cast(low.Name, OnnxElementType.UInt8), 0));

        IntegerValue Pooled(string bytes, int zero)
        {
            WindowAttributes window = instruction.Window!;
            int channels = operand.Shape.Channels, taps = window.KernelHeight * window.KernelWidth;
            byte[] ones = new byte[channels * taps];
            Array.Fill(ones, (byte)1);
            string weights = graph.Constant<byte>(OnnxElementType.UInt8, [channels, 1, window.KernelHeight, window.KernelWidth], ones);
            string sum = graph.Node(
                "ConvInteger", [bytes, weights, graph.Scalar((byte)zero), graph.Scalar((byte)0)], Attributes(window, channels));
            return math.Load(graph.Transpose(sum, 0, 2, 3, 1), -byte.MaxValue * taps, byte.MaxValue * taps, 0);
        }
    }

    private static (int Multiplier, byte Shift) Reciprocal(int taps)
    {
        int bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)taps - 1);
        return ((int)((((1L << 30) + 1) << bits) / taps), (byte)(30 + bits));
    }
}
