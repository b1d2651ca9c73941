namespace Assay.Inference;

/// <summary>A run with the trees over the spaces that it wrote.</summary>
/// <param name="Result">The run. Its body space may be left out where <paramref name="Body"/> reads it from a device.</param>
/// <param name="Body">The tree over the body.</param>
/// <param name="Output">The tree over the output.</param>
public sealed record TracedRun(ExecutionResult Result, PagedTree Body, PagedTree Output)
{
    /// <summary>The roots that a claim about the run carries.</summary>
    public TraceCommitment Commitment => new(Body.Root, Output.Root);
}
