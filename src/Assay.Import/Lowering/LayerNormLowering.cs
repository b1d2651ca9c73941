using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>
/// Layer normalisation over the last axis at 16 bits: the difference from the mean, or the value itself where the mean stays, the sum of its
/// squares through a table of 1/√x, the product of the two, and one rescale a channel for factor and summand.
/// </summary>
internal static class LayerNormLowering
{
    private const int ChannelAxis = 3;
    private const int SumBits = 30;

    /// <summary>Beyond what calibration saw, ranges go on by this share.</summary>
    private const double Margin = 1.25;

    /// <summary>Variances below this share of the smallest that calibration saw count as that share: the table must not waste its range.</summary>
    private const double SmallestVariance = 0.25;

    public static void Lower(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Input(node, 0);
        int[] shape = input.Layout.Shape;
        int channels = shape[^1], rows = shape[..^1].Aggregate(1, (product, size) => product * size);
        int[] order = [.. Enumerable.Range(0, shape.Length)];
        TensorHandle x = context.Builder.Reshape(DataMovement.Arrange(context, node, input, order), new TensorShape(1, 1, rows, channels));
        (TensorHandle centred, double scale) = LayerNormFusion.IsCentred(node)
            ? Centred(context, node, x, input.Parameters.Scale, channels) : Widened(context, node, x, input.Parameters.Scale);
        (TensorHandle reciprocal, double reciprocalScale) = ReciprocalDeviation(context, node, centred, scale, channels);

        QuantisationParameters normalised = Wide(context, node, LayerNormFusion.Normalised);
        RescaleStage product = LoweringContext.Stage(node, scale * reciprocalScale / normalised.Scale, normalised, ElementType.Int16);
        TensorHandle values = context.Emit(
            node, context.Builder.Mul(centred, reciprocal, ElementType.Int16, Epilogue.Rescale(product)), normalised);
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        context.Define(node, FactorAndSummand(context, node, values, normalised.Scale, result, type), result, order);
    }

    private static (TensorHandle Tensor, double Scale) Centred(LoweringContext context, GraphNode node, TensorHandle x, double scale, int channels)
    {
        TensorHandle sum = context.Emit(
            node, context.Builder.ReduceSum(x, ChannelAxis, ChannelAxis, ElementType.Int32, Epilogue.Narrow), new QuantisationParameters(1, 0));
        QuantisationParameters result = Wide(context, node, LayerNormFusion.Centred);
        int fineBits = x.Type == ElementType.Int8 ? 20 : 12;
        double fine = Math.ScaleB(scale, -fineBits);
        FixedPointScale forValue = LoweringContext.Factor(node, scale / fine), forSum = LoweringContext.Factor(node, scale / channels / fine);
        RescaleStage stage = LoweringContext.Stage(node, fine / result.Scale, result, ElementType.Int16);
        TensorHandle difference = context.Builder.Sub(
            new RescaledOperand(x, forValue.Multiplier, (byte)forValue.Shift),
            new RescaledOperand(sum, forSum.Multiplier, (byte)forSum.Shift),
            ElementType.Int16,
            Epilogue.Rescale(stage));
        return (context.Emit(node, difference, result), result.Scale);
    }

    /// <summary>The values themselves at 16 bits, from a zero point of 0. Of 8 bits, differences from any zero point fit when they are multiplied by 2⁷.</summary>
    private static (TensorHandle Tensor, double Scale) Widened(LoweringContext context, GraphNode node, TensorHandle x, double scale)
    {
        const int FreeBits = 7;
        if (x.Type == ElementType.Int16)
            return (x, scale);
        var result = new QuantisationParameters(Math.ScaleB(scale, -FreeBits), 0);
        RescaleStage stage = LoweringContext.Stage(node, 1 << FreeBits, result, ElementType.Int16);
        return (context.Emit(node, context.Builder.Rescale(x, ElementType.Int16, Epilogue.Rescale(stage)), result), result.Scale);
    }

