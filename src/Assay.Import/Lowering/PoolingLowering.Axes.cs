using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>Means, sums, maxima and minima over whole axes, in one pass or several.</summary>
internal static partial class PoolingLowering
{
    private const int ReducedAxis = 2;
    private const int StepPlanLimit = 256;

    public static void LowerMean(LoweringContext context, GraphNode node, int[] axes) =>
        LowerSum(context, node, axes, axes.Aggregate(1, (product, axis) => product * context.Graph.Shape(node.Input(0))[axis]));

    public static void LowerSum(LoweringContext context, GraphNode node, int[] axes) => LowerSum(context, node, axes, 1);

    /// <summary>The largest element, or the smallest of a ReduceMin: one of the input's integers, which goes on to mean what it did.</summary>
    public static void LowerExtremum(LoweringContext context, GraphNode node, int[] axes)
    {
        QuantisedTensor input = context.Input(node, 0);
        Rows rows = Adjacent(context, node, input, axes);
        context.Define(node, Reduce(context, node, rows, Extremum, Extremum, input.Parameters), input.Parameters, rows.ResultOrder);

        TensorHandle Extremum(TensorHandle tensor) => node.Operator == "ReduceMin"
            ? context.Builder.ReduceMin(tensor, ReducedAxis, ReducedAxis, tensor.Type, Epilogue.Narrow)
            : context.Builder.ReduceMax(tensor, ReducedAxis, ReducedAxis, tensor.Type, Epilogue.Narrow);
    }

    private static void LowerSum(LoweringContext context, GraphNode node, int[] axes, int divisor)
    {
        QuantisedTensor input = context.Input(node, 0);
        Rows rows = Adjacent(context, node, input, axes);
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ResultParameters(node, type);
        EpiloguePlan plan = EpiloguePlan.For(context, node, result, type);
        Epilogue epilogue = plan.Build(LoweringContext.Factor(node, input.Parameters.Scale / divisor / plan.TargetScale));
        TensorHandle sum = Reduce(
            context,
            node,
            rows,
            part => context.Builder.ReduceSum(part, ReducedAxis, ReducedAxis, ElementType.Int32, Epilogue.Narrow),
            last => context.Builder.ReduceSum(last, ReducedAxis, ReducedAxis, type, epilogue),
            new QuantisationParameters(1, 0));
        context.Define(node, sum, result, rows.ResultOrder);
    }

    /// <summary>The tensor with the reduced axes side by side: they are so in memory, or are brought there.</summary>
    private static Rows Adjacent(LoweringContext context, GraphNode node, QuantisedTensor input, int[] axes)
    {
        int[] shape = input.Layout.Shape;
        int[] order = input.Layout.Order;
        if (!AreAdjacent(order, axes, shape))
            order = [.. order.Where(axis => !axes.Contains(axis)), .. axes];
        int first = Array.FindIndex(order, axis => axes.Contains(axis) && shape[axis] > 1);
        int last = Array.FindLastIndex(order, axis => axes.Contains(axis) && shape[axis] > 1);
        int outer = Product(first < 0 ? order : order[..first]), inner = Product(first < 0 ? [] : order[(last + 1)..]);
        int[] reduced = first < 0 ? [1] : [.. order[first..(last + 1)].Select(axis => shape[axis])];
        return new Rows(
            DataMovement.Arrange(context, node, input, order), outer, reduced, inner, ResultOrder(context, node, order, axes, shape.Length));

        int Product(IEnumerable<int> part) => part.Aggregate(1, (product, axis) => product * shape[axis]);
    }

    /// <summary>
    /// A reduction over adjacent dimensions: at once where a proof of so many terms is allowed, else one dimension after the other.
    /// </summary>
    private static TensorHandle Reduce(
        LoweringContext context, GraphNode node, Rows rows, Reduction partial, Reduction final, QuantisationParameters partialParameters)
    {
        (TensorHandle handle, int outer, int[] reduced, int inner, _) = rows;
        int count = reduced.Aggregate(1, (product, size) => product * size);
        while (reduced.Length > 1 && (count > TensorShape.MaximumDimension || Segments(handle.Type, count, inner) > StepPlanLimit))
        {
            int rest = count / reduced[0];
            TensorHandle part = context.Builder.Reshape(handle, new TensorShape(outer, 1, reduced[0], checked(rest * inner)));
            handle = context.Emit(node, partial(part), partialParameters);
            (count, reduced) = (rest, reduced[1..]);
        }

        return final(context.Builder.Reshape(handle, new TensorShape(1, outer, count, inner)));
    }

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

    /// <summary>An instruction that reduces the third dimension.</summary>
    private delegate TensorHandle Reduction(TensorHandle tensor);

    private sealed record Rows(TensorHandle Handle, int Outer, int[] Reduced, int Inner, int[] ResultOrder);
}
