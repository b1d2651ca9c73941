using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Lowering;

/// <summary>
/// How a node's accumulators become its result. Activations that only clamp bound the rescale; the others go through a table
/// at 16 bits, so that the result is rounded to 8 bits once, after the activation.
/// </summary>
/// <param name="TargetScale">Scale of the first stage's result: the accumulators' scale divided by it is the first factor.</param>
/// <param name="Build">The epilogue for a first factor, or per channel for null.</param>
internal sealed record EpiloguePlan(double TargetScale, Func<FixedPointScale?, Epilogue> Build)
{
    public static EpiloguePlan For(LoweringContext context, GraphNode node, QuantisationParameters result, ElementType type)
    {
        if (!node.Activation.IsClamp)
            return ThroughTable(context, node, result, type);
        int low = result.Quantise(node.Activation.Low, type.Minimum(), type.Maximum());
        int high = result.Quantise(node.Activation.High, type.Minimum(), type.Maximum());
        return new EpiloguePlan(result.Scale, factor => factor is { } scale
            ? Epilogue.Rescale(new RescaleStage(scale.Multiplier, (byte)scale.Shift, result.ZeroPoint, low, high))
            : Epilogue.Rescale(new RescaleStage(0, 0, result.ZeroPoint, low, high), perChannel: true));
    }

    /// <summary>Through a table and a second rescale for every channel, to int8.</summary>
    /// <returns>The plan, and the real value of one unit of the table's entries.</returns>
    public static (EpiloguePlan Plan, double Entry) BeforeChannels(LoweringContext context, GraphNode node, int zeroPoint)
    {
        (QuantisationParameters argument, InterpolationTable table) = context.Table(node);
        Epilogue epilogue = Epilogue.Table(
            Wide(0, 0, 0), context.Builder.AddTable(table.Entries), RescaleStage.Identity(ElementType.Int8) with { ZeroPoint = zeroPoint }, perChannel: true)
            .WithSecondPerChannel();
        return (new EpiloguePlan(argument.Scale, _ => epilogue), table.Scale);
    }

    private static EpiloguePlan ThroughTable(LoweringContext context, GraphNode node, QuantisationParameters result, ElementType type)
    {
        (QuantisationParameters argument, InterpolationTable table) = context.Table(node);
        FixedPointScale second = LoweringContext.Factor(node, table.Scale / (InterpolationTable.FractionSteps * result.Scale));
        uint page = context.Builder.AddTable(table.Entries);
        var last = new RescaleStage(second.Multiplier, (byte)second.Shift, result.ZeroPoint, type.Minimum(), type.Maximum());
        return new EpiloguePlan(argument.Scale, factor => factor is { } scale
            ? Epilogue.Table(Wide(scale.Multiplier, scale.Shift, 0), page, last)
            : Epilogue.Table(Wide(0, 0, 0), page, last, perChannel: true));
    }

    /// <summary>A first stage that saturates to int16.</summary>
    public static RescaleStage Wide(int multiplier, int shift, int zeroPoint) =>
        new(multiplier, (byte)shift, zeroPoint, short.MinValue, short.MaxValue);
}
