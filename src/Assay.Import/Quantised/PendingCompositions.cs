using Assay.Import.Graphs;
using Assay.Import.Onnx;

namespace Assay.Import.Quantised;

/// <summary>
/// Functions of the elements of a result that is not rounded yet, of one node or of several: x · hard-sigmoid(x), for example. They become the table of the operator's
/// own instruction, over the arguments on which the rounded result depends.
/// </summary>
internal static class PendingCompositions
{
    private const int Samples = 4096;

    /// <summary>Each round looks closer at the part of the range that counts.</summary>
    private const int Rounds = 4;

    /// <summary>The function that a node makes of the result of one operator and numbers, or null where it reads anything else.</summary>
    public static PendingValue? TryApply(QuantisedContext context, GraphNode node)
    {
        if (!ElementFunctions.IsKnown(node.Operator) || node.Operator is "Cast" or "Gather")
            return null;
        PendingValue? first = null;
        var inputs = new Func<double, double>[node.Inputs.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = _ => double.NaN;
            if (!node.HasInput(i))
                continue;
            if (context.Find(node.Input(i)) is PendingValue pending)
            {
                bool isOfAnother = first is not null && !(ReferenceEquals(first.Root, pending.Root) && first.Views.SequenceEqual(pending.Views));
                if (isOfAnother || !context.Graph.Shape(node.Output).SequenceEqual(context.Graph.Shape(node.Input(i))))
                    return null;
                first ??= pending;
                inputs[i] = pending.Evaluate;
            }
            else if (ElementFunctions.Scalar(context, node.Input(i)) is { } number)
            {
                inputs[i] = _ => number;
            }
            else
            {
                return null;
            }
        }

        return first is { Root: { TakesTables: true } root } && double.IsFinite(root.Magnitude) ? Of(first, root, Function(context, node, inputs)) : null;
    }

    /// <summary>The range of arguments outside of which a rounded function of ±<paramref name="largest"/> does not change any more.</summary>
    public static (double Low, double High) Range(Func<double, int> function, double largest)
    {
        (double low, double high) = (-largest, largest);
        for (int round = 0; round < Rounds; round++)
        {
            double start = low, step = (high - low) / Samples;
            int[] results = [.. Enumerable.Range(0, Samples + 1).Select(i => function(start + (i * step)))];
            int first = Array.FindIndex(results, result => result != results[0]), last = Array.FindLastIndex(results, result => result != results[^1]);
            if (first < 0)
                break;
            (low, high) = (start + ((first - 1) * step), start + ((last + 1) * step));
        }

        return (low, high);
    }

    private static PendingValue Of(PendingValue first, PendingValue root, Func<double, double> function)
    {
        double largest = root.Largest;
        return root with
        {
            Origin = root,
            Function = function,
            IsLookedUp = true,
            Views = first.Views,
            NaturalScale = 0,
            ChannelsFromEnd = 0,
            Factor = 1,
            Factors = null,
            Summands = null,
            Low = double.NegativeInfinity,
            High = double.PositiveInfinity,
            Magnitude = Enumerable.Range(0, Samples + 1).Max(i => Math.Abs(function(-largest + (2 * largest / Samples * i)))),
        };
    }

    private static Func<double, double> Function(QuantisedContext context, GraphNode node, Func<double, double>[] inputs)
    {
        if (ActivationFusion.ActivationOf(context.Graph, node) is { } activation)
            return x => activation.Evaluate(inputs[0](x));
        return x => ElementFunctions.Of(context, node, OnnxElementType.Float32, Array.ConvertAll(inputs, input => input(x)));
    }
}
