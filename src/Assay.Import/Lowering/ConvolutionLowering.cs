using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Convolutions: symmetric int8 weights with one scale a channel, int32 bias with correction of the weights' rounding.</summary>
internal static class ConvolutionLowering
{
    private const int LargestWeight = 127;

    /// <summary>Largest bias, a quarter of what an accumulator holds.</summary>
    private const double LargestBias = 1 << 29;

    /// <summary>Means are rounded to this share of a step, so that float noise in them seldom changes a program.</summary>
    private const int MeanStepsPerUnit = 16;

    public static void Lower(LoweringContext context, GraphNode node)
    {
        int rank = context.Graph.Shape(node.Output).Count;
        int[] order = node.HasChannelsLast ? [.. Enumerable.Range(0, rank)] : TensorLayout.StandardOrder(rank);
        QuantisedTensor input = DataMovement.Store(context, node, context.Input(node, 0), order);
        if (input.Handle.Type != ElementType.Int8)
            throw node.Error($"its input is {input.Handle.Type}; expected int8");
        ConstantTensor weights = context.Graph.Constant(node, 1);
        ChannelScaling? scaling = node.Operator == "Conv" ? ChannelScaling.For(context, node) : null;
        if (scaling is not null)
        {
            (EpiloguePlan plan, double entry) = EpiloguePlan.BeforeChannels(context, node, scaling.Parameters.ZeroPoint);
            (ChannelRescale[] seconds, ChannelScaling encoding) = scaling.Rescales(node, entry);
            ChannelBlocks blocks = Quantise(context, node, input, weights, plan.TargetScale, seconds);
            context.Define(node, Add(context, node, input, weights, blocks, ElementType.Int8, plan.Build(null)), encoding, order);
        }
        else
        {
            ElementType type = context.ResultType(node.Output);
            QuantisationParameters result = context.ResultParameters(node, type);
            EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
            ChannelBlocks blocks = Quantise(context, node, input, weights, plan.TargetScale, []);
            context.Define(node, Add(context, node, input, weights, blocks, type, plan.Build(null)), result, order);
        }
    }

    private static TensorHandle Add(
        LoweringContext context, GraphNode node, QuantisedTensor input, ConstantTensor weights, ChannelBlocks blocks, ElementType type, Epilogue epilogue)
    {
        Window window = Window.Of(node, [weights.Shape[2], weights.Shape[3]]);
        return node.Operator == "ConvTranspose"
            ? context.Builder.TransposeConv2D(input.Handle, blocks, Geometry(window with { Pads = Array.ConvertAll(window.Pads, pad => -pad) }), type, epilogue)
            : IsDepthwise(node, input.Handle.Shape.Channels, weights) ? context.Builder.DepthwiseConv2D(input.Handle, blocks, Geometry(window), type, epilogue)
            : context.Builder.Conv2D(input.Handle, blocks, Geometry(window), type, epilogue);
    }

    public static WindowGeometry Geometry(Window window) => new(window.Kernel[0], window.Kernel[1])
    {
        StrideY = window.Strides[0],
        StrideX = window.Strides[1],
        DilationY = window.Dilations[0],
        DilationX = window.Dilations[1],
        PadTop = window.Pads[0],
        PadLeft = window.Pads[1],
        PadBottom = window.Pads[2],
        PadRight = window.Pads[3],
    };

    private static bool IsDepthwise(GraphNode node, int inputChannels, ConstantTensor weights)
    {
        long group = node.Integer("group", 1);
        if (group == 1)
            return false;
        return group == inputChannels && weights.Shape[1] == 1 ? true
            : throw node.Error($"group {group} of {inputChannels} channels; expected 1 or one group a channel");
    }

