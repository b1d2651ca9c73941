using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>
/// Softmax over channels in integers: the maximum, differences from it through a table of the exponential, their sum through a
/// table of the reciprocal, and the products. Probabilities are int16 in units of 1/32767.
/// </summary>
internal static class SoftmaxLowering
{
    /// <summary>More classes would need a finer table of the reciprocal than 513 entries.</summary>
    private const int MaximumClasses = 32;

    private const int ChannelAxis = 3;

    /// <summary>Differences below −16 count as 0: e^−16 is far less than one unit.</summary>
    private const double ExponentRange = 16;

    private const double Unit = 1.0 / short.MaxValue;
    private const int Levels = ushort.MaxValue;

    public static void Lower(LoweringContext context, GraphNode node)
    {
        QuantisedTensor input = context.Input(node, 0);
        IReadOnlyList<int> shape = context.Graph.Shape(node.Input(0));
        const int FirstOpsetWithLastAxis = 13;
        long axis = node.Integer("axis", context.Graph.OpsetVersion >= FirstOpsetWithLastAxis ? -1 : 1);
        if (shape.Count != 2 || axis is not (1 or -1) || shape[1] > MaximumClasses)
            throw node.Error($"axis {axis} of [{string.Join(", ", shape)}]; expected axis 1 of rank 2 and at most {MaximumClasses} classes");

        TensorHandle maximum = context.Emit(
            node, context.Builder.ReduceMax(input.Handle, ChannelAxis, ChannelAxis, input.Handle.Type, Epilogue.Narrow), input.Parameters).Handle;
        TensorHandle exponentials = Exponentials(context, node, input, maximum);
        TensorHandle reciprocal = Reciprocal(context, node, exponentials, shape[1]);
        FixedPointScale toUnit = LoweringContext.Factor(node, Unit);
        var product = new RescaleStage(toUnit.Multiplier, (byte)toUnit.Shift, 0, 0, short.MaxValue);
        TensorHandle probabilities = context.Builder.Mul(exponentials, reciprocal, ElementType.Int16, Epilogue.Rescale(product));
        context.Define(node.Output, context.Emit(node, probabilities, new QuantisationParameters(Unit, 0)));
    }

    private static TensorHandle Exponentials(LoweringContext context, GraphNode node, QuantisedTensor input, TensorHandle maximum)
    {
        const double ArgumentScale = ExponentRange / Levels;
        var table = InterpolationTable.Of(value => Math.Exp(value - (short.MaxValue * ArgumentScale)), ArgumentScale, Unit);
        FixedPointScale first = LoweringContext.Factor(node, input.Parameters.Scale / ArgumentScale);
        Epilogue epilogue = Epilogue.Table(
            EpiloguePlan.Wide(first.Multiplier, first.Shift, short.MaxValue), context.Builder.AddTable(table.Entries), FromTable(table.Scale, Unit, node));
        TensorHandle result = context.Builder.Sub(
            new RescaledOperand(input.Handle), new RescaledOperand(maximum), ElementType.Int16, epilogue);
        return context.Emit(node, result, new QuantisationParameters(Unit, 0)).Handle;
    }

    /// <summary>The sum lies between 1 and the number of classes, which is stretched over the table.</summary>
    private static TensorHandle Reciprocal(LoweringContext context, GraphNode node, TensorHandle exponentials, int classes)
    {
        double argumentScale = (double)classes / Levels;
        // Entries reach 2, so that those just below a sum of 1, between which it is interpolated, do not saturate.
        const double EntryUnit = 2 * Unit;
        var table = InterpolationTable.Of(
            value => 1 / Math.Max(value - (short.MinValue * argumentScale), 0.25), argumentScale, EntryUnit);
        FixedPointScale first = LoweringContext.Factor(node, Unit / argumentScale);
        Epilogue epilogue = Epilogue.Table(
            EpiloguePlan.Wide(first.Multiplier, first.Shift, short.MinValue), context.Builder.AddTable(table.Entries), FromTable(table.Scale, Unit, node));
        TensorHandle result = context.Builder.ReduceSum(exponentials, ChannelAxis, ChannelAxis, ElementType.Int16, epilogue);
        return context.Emit(node, result, new QuantisationParameters(Unit, 0)).Handle;
    }

    private static RescaleStage FromTable(double tableScale, double unit, GraphNode node)
    {
        FixedPointScale factor = LoweringContext.Factor(node, tableScale / (InterpolationTable.FractionSteps * unit));
        return new RescaleStage(factor.Multiplier, (byte)factor.Shift, 0, 0, short.MaxValue);
    }
}
