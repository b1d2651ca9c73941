using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>
/// Rounding that a file spells out: a half and a whole number are added, what is above a whole number is cut off, and a Clip limits the rest. That is the rounding of
/// the arithmetic itself, as exports of its own programs have it for 16 bits.
/// </summary>
internal static class RoundedHalves
{
    /// <summary>Lowers such an Add with the Floor and the Clip behind it; false for any other.</summary>
    public static bool TryLower(QuantisedContext context, GraphNode node)
    {
        FloatGraph graph = context.Graph;
        if (graph.SoleConsumer(node.Output) is not { Operator: "Floor" } floor || graph.SoleConsumer(floor.Output) is not { Operator: "Clip" } clip
            || context.Find(node.Input(0)) is not PendingValue pending
            || ElementFunctions.Scalar(context, node.Input(1)) is not { } summand || summand - 0.5 is var whole && whole != Math.Round(whole))
            return false;
        (double low, double high) = ClipBounds.Of(graph, clip);
        if (!(low <= high) || StoredAs(low, high) is not { } type || Math.Abs(whole) > short.MaxValue)
            return false;
        QuantisedTensor stored = context.Realise(
            pending with { Low = Math.Max(pending.Low, low - whole), High = Math.Min(pending.High, high - whole) }, type, new QuantisationParameters(1, (int)whole));
        MappedValue value = MappedValue.OfIntegers(stored, Onnx.OnnxElementType.Float32, 0);
        context.Set(floor.Output, value);
        context.Set(clip.Output, value);
        return true;
    }

    private static ElementType? StoredAs(double low, double high)
    {
        foreach (ElementType type in new[] { ElementType.Int8, ElementType.Int16 })
        {
            if (low >= type.Minimum() && high <= type.Maximum())
                return type;
        }

        return null;
    }
}
