using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Quantisation;
using Assay.Import.Tflite.Lowering;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>Convolutions and products with a constant matrix: the file's weights, sums of 32 bits, a factor for each channel.</summary>
internal static class QuantisedConvolution
{
    private const int BiasInput = 2;

    /// <summary>Biases whose scale differs from that of the products by less are taken as they are: the file's is their float32 product.</summary>
    private const double BiasTolerance = 1e-4;

    /// <summary>Conv and ConvTranspose.</summary>
    public static PendingValue Window(QuantisedContext context, GraphNode node)
    {
        QuantisedTensor input = Input(context, node);
        IReadOnlyList<int> shape = context.Graph.Shape(node.Input(1)), from = context.Graph.Shape(node.Input(0));
        bool isTransposed = node.Operator == "ConvTranspose";
        int group = (int)node.Integer("group", 1), taps = shape[2] * shape[3];
        if (isTransposed && group != 1)
            throw node.Error($"group {group}; expected 1");
        QuantisedWeights weights = QuantisedWeights.Of(node, Constant(context, node), isTransposed ? 1 : 0);
        // As DEPTHWISE_CONV2D, tall kernels over one channel can be proven, which are the same sums.
        bool isTall = from[1] == 1 && shape[2] > TfliteConvolutionLowering.RunsOfOneStep && !isTransposed;
        bool isDepthwise = isTall || (group > 1 && group == from[1] && shape[1] == 1);
        if (group > 1 && !isDepthwise)
            weights = weights.Widen(node, from[1], taps);
        Graphs.Window window = Graphs.Window.Of(node, [shape[2], shape[3]]);
        WindowGeometry geometry = ConvolutionLowering.Geometry(isTransposed ? window with { Pads = Array.ConvertAll(window.Pads, pad => -pad) } : window);
        int[] kernel = [weights.Channels, weights.Values.Length / (weights.Channels * taps), shape[2], shape[3]];
        return new PendingValue(node, (shared, pending) =>
        {
            TensorHandle stored = DataMovement.Store(shared, pending.Node, input, TensorLayout.StandardOrder(from.Count)).Handle;
            (ElementType type, EpiloguePlan plan) = Plan(shared, pending.Node);
            ChannelBlocks blocks = Blocks(shared, pending, input, weights, kernel, plan.TargetScale);
            Epilogue epilogue = plan.Build(null);
            TensorHandle handle = isTransposed ? shared.Builder.TransposeConv2D(stored, blocks, geometry, type, epilogue, weights.ZeroPoint)
                : isDepthwise ? shared.Builder.DepthwiseConv2D(stored, blocks, geometry, type, epilogue, weights.ZeroPoint)
                : shared.Builder.Conv2D(stored, blocks, geometry, type, epilogue, weights.ZeroPoint);
            shared.Define(pending.Node, handle, shared.ResultParameters(pending.Node, type));
        })
        { TakesTables = true, ChannelsFromEnd = 3, NaturalScale = Natural(input, weights), Magnitude = Magnitude(context, node, input, weights) };
    }

