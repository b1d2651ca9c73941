using Assay.Import.Graphs;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Nodes that change nothing but where elements are looked for.</summary>
internal static class Views
{
    public static bool IsView(GraphNode node) =>
        node.Operator is "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Identity" or "Dropout" or "Cast" or "Transpose" or "Slice";

    /// <summary>The program's shape of an input or output: [N, C, H, W] becomes [N, H, W, C], lower ranks get leading ones.</summary>
    public static TensorShape ProgramShape(string tensor, IReadOnlyList<int> shape) => shape is [1, ..] and { Count: <= 4 }
        ? TensorShape.FromDimensions([.. TensorLayout.StandardOrder(shape.Count).Select(axis => shape[axis])])
        : throw new ImportException($"Tensor '{tensor}': shape [{string.Join(", ", shape)}]; expected batch 1 and rank 1 to 4.");

    public static void Lower(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Input(node, 0);
        TensorLayout layout = input.Layout;
        if (node.Operator == "Transpose")
        {
            context.Define(node.Output, input with { Layout = layout.Transpose(ShapeInference.Permutation(node, layout.Axes.Count)) });
            return;
        }

        if (node.Operator == "Slice")
        {
            context.Define(node.Output, input with { Layout = layout.Slice(ShapeInference.SliceOf(context.Graph, node)) });
            return;
        }

        IReadOnlyList<int> shape = context.Graph.Shape(node.Output);
        if (layout.Reshape(shape) is not { } reshaped)
        {
            input = DataMovement.Store(context, node, input, [.. Enumerable.Range(0, layout.Axes.Count)]);
            reshaped = input.Layout.Reshape(shape)!;
        }

        context.Define(node.Output, input with { Layout = reshaped });
    }
}
