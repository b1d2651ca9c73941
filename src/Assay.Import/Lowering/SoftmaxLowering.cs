using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>
/// Softmax over any axis in integers: the maximum, differences from it through a table of the exponential, their sum, and the
/// quotients. Probabilities have units of 1/255 where 8 bits are needed, else of 1/32767.
/// </summary>
internal static class SoftmaxLowering
{
    /// <summary>The length of the axis takes bits from the exponentials, whose sum must fit into an accumulator.</summary>
    private const int MaximumClasses = 1 << 14;

    private const int AccumulatorBits = 30;
    private const int ReducedAxis = 2;

    /// <summary>Differences below −16 count as 0: e^−16 is far less than one unit.</summary>
    private const double ExponentRange = 16;

    private const int Levels = ushort.MaxValue;

    /// <summary>The real value of one step of what is looked up.</summary>
    public const double ArgumentScale = ExponentRange / Levels;

    /// <summary>The exponential of arguments from −16 to 0, the largest of which is looked up as the largest int16.</summary>
    public static InterpolationTable Exponential { get; } =
        InterpolationTable.Of(value => Math.Exp(value - (short.MaxValue * ArgumentScale)), ArgumentScale, 1.0 / short.MaxValue);

    private static readonly QuantisationParameters Integers = new(1, 0);

    public static void Lower(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Input(node, 0);
        int[] shape = input.Layout.Shape;
        const int FirstOpsetWithLastAxis = 13;
        long declared = node.Integer("axis", context.Graph.OpsetVersion >= FirstOpsetWithLastAxis ? -1 : 1);
        int axis = ShapeInference.Axis(node, declared, shape.Length);
        if (context.Graph.OpsetVersion < FirstOpsetWithLastAxis && shape[(axis + 1)..].Any(size => size > 1))
            throw node.Error($"axis {axis} of [{string.Join(", ", shape)}] in operator set {context.Graph.OpsetVersion}; expected the last axis longer than 1");
        if (shape[axis] > MaximumClasses)
            throw node.Error($"{shape[axis]} values along axis {axis}; expected at most {MaximumClasses}");

        int[] order = input.Layout.Order;
        int place = Array.IndexOf(order, axis);
        TensorHandle x = context.Builder.Reshape(
            DataMovement.Arrange(context, node, input, order), new TensorShape(1, Product(order[..place]), shape[axis], Product(order[(place + 1)..])));
        TensorHandle maximum = context.Emit(
            node, context.Builder.ReduceMax(x, ReducedAxis, ReducedAxis, x.Type, Epilogue.Narrow), input.Parameters);

        // Exponentials of so many bits that their sum stays within an accumulator; quotients of half of these bits, so that
        // rounding the divisor costs no more than rounding the quotient.
        int bits = AccumulatorBits - (int)Math.Ceiling(Math.Log2(shape[axis]));
        int quotientBits = Math.Min(15, bits * 2 / 3);
        TensorHandle exponentials = Exponentials(context, node, x, maximum, input.Parameters.Scale, bits);
        RescaleStage divisor = LoweringContext.Stage(node, Math.ScaleB(1, -quotientBits), Integers, ElementType.Int32) with { Low = 1 };
        TensorHandle sum = context.Emit(
            node, context.Builder.ReduceSum(exponentials, ReducedAxis, ReducedAxis, ElementType.Int32, Epilogue.Rescale(divisor)), Integers);
        ElementType type = context.ResultType(node.Output);
        QuantisationParameters result = context.ProbabilityParameters(type);
        int low = result.Quantise(Math.Max(node.Activation.Low, 0), type.Minimum(), type.Maximum());
        int high = result.Quantise(node.Activation.High, type.Minimum(), type.Maximum());
        RescaleStage quotient = LoweringContext.Stage(node, Math.ScaleB(1, -quotientBits) / result.Scale, result, type) with { Low = low, High = high };
        TensorHandle probabilities = context.Builder.Binary(Opcode.IntDiv, exponentials, sum, type, Epilogue.Rescale(quotient));
        context.Define(node, probabilities, result, order);

        int Product(IEnumerable<int> part) => part.Aggregate(1, (product, dimension) => product * shape[dimension]);
    }

    private static TensorHandle Exponentials(LoweringContext context, GraphNode node, TensorHandle input, TensorHandle maximum, double scale, int bits)
    {
        InterpolationTable table = Exponential;
        FixedPointScale first = LoweringContext.Factor(node, scale / ArgumentScale);
        FixedPointScale last = LoweringContext.Factor(node, table.Scale / InterpolationTable.FractionSteps * ((1 << bits) - 1));
        Epilogue epilogue = Epilogue.Table(
            EpiloguePlan.Wide(first.Multiplier, first.Shift, short.MaxValue),
            context.Builder.AddTable(table.Entries),
            new RescaleStage(last.Multiplier, (byte)last.Shift, 0, 0, 1 << bits));
        TensorHandle result = context.Builder.Sub(new RescaledOperand(input), new RescaledOperand(maximum), ElementType.Int32, epilogue);
        return context.Emit(node, result, Integers);
    }
}