    private static ChannelBlocks Quantise(
        LoweringContext context, GraphNode node, QuantisedTensor input, ConstantTensor weights, double targetScale, ChannelRescale[] seconds)
    {
        int outputs = weights.Shape[0], size = weights.Count / outputs;
        IReadOnlyList<float> bias = node.HasInput(2) ? context.Graph.Constant(node, 2).Floats : new float[outputs];
        sbyte[] quantised = new sbyte[weights.Count];
        int[] quantisedBias = new int[outputs], multipliers = new int[outputs];
        byte[] shifts = new byte[outputs];
        double[] means = Means(context, node, input);
        var task = new RoundingTask(new double[outputs][], new double[outputs], new double[outputs], input.Parameters.Scale);
        context.RoundingTasks.Add(task);
        for (int channel = 0; channel < outputs; channel++)
        {
            double[] row = Row(input, weights, channel);
            double scale = WeightScale(row, bias[channel], input.Parameters.Scale, targetScale);
            sbyte[] rounded = Array.ConvertAll(row, value => (sbyte)Math.Clamp(Math.Round(value / scale), -LargestWeight, LargestWeight));
            double realBias = bias[channel] + Offset(input, weights.Shape, channel, row);
            (task.Rows[channel], task.Scales[channel], task.Biases[channel]) = (row, scale, realBias);
            if (context.CorrectBias)
                realBias += RoundingError(row, rounded, scale, means, channel, weights.Shape);
            quantisedBias[channel] = (int)Math.Clamp(Math.Round(realBias / (input.Parameters.Scale * scale)), -2 * LargestBias, 2 * LargestBias);
            ChannelsLast(rounded, weights.Shape).CopyTo(quantised, channel * size);
            FixedPointScale factor = LoweringContext.Factor(node, input.Parameters.Scale * scale / targetScale);
            if (seconds.Length > 0)
                factor = factor.ToShort();
            (multipliers[channel], shifts[channel]) = (factor.Multiplier, (byte)factor.Shift);
        }

        return context.Builder.AddChannelBlocks(quantised, quantisedBias, multipliers, shifts, seconds);
    }

    /// <summary>Weights of an output channel, for inputs in units of the input's common scale.</summary>
    private static double[] Row(QuantisedTensor input, ConstantTensor weights, int output)
    {
        int size = weights.Count / weights.Shape[0];
        IReadOnlyList<float> values = weights.Floats;
        double[] row = new double[size];
        for (int k = 0; k < size; k++)
            row[k] = values[(output * size) + k] * (input.ChannelScales?[InputChannel(weights.Shape, input.Handle.Shape.Channels, output, k)] ?? 1);
        return row;
    }

    /// <summary>What the zero point adds to a result where it stands for another number than 0.</summary>
    private static double Offset(QuantisedTensor input, IReadOnlyList<int> shape, int output, double[] row)
    {
        if (input.Offsets is not { } offsets)
            return 0;
        double sum = 0;
        for (int k = 0; k < row.Length; k++)
        {
            int channel = InputChannel(shape, input.Handle.Shape.Channels, output, k);
            sum += row[k] / (input.ChannelScales?[channel] ?? 1) * offsets[channel];
        }

        return sum;
    }

    /// <summary>The input channel that weight <paramref name="k"/> of an output channel reads.</summary>
    private static int InputChannel(IReadOnlyList<int> shape, int inputs, int output, int k) =>
        shape[1] == 1 && inputs > 1 ? output / (shape[0] / inputs) : k / (shape[2] * shape[3]);

    private static double WeightScale(double[] row, double bias, double inputScale, double targetScale)
    {
        double scale = row.Max(Math.Abs) / LargestWeight;
        double forBias = Math.Abs(bias) / (inputScale * LargestBias);
        double useful = Math.ScaleB(targetScale / inputScale, -30);
        return Math.Max(scale, Math.Max(forBias, useful));
    }

    /// <summary>Mean of what the rounding of the weights takes away: Σ (weight − rounded) · mean of its input channel.</summary>
    private static double RoundingError(
        double[] row, sbyte[] rounded, double scale, double[] means, int output, IReadOnlyList<int> shape)
    {
        double error = 0;
        for (int k = 0; k < row.Length; k++)
            error += (row[k] - (rounded[k] * scale)) * means[InputChannel(shape, means.Length, output, k)];
        return error;
    }

    /// <summary>Means of the input's channels in units of its common scale, from the zero point.</summary>
    private static double[] Means(LoweringContext context, GraphNode node, QuantisedTensor input)
    {
        TensorStatistics statistics = context.Statistics(node.Input(0));
        int rank = context.Graph.Shape(node.Input(0)).Count;

        // Where another reader's channels lie along another axis, the mean of all is known only.
        Func<int, double> mean = context.Graph.ChannelAxis(node.Input(0)) == node.ChannelAxis(rank) ? statistics.Mean : _ => statistics.MeanOfAll;
        double step = input.Parameters.Scale / MeanStepsPerUnit;
        return
        [
            .. Enumerable.Range(0, input.Handle.Shape.Channels).Select(channel =>
                Math.Round((mean(channel) - (input.Offsets?[channel] ?? 0)) / (input.ChannelScales?[channel] ?? 1) / step) * step),
        ];
    }

    /// <summary>One output channel's weights, [C, H, W] to [H, W, C].</summary>
    public static sbyte[] ChannelsLast(sbyte[] row, IReadOnlyList<int> shape)
    {
        int channels = shape[1], positions = shape[2] * shape[3];
        sbyte[] target = new sbyte[row.Length];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int position = 0; position < positions; position++)
                target[(position * channels) + channel] = row[(channel * positions) + position];
        }

        return target;
    }
}
