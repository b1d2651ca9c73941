namespace Assay.Import.Graphs;

/// <summary>Bounds of a Clip node: attributes up to operator set 10, inputs from 11 on.</summary>
internal static class ClipBounds
{
    public static (double Low, double High) Of(FloatGraph graph, GraphNode node)
    {
        const int FirstOpsetWithInputs = 11;
        if (graph.OpsetVersion < FirstOpsetWithInputs)
            return (node.Real("min", float.NegativeInfinity), node.Real("max", float.PositiveInfinity));
        return (Bound(graph, node, 1) ?? double.NegativeInfinity, Bound(graph, node, 2) ?? double.PositiveInfinity);
    }

    private static double? Bound(FloatGraph graph, GraphNode node, int input)
    {
        if (!node.HasInput(input))
            return null;
        ConstantTensor bound = graph.Constant(node, input);
        return bound.Count == 1 ? bound.Floats[0] : throw node.Error($"its bound '{node.Input(input)}' has {bound.Count} values; expected one");
    }
}