    /// <summary>MatMul and Gemm with a constant right operand: a convolution of 1 × 1 over the rows.</summary>
    public static PendingValue Product(QuantisedContext context, GraphNode node)
    {
        if (node.Real("alpha", 1) != 1 || node.Real("beta", 1) != 1 || node.Integer("transA", 0) != 0)
        {
            throw node.Error(
                $"alpha {node.Real("alpha", 1)}, beta {node.Real("beta", 1)}, transA {node.Integer("transA", 0)}; expected 1, 1 and 0");
        }

        QuantisedTensor input = Input(context, node);
        ConstantValue constant = Constant(context, node);
        int[] from = [.. context.Graph.Shape(node.Input(0))];
        if (constant.Integers.Shape.Count != 2)
            throw node.Error($"its right operand is a constant of [{string.Join(", ", constant.Integers.Shape)}]; expected rank 2");
        QuantisedWeights weights = QuantisedWeights.Of(node, constant, node.Integer("transB", 0) != 0 ? 0 : 1);
        int depth = from[^1], rows = from[..^1].Aggregate(1, (product, size) => product * size);
        return new PendingValue(node, (shared, pending) =>
        {
            TensorHandle stored = DataMovement.Arrange(shared, pending.Node, input, [.. Enumerable.Range(0, from.Length)]);
            (ElementType type, EpiloguePlan plan) = Plan(shared, pending.Node);
            ChannelBlocks blocks = Blocks(shared, pending, input, weights, [weights.Channels, depth, 1, 1], plan.TargetScale);
            Epilogue epilogue = plan.Build(null);
            TensorHandle handle = shared.Builder.Conv2D(
                shared.Builder.Reshape(stored, new TensorShape(1, 1, rows, depth)), blocks, new WindowGeometry(1, 1), type, epilogue, weights.ZeroPoint);
            shared.Define(pending.Node, handle, shared.ResultParameters(pending.Node, type), [.. Enumerable.Range(0, context.Graph.Shape(pending.Node.Output).Count)]);
        })
        { TakesTables = true, ChannelsFromEnd = 1, NaturalScale = Natural(input, weights), Magnitude = Magnitude(context, node, input, weights) };
    }

    /// <summary>
    /// AveragePool whose windows all count as many elements: sums of a convolution with weights of 1, which are rounded once. AVG_POOL2D would round the mean first.
    /// </summary>
    public static PendingValue Mean(QuantisedContext context, GraphNode node)
    {
        QuantisedTensor input = Input(context, node);
        Graphs.Window window = Graphs.Window.Of(node, null);
        int channels = context.Graph.Shape(node.Input(0))[1], taps = window.Kernel[0] * window.Kernel[1];
        var weights = new QuantisedWeights([.. Enumerable.Repeat((sbyte)1, channels * taps)], 0, [.. Enumerable.Repeat(1.0 / taps, channels)]);
        GraphNode plain = node with { Inputs = [node.Input(0)] };
        return new PendingValue(plain, (shared, pending) =>
        {
            TensorHandle stored = DataMovement.Store(shared, pending.Node, input, TensorLayout.StandardOrder(4)).Handle;
            (ElementType type, EpiloguePlan plan) = Plan(shared, pending.Node);
            ChannelBlocks blocks = Blocks(shared, pending, input, weights, [channels, 1, window.Kernel[0], window.Kernel[1]], plan.TargetScale);
            Epilogue epilogue = plan.Build(null);
            shared.Define(
                pending.Node, shared.Builder.DepthwiseConv2D(stored, blocks, ConvolutionLowering.Geometry(window), type, epilogue),
                shared.ResultParameters(pending.Node, type));
        })
        { TakesTables = true, ChannelsFromEnd = 3 };
    }

    private static QuantisedTensor Input(QuantisedContext context, GraphNode node)
    {
        QuantisedTensor input = context.Real(node, 0);
        return input.Handle.Type == ElementType.Int8 ? input : throw node.Error($"input 0 ('{node.Input(0)}') has {8 * input.Handle.Type.Size()} bits; expected 8, by a QuantizeLinear and a DequantizeLinear in front of it");
    }

    private static ConstantValue Constant(QuantisedContext context, GraphNode node) =>
        context.Find(node.Input(1)) as ConstantValue
            ?? throw node.Error($"input 1 ('{node.Input(1)}') is no quantised constant; expected one behind a DequantizeLinear");

    private static double Natural(QuantisedTensor input, QuantisedWeights weights) => input.Parameters.Scale * weights.Scales.Max();

    /// <summary>The largest magnitude that a sum can have, whatever the input.</summary>
    private static double Magnitude(QuantisedContext context, GraphNode node, QuantisedTensor input, QuantisedWeights weights)
    {
        int size = weights.Values.Length / weights.Channels, zero = input.Parameters.ZeroPoint;
        int largest = Math.Max(zero - sbyte.MinValue, sbyte.MaxValue - zero);
        double[] bias = Bias(context, node, input, weights);
        double magnitude = 0;
        for (int channel = 0; channel < weights.Channels; channel++)
        {
            long sum = 0;
            for (int i = channel * size; i < (channel + 1) * size; i++)
                sum += Math.Abs(weights.Values[i] - weights.ZeroPoint);
            magnitude = Math.Max(magnitude, ((sum * largest) + Math.Abs(bias[channel])) * input.Parameters.Scale * weights.Scales[channel]);
        }

        return magnitude;
    }

