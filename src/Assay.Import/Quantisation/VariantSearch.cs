using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Inference;

namespace Assay.Import.Quantisation;

/// <summary>A program and the way in which it was quantised.</summary>
/// <param name="Program">The program.</param>
/// <param name="Names">For every instruction the node that it comes from.</param>
/// <param name="Tasks">What learned rounding needs to know of its convolutions.</param>
/// <param name="Variant">The way.</param>
internal sealed record LoweredVariant(
    InferenceProgram Program, IReadOnlyList<string> Names, IReadOnlyList<RoundingTask> Tasks, QuantisationVariant Variant);

/// <summary>Lowers a model in every way that the options leave open, and measures which is best.</summary>
internal sealed class VariantSearch(
    byte[] model,
    FloatGraph graph,
    IReadOnlyDictionary<string, TensorStatistics> statistics,
    ImportOptions options,
    InputEncoding encoding,
    ImagePreprocessing? preprocessing)
{
    /// <summary>On so many of the best other ways learned rounding is tried: they may lie too close together to tell which it helps most.</summary>
    private const int LearnedWays = 2;

    /// <summary>Lowers and measures.</summary>
    /// <param name="progress">Told about progress.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The variants, the best first.</returns>
    public IReadOnlyList<LoweredVariant> Run(IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        (RangeMethod Ranges, ChannelScalingMode Scaling)[] ways = [.. Ways()];
        VariantSelection? selection = ways.Length > 1 || options.LearnedRounding is null
            ? VariantSelection.Prepare(model, graph, encoding, options, cancellationToken) : null;
        var lowered = new List<LoweredVariant>();
        foreach ((RangeMethod ranges, ChannelScalingMode scaling) in ways)
        {
            progress?.Report(new ImportProgress("quantise", lowered.Count, ways.Length));
            cancellationToken.ThrowIfCancellationRequested();
            lowered.Add(Lower(ranges, scaling, selection, cancellationToken));
        }

        progress?.Report(new ImportProgress("quantise", ways.Length, ways.Length));
        LoweredVariant best = lowered[VariantSelection.Choose([.. lowered.Select(item => item.Variant)])];
        if (options.LearnedRounding == false)
            return [best, .. lowered.Where(item => item != best)];

        LoweredVariant[] sources = [.. lowered.OrderBy(item => item == best ? double.NegativeInfinity : item.Variant.MeanError).Take(LearnedWays)];
        LoweredVariant[] learned = [.. sources.Select(source => Learn(source, selection, progress, cancellationToken))];
        lowered.AddRange(learned);
        LoweredVariant[] candidates = [.. (options.LearnedRounding == true ? learned : learned.Prepend(best)).OrderBy(item => item.Variant.Instructions)];
        best = candidates[VariantSelection.Choose([.. candidates.Select(item => item.Variant)])];
        return [best, .. lowered.Where(item => item != best)];
    }

    /// <summary>The ways to quantise that the options leave open, from the cheapest program to the dearest.</summary>
    private IEnumerable<(RangeMethod Ranges, ChannelScalingMode Scaling)> Ways()
    {
        ChannelScalingMode[] scalings = options.ChannelScaling is { } scaling ? [scaling] : Enum.GetValues<ChannelScalingMode>();
        RangeMethod[] ranges = options.RangeMethod is { } method
            ? [method] : [RangeMethod.MeanSquaredError, RangeMethod.Percentile, RangeMethod.MinimumMaximum];
        return scalings.SelectMany(_ => ranges, (mode, range) => (range, mode));
    }

    private LoweredVariant Lower(RangeMethod ranges, ChannelScalingMode scaling, VariantSelection? selection, CancellationToken cancellationToken)
    {
        var context = new LoweringContext(graph, statistics, options, ranges, scaling);
        (InferenceProgram program, IReadOnlyList<string> names) = ProgramLowering.Lower(context, encoding, preprocessing, options.Labels);
        double error = selection?.Measure(program, cancellationToken) ?? double.NaN;
        return new LoweredVariant(program, names, context.RoundingTasks, new QuantisationVariant(ranges, scaling, false, error, program.Instructions.Length));
    }

    private LoweredVariant Learn(
        LoweredVariant source, VariantSelection? selection, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        byte[][] inputs = [.. options.CalibrationInputs.Select(input => encoding.Quantise(input, source.Program.Inputs[0].Shape))];
        int total = source.Program.Instructions.Length;
        InferenceProgram program = LearnedRoundingPass.Run(
            source.Program, source.Tasks, inputs, done => progress?.Report(new ImportProgress("round", done, total)), cancellationToken);
        double error = selection?.Measure(program, cancellationToken) ?? double.NaN;
        return source with { Program = program, Variant = source.Variant with { LearnedRounding = true, MeanError = error } };
    }
}
