namespace Assay.Import.Evaluation;

/// <summary>How a program's answers compare with the float model's.</summary>
/// <param name="Samples">Number of inputs.</param>
/// <param name="Agreements">Inputs for which both name the same class.</param>
/// <param name="MeanDifference">Mean absolute difference of an output value.</param>
/// <param name="LargestDifference">Largest absolute difference of an output value.</param>
/// <param name="Disagreements">The inputs for which they differ, in order.</param>
public sealed record AccuracyReport(
    int Samples, int Agreements, double MeanDifference, double LargestDifference, IReadOnlyList<Disagreement> Disagreements)
{
    /// <summary>Share of inputs for which both name the same class, 0 to 1.</summary>
    public double Agreement => (double)Agreements / Samples;
}

/// <summary>An input that the two answer differently.</summary>
/// <param name="Sample">Number of the input.</param>
/// <param name="Float">Output values of the float model.</param>
/// <param name="Program">Output values of the program.</param>
public sealed record Disagreement(int Sample, IReadOnlyList<float> Float, IReadOnlyList<double> Program);
