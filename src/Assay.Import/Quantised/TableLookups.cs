using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>
/// A look-up that a file spells out, as exports of this project's programs have it: a result is rounded to 16 bits, and gathers from what 513 samples give for each
/// of their numbers. It becomes the same samples in the table of the operator's own instruction.
/// </summary>
internal static class TableLookups
{
    /// <summary>Numbers of 16 bits, the least of which gathers the first result.</summary>
    private const int Words = 1 << 16;

    /// <summary>What float32 leaves open of an offset that is a whole number.</summary>
    private const double LargestFraction = 0.05;

    /// <summary>Takes the look-up that starts with an Add; false for any other Add.</summary>
    public static bool TryLower(QuantisedContext context, GraphNode node)
    {
        FloatGraph graph = context.Graph;
        if (graph.SoleConsumer(node.Output) is not { Operator: "Floor" } floor || graph.SoleConsumer(floor.Output) is not { Operator: "Clip" } clip
            || graph.SoleConsumer(clip.Output) is not { Operator: "Cast" } cast || graph.SoleConsumer(cast.Output) is not { Operator: "Gather" } gather
            || ElementFunctions.Scalar(context, node.Input(1)) is not ((Words / 2) + 0.5) || ClipBounds.Of(graph, clip) is not (0, Words - 1)
            || gather.Integer("axis", 0) != 0 || gather.Input(1) != cast.Output || !graph.Constants.TryGetValue(gather.Input(0), out ConstantTensor? results)
            || Entries(results) is not { } entries || Origin(context, node) is not { TakesTables: true, IsLookedUp: false, IsLimited: false } origin)
            return false;
        var value = new PendingValue(origin.Node, (shared, pending) => shared.LookUp(origin, entries, pending))
        {
            Views = origin.Views,
            ChannelsFromEnd = origin.ChannelsFromEnd,
            Magnitude = entries.Max(entry => Math.Abs((double)entry)) * FixedPoint.TableSteps,
        };
        foreach (GraphNode step in new[] { floor, clip, cast, gather })
            context.Set(step.Output, value);
        return true;
    }

    /// <summary>The second rescales of the channels that factors and summands behind a table are.</summary>
    /// <param name="pending">What the table gives, with its factors and summands.</param>
    /// <param name="scale">The real value of a step of the result.</param>
    /// <exception cref="ImportException">A summand is no whole number of the table's units.</exception>
    public static ChannelRescale[] Seconds(PendingValue pending, double scale)
    {
        var seconds = new ChannelRescale[(pending.Factors ?? pending.Summands)!.Length];
        for (int channel = 0; channel < seconds.Length; channel++)
        {
            double factor = pending.Factors?[channel] ?? 1, offset = (pending.Summands?[channel] ?? 0) / (factor * FixedPoint.TableSteps), whole = Math.Round(offset);
            if (Math.Abs(offset - whole) > LargestFraction || Math.Abs(whole) > short.MaxValue)
                throw pending.Node.Error($"behind its table {offset:G6} units are added in channel {channel}; expected a whole number of 16 bits");
            FixedPointScale second = LoweringContext.Factor(pending.Node, factor / scale).ToShort();
            seconds[channel] = new ChannelRescale(second.Multiplier, (byte)second.Shift, (short)whole);
        }

        return seconds;
    }

    /// <summary>The samples between which results of 7 fractional bits are interpolated; null where they are not.</summary>
    private static short[]? Entries(ConstantTensor results)
    {
        const int Steps = FixedPoint.TableSteps;
        if (!results.IsFloat || results.Count != Words)
            return null;
        IReadOnlyList<float> values = results.Floats;
        double[] samples = new double[InterpolationTable.EntryCount];
        for (int i = 0; i < samples.Length - 1; i++)
            samples[i] = values[i * Steps] / (double)Steps;
        samples[^1] = samples[^2] + ((values[Words - 1] - values[Words - Steps]) / (Steps - 1d));
        if (Array.Exists(samples, sample => sample != Math.Round(sample) || sample is < short.MinValue or > short.MaxValue))
            return null;
        short[] entries = Array.ConvertAll(samples, sample => (short)sample);
        for (int i = 0; i < Words; i++)
        {
            int entry = i / Steps;
            if (FixedPoint.Interpolate(i, entries[entry], entries[entry + 1]) != values[i])
                return null;
        }

        return entries;
    }

    /// <summary>What is looked up: a result that is not rounded, or a stored tensor of more than 8 bits.</summary>
    private static PendingValue? Origin(QuantisedContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is PendingValue pending)
            return pending;
        if (context.Find(node.Input(0)) is not MappedValue { Results: null, Line.ZeroPoint: 0 })
            return null;
        return new PendingValue(node, (shared, source) =>
        {
            shared.Present(node, 0);
            ElementwiseLowering.LowerActivation(shared, source.Node);
        })
        { TakesTables = true };
    }
}
