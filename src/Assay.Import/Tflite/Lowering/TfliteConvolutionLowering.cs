using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Assay.Inference;

namespace Assay.Import.Tflite.Lowering;

/// <summary>CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED: int8 weights, int32 bias, a factor for each channel.</summary>
internal static class TfliteConvolutionLowering
{
    /// <summary>
    /// A step of CONV2D reads at most this many runs: one for each row, or for each tap of a kernel that is dilated along the row. Taller kernels over one
    /// channel are proven row by row as DEPTHWISE_CONV2D, which is the same sum; dilated ones get zeros between their columns.
    /// </summary>
    public const int RunsOfOneStep = 8;

    public static void LowerConvolution(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteWindowOptions>();
        TfliteTensor weights = Weights(context, source, rank: 4), output = context.Int8Output(source);
        PaddedTensor? padded = context.Padded(source, 0);
        TensorHandle input = padded?.Tensor ?? context.Value(source, 0);
        (int outputs, int kernelY, int kernelX, int inputs) = (weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        if (inputs != input.Shape.Channels || outputs != TfliteLoweringContext.Shape(output).Channels)
            throw source.Error($"its weights are {weights} for an input of {input.Shape} and an output of {TfliteLoweringContext.Shape(output)}");
        TfliteScale[] scales = ChannelScales(source, context.Int8Tensor(source, 0), weights, output, channelDimension: 0);
        WindowGeometry window = TfliteWindow.Geometry(source, options, input.Shape, TfliteLoweringContext.Shape(output), kernelY, kernelX, padded);
        ReadOnlySpan<sbyte> values = MemoryMarshal.Cast<byte, sbyte>(weights.Data.Span);
        if (window.DilationX > 1 && kernelY * kernelX > RunsOfOneStep)
        {
            int width = ((kernelX - 1) * window.DilationX) + 1;
            context.SpendConstants(source, (long)outputs * kernelY * width * inputs);
            values = WithZeroColumns(values, kernelX, inputs, window.DilationX);
            window = window with { KernelWidth = width, DilationX = 1 };
        }

        ChannelBlocks blocks = Blocks(context, source, values, scales);
        Epilogue epilogue = PerChannel(source, options.Activation, output);
        TensorHandle result = inputs == 1 && kernelY > RunsOfOneStep
            ? context.Builder.DepthwiseConv2D(input, blocks, window, ElementType.Int8, epilogue)
            : context.Builder.Conv2D(input, blocks, window, ElementType.Int8, epilogue);
        context.Define(output, context.Emit(source, result));
    }

    public static void LowerDepthwise(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteWindowOptions>();
        TfliteTensor weights = Weights(context, source, rank: 4), output = context.Int8Output(source);
        PaddedTensor? padded = context.Padded(source, 0);
        TensorHandle input = padded?.Tensor ?? context.Value(source, 0);
        (int kernelY, int kernelX, int outputs) = (weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        if (weights.Shape[0] != 1 || outputs % input.Shape.Channels != 0 || outputs != TfliteLoweringContext.Shape(output).Channels)
            throw source.Error($"its weights are {weights} for an input of {input.Shape} and an output of {TfliteLoweringContext.Shape(output)}");
        TfliteScale[] scales = ChannelScales(source, context.Int8Tensor(source, 0), weights, output, channelDimension: 3);
        sbyte[] ordered = ChannelsFirst(MemoryMarshal.Cast<byte, sbyte>(weights.Data.Span), outputs);
        ChannelBlocks blocks = Blocks(context, source, ordered, scales);
        WindowGeometry window = TfliteWindow.Geometry(source, options, input.Shape, TfliteLoweringContext.Shape(output), kernelY, kernelX, padded);
        TensorHandle result = context.Builder.DepthwiseConv2D(input, blocks, window, ElementType.Int8, PerChannel(source, options.Activation, output));
        context.Define(output, context.Emit(source, result));
    }

    public static void LowerDense(TfliteLoweringContext context, TfliteOperator source)
    {
        var options = source.OptionsAs<TfliteDenseOptions>();
        if (options.ShuffledWeights)
            throw source.Error("its weights are shuffled for one kernel; expected the default layout");
        TfliteTensor weights = Weights(context, source, rank: 2), input = context.Int8Tensor(source, 0), output = context.Int8Output(source);
        (int outputs, int depth) = (weights.Shape[0], weights.Shape[1]);
        if (input.Elements % depth != 0 || input.Elements / depth > TensorShape.MaximumDimension || output.Elements != input.Elements / depth * outputs)
            throw source.Error($"its weights are [{outputs}, {depth}] for {input} and {output}");
        int rows = (int)(input.Elements / depth);
        if (depth > TensorShape.MaximumDimension || outputs > TensorShape.MaximumDimension)
            throw source.Error($"its weights are [{outputs}, {depth}]; expected at most {TensorShape.MaximumDimension} of each");
        TfliteScale[] scales = DenseScales(source, input, weights, output);
        ChannelBlocks blocks = Blocks(context, source, MemoryMarshal.Cast<byte, sbyte>(weights.Data.Span), scales);
        TensorHandle view = context.Builder.Reshape(context.Value(source, 0), new TensorShape(1, 1, rows, depth));
        TensorHandle result = context.Builder.Conv2D(
            view, blocks, new WindowGeometry(1, 1), ElementType.Int8, PerChannel(source, options.Activation, output), weights.Quantisation!.ZeroPoints[0]);
        context.Define(output, context.Builder.Reshape(context.Emit(source, result), TfliteLoweringContext.Shape(output)));
    }

    public static TfliteTensor Weights(TfliteLoweringContext context, TfliteOperator source, int rank)
    {
        TfliteTensor weights = context.Tensor(source, 1);
        if (weights is not { Type: TfliteElementType.Int8, IsConstant: true, Quantisation: not null } || weights.Shape.Length != rank)
            throw source.Error($"its weights are {weights}; expected a quantised Int8 constant of {rank} dimensions");
        if (weights.Quantisation.Scales.Length > 1 || rank == 4)
        {
            if (weights.Quantisation.ZeroPoints.Any(value => value != 0))
                throw source.Error("its weights have zero points; expected 0");
        }

        return weights;
    }

    /// <summary>Convolutions divide and multiply the scales in double precision.</summary>
    public static TfliteScale[] ChannelScales(TfliteOperator source, TfliteTensor input, TfliteTensor weights, TfliteTensor output, int channelDimension)
    {
        TfliteQuantisation quantisation = weights.Quantisation!;
        if (quantisation.Scales.Length > 1 && quantisation.Dimension != channelDimension)
            throw source.Error($"its weights are quantised along dimension {quantisation.Dimension}; expected {channelDimension}");
        return
        [
            .. Enumerable.Range(0, weights.Shape[channelDimension]).Select(channel => TfliteScale.FromReal(
                (double)input.Scale * quantisation.Scales[quantisation.Scales.Length == 1 ? 0 : channel] / output.Scale, source)),
        ];
    }

    /// <summary>With one scale for all weights, FULLY_CONNECTED multiplies the scales in single precision before it divides in double.</summary>
    private static TfliteScale[] DenseScales(TfliteOperator source, TfliteTensor input, TfliteTensor weights, TfliteTensor output)
    {
        if (weights.Quantisation!.Scales.Length > 1)
            return ChannelScales(source, input, weights, output, channelDimension: 0);
        float product = input.Scale * weights.Quantisation.Scales[0];
        TfliteScale scale = TfliteScale.FromReal((double)product / output.Scale, source);
        return [.. Enumerable.Repeat(scale, weights.Shape[0])];
    }

    public static ChannelBlocks Blocks(
        TfliteLoweringContext context, TfliteOperator source, ReadOnlySpan<sbyte> weights, TfliteScale[] scales, int biasInput = 2)
    {
        context.SpendConstants(source, (ChannelBlock.RecordSize * (long)scales.Length) + weights.Length);
        return context.Builder.AddChannelBlocks(
            weights,
            Bias(context, source, scales.Length, biasInput),
            Array.ConvertAll(scales, scale => scale.Multiplier),
            Array.ConvertAll(scales, scale => scale.RightShift));
    }

    private static int[] Bias(TfliteLoweringContext context, TfliteOperator source, int channels, int input)
    {
        int[] bias = new int[channels];
        if (!source.HasInput(input))
            return bias;
        TfliteTensor tensor = context.Tensor(source, input);
        if (tensor is not { Type: TfliteElementType.Int32, IsConstant: true } || tensor.Elements != channels)
            throw source.Error($"its bias is {tensor}; expected a constant of {channels} Int32");
        for (int channel = 0; channel < channels; channel++)
            bias[channel] = BinaryPrimitives.ReadInt32LittleEndian(tensor.Data.Span[(4 * channel)..]);
        return bias;
    }

    public static Epilogue PerChannel(TfliteOperator source, TfliteActivation activation, TfliteTensor output)
    {
        TfliteActivationRange range = TfliteActivationRange.Of(source, activation, output);
        if (range.Low > range.High)
            throw source.Error($"its activation {activation} leaves no value of an output with zero point {output.ZeroPoint}");
        return Epilogue.Rescale(new RescaleStage(0, 0, output.ZeroPoint, range.Low, range.High, DoubleRounding: true), perChannel: true);
    }

    /// <summary>The weights of a kernel that is not dilated along the row and gives the same sums.</summary>
    private static sbyte[] WithZeroColumns(ReadOnlySpan<sbyte> weights, int columns, int channels, int dilation)
    {
        int row = columns * channels, wideRow = (((columns - 1) * dilation) + 1) * channels;
        sbyte[] target = new sbyte[weights.Length / row * wideRow];
        for (int i = 0; i < weights.Length / channels; i++)
            weights.Slice(i * channels, channels).CopyTo(target.AsSpan((i / columns * wideRow) + (i % columns * dilation * channels)));
        return target;
    }

    /// <summary>Depthwise weights, [positions, channels] to [channels, positions].</summary>
    private static sbyte[] ChannelsFirst(ReadOnlySpan<sbyte> weights, int channels)
    {
        int positions = weights.Length / channels;
        sbyte[] target = new sbyte[weights.Length];
        for (int position = 0; position < positions; position++)
        {
            for (int channel = 0; channel < channels; channel++)
                target[(channel * positions) + position] = weights[(position * channels) + channel];
        }

        return target;
    }
}
