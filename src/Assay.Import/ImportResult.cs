using Assay.Import.Graphs;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import;

/// <summary>An imported model.</summary>
/// <param name="Program">The program, validated.</param>
/// <param name="Report">What was done and proven.</param>
public sealed record ImportResult(InferenceProgram Program, ImportReport Report);

/// <summary>What an import did and proved.</summary>
/// <param name="OpsetVersion">Operator set of the file; for TFLite the version of its schema.</param>
/// <param name="NodeCount">Nodes of the file.</param>
/// <param name="Passes">Rewritings, one line a pass.</param>
/// <param name="InstructionNames">For every instruction the node it comes from.</param>
/// <param name="Accumulators">For every instruction the proven bounds of its accumulator.</param>
/// <param name="Steps">For every instruction what its largest step reads.</param>
/// <param name="CalibrationInputs">Number of sample inputs; 0 for a model that was quantised before.</param>
/// <param name="Variants">The ways to quantise that were tried, the one that was taken first; one where the options leave no choice.</param>
public sealed record ImportReport(
    long OpsetVersion,
    int NodeCount,
    IReadOnlyList<PassReport> Passes,
    IReadOnlyList<string> InstructionNames,
    IReadOnlyList<AccumulatorBounds> Accumulators,
    IReadOnlyList<StepCost> Steps,
    int CalibrationInputs,
    IReadOnlyList<QuantisationVariant> Variants)
{
    /// <summary>The accumulator that comes closest to the ends of int32, among those that never wrap.</summary>
    public AccumulatorBounds LargestAccumulator => Accumulators.Where(bounds => !bounds.MayWrap).MaxBy(bounds => bounds.Magnitude) ?? Accumulators[0];

    /// <summary>The step that reads most.</summary>
    public StepCost WorstStep => Steps.MaxBy(step => step.Bytes)!;
}

/// <summary>How far an import is.</summary>
/// <param name="Stage">What is going on.</param>
/// <param name="Done">Units done in this stage.</param>
/// <param name="Total">Units of this stage.</param>
public readonly record struct ImportProgress(string Stage, int Done, int Total);
