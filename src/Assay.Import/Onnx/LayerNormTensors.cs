using Assay.Import.Graphs;

namespace Assay.Import.Onnx;

/// <summary>
/// Appends nodes to a file that compute what goes on inside its LayerNormalization operators: calibration has to see the differences
/// from the mean, the variances and the quotients.
/// </summary>
internal static class LayerNormTensors
{
    /// <summary>The file, as it is where no normalisation is one operator. Protocol buffers merge a graph that occurs twice.</summary>
    public static byte[] Append(byte[] model, FloatGraph graph)
    {
        byte[][] nodes = [.. graph.Nodes.Where(LayerNormFusion.IsOneOperator).SelectMany(Nodes)];
        if (nodes.Length == 0)
            return model;
        byte[] addition = OnnxMessage.Write(output =>
        {
            foreach (byte[] node in nodes)
                OnnxMessage.Bytes(output, OnnxMessage.NodeField, node);
        });
        return [.. model, .. OnnxMessage.Write(output => OnnxMessage.Bytes(output, OnnxMessage.GraphField, addition))];
    }

    /// <summary>The operator's optional outputs are the mean and 1 / √(variance + ε); the rest follows from them.</summary>
    private static IEnumerable<byte[]> Nodes(GraphNode node)
    {
        (string centred, string variance, string normalised) =
            (node.Text(LayerNormFusion.Centred, ""), node.Text(LayerNormFusion.Variance, ""), node.Text(LayerNormFusion.Normalised, ""));
        string again = $"{node.Output}/again", mean = $"{node.Output}/mean", inverse = $"{node.Output}/inverse", square = $"{node.Output}/square";
        yield return OnnxGraphBuilder.NodeMessage(
            again, "LayerNormalization", [node.Input(0), node.Input(1)], [again, mean, inverse], ("axis", -1L), ("epsilon", node.Real("epsilon", 0)));
        yield return OnnxGraphBuilder.NodeMessage(centred, "Sub", [node.Input(0), mean], centred);
        yield return OnnxGraphBuilder.NodeMessage(normalised, "Mul", [centred, inverse], normalised);
        yield return OnnxGraphBuilder.NodeMessage(square, "Mul", [inverse, inverse], square);
        yield return OnnxGraphBuilder.NodeMessage(variance, "Reciprocal", [square], variance);
    }
}
