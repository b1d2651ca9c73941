using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Maxima and means over windows, and means over whole axes.</summary>
internal static class PoolingLowering
{
    private const int ReducedAxis = 2;

    public static void LowerMaximum(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Standard(node, 0);
        Window window = Window.Of(node, null);
        if (window.Dilations.Any(dilation => dilation != 1))
            throw node.Error($"dilations [{string.Join(", ", window.Dilations)}]; expected 1");
        TensorHandle handle = context.Builder.MaxPool2D(
            input.Handle, ConvolutionLowering.Geometry(window), input.Handle.Type, Epilogue.Narrow);
        context.Define(node, handle, input.Parameters);
    }

    public static void LowerAverage(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Standard(node, 0);
        Window window = Window.Of(node, null);
        if (window.Dilations.Any(dilation => dilation != 1) || (node.Integer("count_include_pad", 0) != 0 && window.Pads.Any(pad => pad != 0)))
            throw node.Error("expected dilations 1 and count_include_pad 0");
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, input.Parameters.Scale / plan.TargetScale));
        context.Define(node, context.Builder.AvgPool2D(input.Handle, ConvolutionLowering.Geometry(window), type, epilogue), result);
    }

    /// <summary>The mean over some axes. They lie side by side in memory, or are brought there.</summary>
    public static void LowerMean(LoweringContext context, GraphNode node, int[] axes)
    {
        QuantisedTensor input = context.Input(node, 0);
        int[] shape = input.Layout.Shape;
        int[] order = input.Layout.Order;
        if (!AreAdjacent(order, axes, shape))
            order = [.. order.Where(axis => !axes.Contains(axis)), .. axes];
        int first = Array.FindIndex(order, axis => axes.Contains(axis) && shape[axis] > 1);
        int last = Array.FindLastIndex(order, axis => axes.Contains(axis) && shape[axis] > 1);
        int outer = Product(first < 0 ? order : order[..first]), inner = Product(first < 0 ? [] : order[(last + 1)..]);
        int[] reduced = first < 0 ? [1] : [.. order[first..(last + 1)].Select(axis => shape[axis])];
        TensorHandle handle = DataMovement.Arrange(context, node, input, order);

        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        int count = reduced.Aggregate(1, (product, size) => product * size);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, input.Parameters.Scale / count / plan.TargetScale));
        TensorHandle mean = Sum(context, node, handle, outer, reduced, inner, type, epilogue);
        context.Define(node, mean, result, ResultOrder(context, node, order, axes, shape.Length));

        int Product(IEnumerable<int> part) => part.Aggregate(1, (product, axis) => product * shape[axis]);
    }

    /// <summary>A sum over adjacent dimensions: at once where a proof of so many terms is allowed, else one dimension after the other.</summary>
    private static TensorHandle Sum(
        LoweringContext context, GraphNode node, TensorHandle handle, int outer, int[] reduced, int inner, ElementType type, Epilogue epilogue)
    {
        int count = reduced.Aggregate(1, (product, size) => product * size);
        while (reduced.Length > 1 && (count > TensorShape.MaximumDimension || Segments(handle.Type, count, inner) > StepPlanLimit))
        {
            int rest = count / reduced[0];
            TensorHandle rows = context.Builder.Reshape(handle, new TensorShape(outer, 1, reduced[0], checked(rest * inner)));
            handle = context.Emit(
                node, context.Builder.ReduceSum(rows, ReducedAxis, ReducedAxis, ElementType.Int32, Epilogue.Narrow), new QuantisationParameters(1, 0));
            (count, reduced) = (rest, reduced[1..]);
        }

        return context.Builder.ReduceSum(
            context.Builder.Reshape(handle, new TensorShape(1, outer, count, inner)), ReducedAxis, ReducedAxis, type, epilogue);
    }

    private const int StepPlanLimit = 256;

    /// <summary>How many pieces the proof of a reduction takes.</summary>
    private static long Segments(ElementType type, int length, int inner)
    {
        const int LongestRow = 256, BytesOfStep = 2048, RunsOfStep = 4;
        long stride = (long)inner * type.Size();
        long terms = stride <= LongestRow ? Math.Max(1, BytesOfStep / stride) : RunsOfStep;
        return (length + terms - 1) / terms;
    }

    private static bool AreAdjacent(int[] order, int[] axes, int[] shape)
    {
        int[] places = [.. order.Where(axis => shape[axis] > 1).Select((axis, place) => (axis, place)).Where(item => axes.Contains(item.axis)).Select(item => item.place)];
        return places.Length == 0 || places[^1] - places[0] == places.Length - 1;
    }

    /// <summary>The order of the axes that are left, which have other numbers when the reduced ones are dropped.</summary>
    private static int[] ResultOrder(LoweringContext context, GraphNode node, int[] order, int[] axes, int rank) =>
        context.Graph.Shape(node.Output).Count == rank ? order
            : [.. order.Where(axis => !axes.Contains(axis)).Select(axis => axis - axes.Count(dropped => dropped < axis))];
}
