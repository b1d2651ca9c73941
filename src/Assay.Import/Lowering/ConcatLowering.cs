using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>
/// Tensors side by side. Where only convolutions read the result and it grows along the channels, each part keeps its own scale and
/// the parts share a zero point; otherwise the parts come to one scale first.
/// </summary>
internal static class ConcatLowering
{
    public static void Lower(LoweringContext context, GraphNode node)
    {
        QuantisedTensor[] inputs = [.. Enumerable.Range(0, node.Inputs.Count).Select(i => context.Standard(node, i))];
        int rank = inputs[0].Layout.Axes.Count;
        int axis = ShapeInference.Axis(node, node.Integer("axis", 1), rank);
        int[] order = TensorLayout.StandardOrder(rank);
        const int Dimensions = 4;
        int place = Dimensions - rank + Array.IndexOf(order, axis);
        bool keepsScales = IsAlongChannels(context.Graph, node) && inputs.All(input => input.Handle.Type == ElementType.Int8)
            && inputs.All(input => input.Parameters.ZeroPoint == inputs[0].Parameters.ZeroPoint);
        ElementType type = keepsScales ? ElementType.Int8 : context.ResultType(node.Output);
        QuantisationParameters result = keepsScales
            ? new QuantisationParameters(inputs.Max(input => input.Parameters.Scale), inputs[0].Parameters.ZeroPoint)
            : context.ResultParameters(node, type);
        TensorHandle[] parts = [.. inputs.Select(input => (keepsScales ? input.Handle : Rescaled(context, node, input, result, type)) with { ZeroPoint = 0 })];
        TensorHandle joined = parts[0];
        for (int i = 1; i < parts.Length; i++)
            joined = context.Emit(node, context.Builder.Concat(joined, parts[i], place, type, Epilogue.Narrow), new QuantisationParameters(1, 0));
        double[]? scales = keepsScales
            ? [.. inputs.SelectMany(input => Enumerable.Repeat(input.Parameters.Scale / result.Scale, input.Layout.Shape[axis]))]
            : null;
        context.Define(node.Output, new QuantisedTensor(
            joined with { ZeroPoint = result.ZeroPoint }, result, TensorLayout.Standard(context.Graph.Shape(node.Output)))
        { ChannelScales = scales });
    }

    /// <summary>The zero point for a tensor whose values end in such a Concat, or null.</summary>
    public static int? SharedZeroPoint(LoweringContext context, string tensor)
    {
        FloatGraph graph = context.Graph;
        if (Destination(graph, tensor) is not { } node || !IsAlongChannels(graph, node))
            return null;

        // The zero point with which the scales grow least over what each part alone would need.
        (double Low, double High)[] ranges = [.. node.Inputs.Select(context.Range).Select(range => (Math.Min(range.Low, 0), Math.Max(range.High, 0)))];
        return Enumerable.Range(sbyte.MinValue, 256).MinBy(zeroPoint => ranges.Where(range => range.High > range.Low).Sum(range =>
            Math.Pow(QuantisationParameters.Int8(range.Low, range.High, zeroPoint).Scale / (range.High - range.Low), 2)));
    }

    private static GraphNode? Destination(FloatGraph graph, string tensor)
    {
        foreach (GraphNode consumer in graph.Consumers(tensor))
        {
            if (consumer.Operator == "Concat")
                return consumer;
            if (consumer.Operator is "Resize" or "MaxPool" && Destination(graph, consumer.Output) is { } further)
                return further;
        }

        return null;
    }

    private static bool IsAlongChannels(FloatGraph graph, GraphNode node)
    {
        int rank = graph.Shape(node.Output).Count, channels = FloatGraph.ChannelAxis(rank);
        return ShapeInference.Axis(node, node.Integer("axis", 1), rank) == channels && node.Output != graph.OutputName
            && graph.Consumers(node.Output).All(consumer => consumer.Operator == "Conv" && consumer.ChannelAxis(rank) == channels);
    }

    private static TensorHandle Rescaled(LoweringContext context, GraphNode node, QuantisedTensor input, QuantisationParameters result, ElementType type)
    {
        if (input.Handle.Type == type && input.Parameters == result)
            return input.Handle;
        RescaleStage stage = LoweringContext.Stage(node, input.Parameters.Scale / result.Scale, result, type);
        return context.Emit(node, context.Builder.Rescale(input.Handle, type, Epilogue.Rescale(stage)), result);
    }
}
