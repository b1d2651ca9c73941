using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Products of two computed matrices, as in attention.</summary>
internal static class MatrixProductLowering
{
    public static void Lower(LoweringContext context, GraphNode node)
    {
        QuantisedTensor left = context.Input(node, 0), right = context.Input(node, 1);
        int[] a = left.Layout.Shape, b = right.Layout.Shape;
        int stack = a[..^2].Aggregate(1, (product, size) => product * size), rightStack = b[..^2].Aggregate(1, (product, size) => product * size);
        if (stack != rightStack && rightStack != 1)
            throw node.Error($"[{string.Join(", ", a)}] times [{string.Join(", ", b)}]; expected as many matrices on both sides, or one on the right");
        if (left.Handle.Type != ElementType.Int8 || right.Handle.Type != ElementType.Int8)
            throw node.Error($"its inputs are {left.Handle.Type} and {right.Handle.Type}; expected int8");

        // Both operands lie with the inner dimension last: the right one transposed.
        int[] rightOrder = [.. Enumerable.Range(0, b.Length - 2), b.Length - 1, b.Length - 2];
        TensorHandle x = context.Builder.Reshape(
            DataMovement.Arrange(context, node, left, [.. Enumerable.Range(0, a.Length)]), new TensorShape(1, stack, a[^2], a[^1]));
        TensorHandle y = context.Builder.Reshape(
            DataMovement.Arrange(context, node, right, rightOrder), new TensorShape(1, rightStack, b[^1], b[^2]));
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, left.Parameters.Scale * right.Parameters.Scale / plan.TargetScale));
        int rank = context.Graph.Shape(node.Output).Count;
        context.Define(node, context.Builder.MatMul(x, y, type, epilogue), result, [.. Enumerable.Range(0, rank)]);
    }
}
