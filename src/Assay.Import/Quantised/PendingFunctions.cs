using Assay.Import.Graphs;
using Assay.Import.Lowering;

namespace Assay.Import.Quantised;

/// <summary>What comes between an operator and the QuantizeLinear that rounds its result, and can be done before the rounding.</summary>
internal static class PendingFunctions
{
    /// <summary>The result of a node that reads a pending one, or null where it has to be rounded first.</summary>
    public static PendingValue? TryApply(QuantisedContext context, GraphNode node)
    {
        int operand = context.Find(node.Input(0)) is PendingValue ? 0 : 1;
        if (!node.HasInput(operand) || context.Find(node.Input(operand)) is not PendingValue pending)
            return null;
        switch (node.Operator)
        {
            case "Cast" or "Identity" or "Dropout":
                return pending;
            case var _ when Views.IsView(node):
                return pending with { Views = [.. pending.Views, node], ChannelsFromEnd = 0 };
        }

        // What is folded goes on to be known as a function, too: a node behind may read it beside what it is a function of.
        PendingValue? function = PendingCompositions.TryApply(context, node);
        return (pending.IsLookedUp ? null : Fold(context, node, pending, operand)) is { } folded
            ? folded with { Origin = function?.Origin, Function = function?.Function } : function;
    }

    /// <summary>Bounds, factors and summands that the operator's own instruction applies; null for anything else.</summary>
    private static PendingValue? Fold(QuantisedContext context, GraphNode node, PendingValue pending, int operand)
    {
        switch (node.Operator)
        {
            case "Relu" or "Clip" when ActivationFusion.ActivationOf(context.Graph, node) is { } limits:
                return pending with { Low = Math.Clamp(pending.Low, limits.Low, limits.High), High = Math.Clamp(pending.High, limits.Low, limits.High) };
            case "Add" or "Mul" or "Sub" or "Div" when operand == 0 || node.Operator is "Add" or "Mul":
                return Affine(context, node, pending, 1 - operand);
            default:
                return null;
        }
    }

    /// <summary>A common factor.</summary>
    public static PendingValue Scale(GraphNode node, PendingValue pending, double factor) => factor > 0 && double.IsFinite(pending.Factor * factor)
        ? (pending.IsLookedUp
            ? pending with { Magnitude = pending.Magnitude * factor }
            : pending with { Factor = pending.Factor * factor, Low = pending.Low * factor, High = pending.High * factor })
            with
        { Origin = pending.Root, Function = value => pending.Evaluate(value) * factor }
        : throw node.Error($"it multiplies a result that is not quantised by {factor}; expected a factor above 0");

    private static PendingValue? Affine(QuantisedContext context, GraphNode node, PendingValue pending, int constant)
    {
        if (!context.Graph.Shape(node.Output).SequenceEqual(context.Graph.Shape(node.Input(1 - constant))))
            return null;
        bool multiplies = node.Operator is "Mul" or "Div";
        if (multiplies && ElementFunctions.Scalar(context, node.Input(constant)) is { } scalar && (scalar > 0 || !pending.TakesTables))
            return Scale(node, pending, node.Operator == "Mul" ? scalar : 1 / scalar);
        if (pending.IsLimited || pending.ChannelsFromEnd == 0 || Values(context, node, pending, constant) is not { } values)
            return null;
        if (!multiplies)
        {
            double sign = node.Operator == "Add" ? 1 : -1;
            double[] before = pending.Summands ?? new double[values.Length];
            return pending with
            {
                Magnitude = pending.Magnitude + (values.Max(Math.Abs) / pending.Factor),
                Summands = [.. before.Zip(values, (summand, value) => summand + (sign * value / pending.Factor))],
            };
        }

        if (node.Operator == "Div")
            values = Array.ConvertAll(values, value => 1 / value);
        if (values.Any(value => !(value > 0) || !double.IsFinite(value)))
            throw node.Error("it multiplies channels of a result that is not quantised by numbers that are not above 0");
        return pending with
        {
            Factors = [.. (pending.Factors ?? [.. values.Select(_ => 1.0)]).Zip(values, (factor, value) => factor * value)],
            Summands = pending.Summands is { } summands ? [.. summands.Zip(values, (summand, value) => summand * value)] : null,
            NaturalScale = pending.NaturalScale * values.Max(),
            Magnitude = pending.Magnitude * values.Max(),
        };
    }

    /// <summary>A number for every channel, or null where the constant is none, or not along the channels.</summary>
    private static double[]? Values(QuantisedContext context, GraphNode node, PendingValue pending, int input)
    {
        IReadOnlyList<int> result = context.Graph.Shape(node.Output);
        int channels = result[^pending.ChannelsFromEnd];
        if (ElementFunctions.Scalar(context, node.Input(input)) is { } scalar)
            return [.. Enumerable.Repeat(scalar, channels)];
        (ConstantTensor? constant, Func<int, double> real) = Numbers(context, node.Input(input));
        return constant is not null && constant.Count == channels && constant.Shape.Count >= pending.ChannelsFromEnd && constant.Shape[^pending.ChannelsFromEnd] == channels
            ? [.. Enumerable.Range(0, channels).Select(real)] : null;
    }

    private static (ConstantTensor? Constant, Func<int, double> Real) Numbers(QuantisedContext context, string tensor)
    {
        if (context.Graph.Constants.TryGetValue(tensor, out ConstantTensor? constant))
        {
            IReadOnlyList<float> reals = constant.Floats;
            return (constant, i => reals[i]);
        }

        if (context.Find(tensor) is not ConstantValue { Quantisation: var quantisation } value)
            return (null, _ => 0);
        return (value.Integers, i =>
        {
            int channel = quantisation.Channel(value.Node, value.Integers.Shape, i);
            return (value.Integers.Integers[i] - quantisation.ZeroPoints[channel % quantisation.ZeroPoints.Length]) * (double)quantisation.Scales[channel % quantisation.Scales.Length];
        }
        );
    }
}
