namespace Assay.Import.Graphs;

/// <summary>One rewriting of the float graph that keeps what it computes.</summary>
public interface IGraphPass
{
    /// <summary>Rewrites the graph in place.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>How many rewritings were made, for the report.</returns>
    public int Apply(FloatGraph graph);
}
