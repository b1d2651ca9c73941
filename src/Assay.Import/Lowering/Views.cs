using Assay.Import.Graphs;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Shapes in the program's layout, and nodes that change nothing but the shape.</summary>
internal static class Views
{
    public static bool IsView(GraphNode node) =>
        node.Operator is "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Identity" or "Dropout" or "Cast";

    /// <summary>[N, C, H, W] becomes [N, H, W, C], [N, C] becomes [N, 1, 1, C].</summary>
    public static TensorShape ChannelsLast(string tensor, IReadOnlyList<int> shape) => shape switch
    {
        [1, var channels, var height, var width] => new TensorShape(1, height, width, channels),
        [1, var channels] => new TensorShape(1, 1, 1, channels),
        _ => throw new ImportException($"Tensor '{tensor}': shape [{string.Join(", ", shape)}]; expected batch 1 and rank 2 or 4."),
    };

    public static void Lower(LoweringContext context, GraphNode node)
    {
        IReadOnlyList<int> from = context.Graph.Shape(node.Input(0)), to = context.Graph.Shape(node.Output);
        QuantisedTensor input = context.Input(node, 0);
        if (from.SequenceEqual(to))
        {
            context.Define(node.Output, input);
            return;
        }

        TensorShape target = ChannelsLast(node.Output, to);
        if (!KeepsOrder(input.Handle.Shape) || !KeepsOrder(target))
            throw node.Error($"[{string.Join(", ", from)}] to [{string.Join(", ", to)}] mixes channels and positions; expected one of the two to be 1");
        context.Define(node.Output, input with { Handle = context.Builder.Reshape(input.Handle, target) });
    }

    /// <summary>True when channels-first and channels-last are the same order of elements.</summary>
    private static bool KeepsOrder(TensorShape shape) => shape.Channels == 1 || shape.Height * shape.Width == 1;
}
