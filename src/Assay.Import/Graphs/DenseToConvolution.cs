namespace Assay.Import.Graphs;

/// <summary>Turns a product with a constant matrix into a 1×1 convolution over the last axis: of a single pixel, of rows, or of images channels last.</summary>
public sealed class DenseToConvolution : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int converted = 0;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph.Nodes[i].Operator == "Gemm" || (graph.Nodes[i].Operator == "MatMul" && graph.Constants.ContainsKey(graph.Nodes[i].Input(1))))
            {
                graph.Nodes[i] = Convert(graph, graph.Nodes[i]);
                converted++;
            }
        }

        return converted;
    }

    private static GraphNode Convert(FloatGraph graph, GraphNode node)
    {
        if (node.Real("alpha", 1) != 1 || node.Real("beta", 1) != 1 || node.Integer("transA", 0) != 0)
            throw node.Error("expected alpha 1, beta 1 and transA 0");
        ConstantTensor matrix = graph.Constant(node, 1);
        int rank = graph.Shape(node.Input(0)).Count;
        if (rank is < 2 or > 4 || matrix.Shape.Count < 2 || matrix.Shape.Count > rank || matrix.Shape.SkipLast(2).Any(size => size != 1))
            throw node.Error(
                $"[{string.Join(", ", graph.Shape(node.Input(0)))}] times a constant [{string.Join(", ", matrix.Shape)}]; expected rank 2 to 4 times one matrix");
        bool transposed = node.Integer("transB", 0) != 0;
        (int inner, int columns) = transposed ? (matrix.Shape[^1], matrix.Shape[^2]) : (matrix.Shape[^2], matrix.Shape[^1]);
        float[] weights = new float[matrix.Count];
        for (int column = 0; column < columns; column++)
        {
            for (int k = 0; k < inner; k++)
                weights[(column * inner) + k] = matrix.Floats[transposed ? (column * inner) + k : (k * columns) + column];
        }

        string name = $"{node.Output}/weights";
        graph.Constants[name] = ConstantTensor.FromFloats([columns, inner, 1, 1], weights);
        IReadOnlyList<string> inputs = node.HasInput(2) ? [node.Input(0), name, node.Input(2)] : [node.Input(0), name];
        return new GraphNode("Conv", node.Name, inputs, node.Outputs, new Dictionary<string, object>()) { HasChannelsLast = true };
    }
}
