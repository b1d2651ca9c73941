using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Convolutions and means of windows in real numbers. Weights carry the factors of the epilogue.</summary>
internal static class RealWindows
{
    private const int Offset = 128;

    /// <summary>Exports a convolution; false for a transposed one whose output is wider than its taps, which ONNX has not.</summary>
    public static bool TryConvolve(ExportContext context, Instruction instruction, RealEpilogue epilogue)
    {
        WindowAttributes window = instruction.Window!;
        bool isTransposed = instruction.Opcode == Opcode.TransposeConv2D;
        if (isTransposed && (window.OutputPadTop > 0 || window.OutputPadBottom > 0 || window.OutputPadLeft > 0 || window.OutputPadRight > 0))
            return false;
        (string input, double unit) = RealOperands.Plain(context, instruction.A, channelsFirst: true);
        double[] factors = [.. Enumerable.Range(0, instruction.OutputShape.Channels).Select(channel => epilogue.Factors?[channel] ?? epilogue.Factor)];
        float[] weightScales = Array.ConvertAll(factors, factor => (float)(factor / unit)), biasScales = Array.ConvertAll(factors, factor => (float)factor);
        string weights = Weights(context, instruction, weightScales, isTransposed);
        string bias = Bias(context, epilogue.Channels!.Biases, biasScales);
        string value = context.Graph.Node(
            isTransposed ? "ConvTranspose" : "Conv", [input, weights, bias],
            isTransposed ? Transposed(window) : IntegerWindows.Attributes(window, IntegerWindows.Groups(instruction)));
        epilogue.Finish(value, channelsFirst: true, hasByteKernel: !isTransposed);
        return true;
    }

    public static void Mean(ExportContext context, Instruction instruction, RealEpilogue epilogue)
    {
        string input = RealOperands.Scaled(context, instruction.A, channelsFirst: true, epilogue.Factor);
        epilogue.Finish(context.Graph.Node("AveragePool", [input], IntegerWindows.Attributes(instruction.Window!)), channelsFirst: true);
    }

    private static (string Name, object Value)[] Transposed(WindowAttributes window) =>
    [
        ("kernel_shape", new long[] { window.KernelHeight, window.KernelWidth }),
        ("strides", new long[] { window.StrideY, window.StrideX }),
        ("pads", new long[] { -window.OutputPadTop, -window.OutputPadLeft, -window.OutputPadBottom, -window.OutputPadRight }),
    ];

    private static string Bias(ExportContext context, long[] biases, float[] scales)
    {
        OnnxGraphBuilder graph = context.Graph;
        int[] shape = [biases.Length];
        if (!context.Options.Rounds)
            return graph.Constant<float>(OnnxElementType.Float32, shape, [.. biases.Zip(scales, (bias, scale) => bias * scale)]);
        string numbers = graph.Constant<int>(OnnxElementType.Int32, shape, Array.ConvertAll(biases, bias => (int)bias));
        return graph.Node("DequantizeLinear", [numbers, graph.Constant<float>(OnnxElementType.Float32, shape, scales)], ("axis", 0L));
    }

    private static string Weights(ExportContext context, Instruction instruction, float[] scales, bool isTransposed)
    {
        OnnxGraphBuilder graph = context.Graph;
        WindowAttributes window = instruction.Window!;
        int outputs = scales.Length, taps = window.KernelHeight * window.KernelWidth, zero = window.WeightZeroPoint;
        sbyte[] weights = context.Constants.Weights(instruction);
        int inputs = weights.Length / (outputs * taps);
        int[] shape = [outputs, inputs, window.KernelHeight, window.KernelWidth];
        int[] channels = [.. Enumerable.Range(0, weights.Length).Select(i => i / (inputs * taps))];
        if (isTransposed)
        {
            // ONNX has the input channels of transposed convolutions outermost.
            shape = [inputs, outputs, window.KernelHeight, window.KernelWidth];
            int[] source = [.. Enumerable.Range(0, weights.Length).Select(i => (((i / taps % outputs * inputs) + (i / taps / outputs)) * taps) + (i % taps))];
            weights = Array.ConvertAll(source, i => weights[i]);
            channels = Array.ConvertAll(source, i => i / (inputs * taps));
        }

        if (!context.Options.Rounds)
            return graph.Constant<float>(OnnxElementType.Float32, shape, [.. weights.Select((weight, i) => (weight - zero) * scales[channels[i]])]);

        // Signed bytes have the fast kernels; only a zero point needs unsigned ones.
        string numbers, zeros;
        if (zero == 0)
        {
            numbers = graph.Constant<sbyte>(OnnxElementType.Int8, shape, weights);
            zeros = graph.Constant<sbyte>(OnnxElementType.Int8, [outputs], new sbyte[outputs]);
        }
        else
        {
            numbers = graph.Constant<byte>(OnnxElementType.UInt8, shape, Array.ConvertAll(weights, weight => (byte)(weight + Offset)));
            zeros = graph.Constant<byte>(OnnxElementType.UInt8, [outputs], [.. Enumerable.Repeat((byte)(zero + Offset), outputs)]);
        }

        string scale = graph.Constant<float>(OnnxElementType.Float32, [outputs], scales);
        return graph.Node("DequantizeLinear", [numbers, scale, zeros], ("axis", isTransposed ? 1L : 0L));
    }
}