    private static (ElementType Type, EpiloguePlan Plan) Plan(QuantisedContext context, GraphNode node)
    {
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        if (context.Seconds is null)
            return (type, EpiloguePlan.For(context, node, result, type));
        return type == ElementType.Int8 ? (type, EpiloguePlan.BeforeChannels(context, node, result.ZeroPoint).Plan)
            : throw node.Error($"its table is followed by a factor for each channel and rounded to {type}; expected 8 bits");
    }

    private static ChannelBlocks Blocks(QuantisedContext context, PendingValue pending, QuantisedTensor input, QuantisedWeights weights, int[] kernel, double target)
    {
        GraphNode node = pending.Node;
        int size = weights.Values.Length / weights.Channels;
        context.SpendConstants(node, weights.Values.Length + (ChannelBlock.RecordSize * (long)weights.Channels));
        sbyte[] values = new sbyte[weights.Values.Length];
        int[] biases = new int[weights.Channels], multipliers = new int[weights.Channels];
        byte[] shifts = new byte[weights.Channels];
        double[] bias = Bias(context, node, input, weights);
        for (int channel = 0; channel < weights.Channels; channel++)
        {
            ConvolutionLowering.ChannelsLast(weights.Values[(channel * size)..((channel + 1) * size)], kernel).CopyTo(values, channel * size);
            double product = input.Parameters.Scale * weights.Scales[channel], factor = pending.Factors?[channel] ?? 1;
            double sum = bias[channel] + Math.Round((pending.Summands?[channel] ?? 0) / (product * factor));
            biases[channel] = Math.Abs(sum) <= int.MaxValue ? (int)sum
                : throw node.Error($"its bias is {sum:G6} in units of channel {channel}; expected the range of int32");
            FixedPointScale scale = LoweringContext.Factor(node, product * factor / target);
            if (context.Seconds is not null)
                scale = scale.ToShort();
            (multipliers[channel], shifts[channel]) = (scale.Multiplier, (byte)scale.Shift);
        }

        return context.Builder.AddChannelBlocks(values, biases, multipliers, shifts, context.Seconds);
    }

    /// <summary>The bias in units of the products: the file's integers, or the nearest to its real numbers.</summary>
    private static double[] Bias(QuantisedContext context, GraphNode node, QuantisedTensor input, QuantisedWeights weights)
    {
        double[] bias = new double[weights.Channels];
        if (!node.HasInput(BiasInput))
            return bias;
        var constant = context.Find(node.Input(BiasInput)) as ConstantValue;
        ConstantTensor values = constant?.Integers ?? context.Graph.Constant(node, BiasInput);
        if (values.Count != bias.Length && values.Count != 1)
            throw node.Error($"its bias is [{string.Join(", ", values.Shape)}]; expected {bias.Length} values");
        for (int channel = 0; channel < bias.Length; channel++)
        {
            int at = channel % values.Count;
            double product = input.Parameters.Scale * weights.Scales[channel];
            if (constant is { Quantisation: var quantisation })
            {
                int scale = quantisation.Channel(constant.Node, values.Shape, at);
                double ratio = quantisation.Scales[scale % quantisation.Scales.Length] / product;
                double integer = values.Integers[at] - quantisation.ZeroPoints[scale % quantisation.ZeroPoints.Length];
                bias[channel] = Math.Abs(ratio - 1) <= BiasTolerance ? integer : Math.Round(integer * ratio);
            }
            else
            {
                bias[channel] = values.IsFloat ? Math.Round(values.Floats[at] / product) : values.Integers[at];
            }
        }

        return bias;
    }
}