    private static (TensorHandle Tensor, double Scale) ReciprocalDeviation(
        LoweringContext context, GraphNode node, TensorHandle centred, double scale, int channels)
    {
        // Squares of int16 values have 30 bits; less those that the sum needs.
        int dropped = (int)Math.Ceiling(Math.Log2(channels));
        RescaleStage square = LoweringContext.Stage(node, Math.ScaleB(1, -dropped), new QuantisationParameters(1, 0), ElementType.Int32) with
        {
            Low = 0,
            High = 1 << (SumBits - dropped),
        };
        TensorHandle squares = context.Emit(
            node, context.Builder.Mul(centred, centred, ElementType.Int32, Epilogue.Rescale(square)), new QuantisationParameters(1, 0));

        ValueHistogram variances = context.Statistics(node.Text(LayerNormFusion.Variance, "")).Histogram;
        double epsilon = node.Real("epsilon", 1e-5f);
        double argumentScale = variances.Maximum * Margin / ushort.MaxValue;
        double smallest = Math.Max(epsilon, variances.Minimum * SmallestVariance);
        var table = InterpolationTable.Of(
            value => 1 / Math.Sqrt(Math.Max(value - (short.MinValue * argumentScale) + epsilon, smallest)), argumentScale);
        double sumScale = scale * scale * Math.ScaleB(1, dropped) / channels;
        FixedPointScale first = LoweringContext.Factor(node, sumScale / argumentScale);
        RescaleStage last = LoweringContext.Stage(node, 1.0 / InterpolationTable.FractionSteps, new QuantisationParameters(1, 0), ElementType.Int16);
        Epilogue epilogue = Epilogue.Table(
            EpiloguePlan.Wide(first.Multiplier, first.Shift, short.MinValue), context.Builder.AddTable(table.Entries), last);
        TensorHandle reciprocal = context.Builder.ReduceSum(squares, ChannelAxis, ChannelAxis, ElementType.Int16, epilogue);
        return (context.Emit(node, reciprocal, new QuantisationParameters(table.Scale, 0)), table.Scale);
    }

    private static TensorHandle FactorAndSummand(
        LoweringContext context, GraphNode node, TensorHandle values, double scale, QuantisationParameters result, ElementType type)
    {
        IReadOnlyList<float> factors = context.Graph.Constant(node, 1).Floats, summands = context.Graph.Constant(node, 2).Floats;
        int channels = values.Shape.Channels;
        values = Signed(context, node, values, scale, factors);
        int[] bias = new int[channels], multipliers = new int[channels];
        byte[] shifts = new byte[channels];
        const double LargestBias = 1 << 29;
        for (int channel = 0; channel < channels; channel++)
        {
            // A factor of almost nothing must still let the summand through, which is a bias in units of the values.
            double factor = Math.Max(Math.Abs(factors[channel]), Math.Abs(summands[channel]) / (LargestBias * scale));
            bias[channel] = factor > 0 ? (int)Math.Round(summands[channel] / (factor * scale)) : 0;
            FixedPointScale rescale = LoweringContext.Factor(node, factor * scale / result.Scale);
            (multipliers[channel], shifts[channel]) = (rescale.Multiplier, (byte)rescale.Shift);
        }

        var stage = new RescaleStage(0, 0, result.ZeroPoint, type.Minimum(), type.Maximum());
        return context.Builder.RescalePerChannel(values, type, Epilogue.Rescale(stage, perChannel: true), bias, multipliers, shifts);
    }

    /// <summary>A rescale has no negative multipliers: where there are negative factors, their signs are a product of their own.</summary>
    private static TensorHandle Signed(LoweringContext context, GraphNode node, TensorHandle values, double scale, IReadOnlyList<float> factors)
    {
        if (factors.All(factor => factor >= 0))
            return values;
        byte[] signs = [.. factors.Select(factor => (byte)(sbyte)(factor < 0 ? -1 : 1))];
        TensorHandle constant = context.Builder.AddConstant(ElementType.Int8, new TensorShape(1, 1, 1, signs.Length), signs);
        var same = new QuantisationParameters(scale, values.ZeroPoint);
        RescaleStage stage = LoweringContext.Stage(node, 1, same, ElementType.Int16);
        return context.Emit(node, context.Builder.Mul(values, constant, ElementType.Int16, Epilogue.Rescale(stage)), same);
    }

    private static QuantisationParameters Wide(LoweringContext context, GraphNode node, string inner)
    {
        ValueHistogram histogram = context.Statistics(node.Text(inner, "")).Histogram;
        return QuantisationParameters.Int16(histogram.Minimum * Margin, histogram.Maximum * Margin);
    }
}
