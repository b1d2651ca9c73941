namespace Assay.Import.Graphs;

/// <summary>Bounds of a Clip node: attributes up to operator set 10, inputs from 11 on.</summary>
internal static class ClipBounds
{
    public static (double Low, double High) Of(FloatGraph graph, GraphNode node)
    {
        const int FirstOpsetWithInputs = 11;
        if (graph.OpsetVersion < FirstOpsetWithInputs)
            return (node.Real("min", float.NegativeInfinity), node.Real("max", float.PositiveInfinity));
        double low = node.HasInput(1) ? graph.Constant(node, 1).Floats[0] : double.NegativeInfinity;
        double high = node.HasInput(2) ? graph.Constant(node, 2).Floats[0] : double.PositiveInfinity;
        return (low, high);
    }
}
