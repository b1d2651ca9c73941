using System.Runtime.InteropServices;
using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>TRANSPOSE_CONV: its inputs are the output's shape, the weights, the data and, perhaps, the bias.</summary>
internal static class TfliteTransposedLowering
{
    private const int DataInput = 2, BiasInput = 3;

    public static void Lower(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteWindowOptions>();
        TfliteTensor weights = TfliteConvolutionLowering.Weights(context, source, rank: 4), output = context.Int8Output(source);
        TensorHandle input = context.Value(source, DataInput);
        TensorShape from = input.Shape, to = TfliteLoweringContext.Shape(output);
        (int outputs, int kernelY, int kernelX, int inputs) = (weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        if (inputs != from.Channels || outputs != to.Channels || from.Batch != to.Batch)
            throw source.Error($"its weights are {weights} for an input of {from} and an output of {to}");
        if (kernelY > byte.MaxValue || kernelX > byte.MaxValue)
            throw source.Error($"its kernel is {kernelY} x {kernelX}; expected at most {byte.MaxValue} x {byte.MaxValue}");
        (int top, int bottom) = OutputPadding(source, options.SamePadding, from.Height, to.Height, kernelY, options.StrideY);
        (int left, int right) = OutputPadding(source, options.SamePadding, from.Width, to.Width, kernelX, options.StrideX);
        var window = new WindowGeometry(kernelY, kernelX)
        {
            StrideY = options.StrideY,
            StrideX = options.StrideX,
            PadTop = top,
            PadBottom = bottom,
            PadLeft = left,
            PadRight = right,
        };
        TfliteScale[] scales = TfliteConvolutionLowering.ChannelScales(source, context.Int8Tensor(source, DataInput), weights, output, channelDimension: 0);
        ChannelBlocks blocks = TfliteConvolutionLowering.Blocks(context, source, MemoryMarshal.Cast<byte, sbyte>(weights.Data.Span), scales, BiasInput);
        TensorHandle result = context.Builder.TransposeConv2D(
            input, blocks, window, ElementType.Int8, TfliteConvolutionLowering.PerChannel(source, options.Activation, output));
        context.Define(output, context.Emit(source, result));
    }

    /// <summary>Rows that the output has more (or, below 0, fewer) than the windows cover, in front and behind.</summary>
    private static (int Before, int After) OutputPadding(TfliteOperator source, bool same, int input, int output, int kernel, int stride)
    {
        long covered = ((input - 1L) * stride) + kernel;
        long cut = same ? Math.Max(0, covered - output) : 0;
        long before = -(cut / 2), after = output - covered - before;
        return Math.Abs(after) <= byte.MaxValue && -before <= byte.MaxValue
            ? ((int)before, (int)after)
            : throw source.Error($"its windows cover {covered} positions and its output has {output}; expected at most {byte.MaxValue} more or fewer");
    }
}
