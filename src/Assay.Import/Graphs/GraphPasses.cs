namespace Assay.Import.Graphs;

/// <summary>What one pass did.</summary>
/// <param name="Pass">Name of the pass.</param>
/// <param name="Rewritings">How many places it rewrote.</param>
public sealed record PassReport(string Pass, int Rewritings);

/// <summary>The passes in the order that they need.</summary>
public static class GraphPasses
{
    /// <summary>Rewrites a graph into the operators that can be lowered.</summary>
    /// <param name="graph">The graph, rewritten in place.</param>
    /// <param name="outputLogits">Whether a softmax at the end is left out.</param>
    /// <returns>One line a pass.</returns>
    /// <exception cref="ImportException">An operator is not supported, named with its node.</exception>
    public static IReadOnlyList<PassReport> Run(FloatGraph graph, bool outputLogits = false)
    {
        SupportedOperators.Check(graph);
        if (outputLogits)
            graph.DropLastSoftmax();
        IGraphPass[] passes =
        [
            new ConstantFolding(), new DeadNodeRemoval(), new NeutralRemoval(), new TransposedWeights(), new GroupedConvolutions(),
            new LayerNormFusion(),
            new AffineFolding(), new BatchNormFolding(), new HardSwishFusion(), new SwishFusion(), new GeluFusion(), new DenseToConvolution(),
            new AffineFolding(), new AttentionSplit(), new ActivationFusion(), new GateFusion(),
        ];
        return [.. passes.Select(pass => new PassReport(pass.GetType().Name, pass.Apply(graph)))];
    }
}
