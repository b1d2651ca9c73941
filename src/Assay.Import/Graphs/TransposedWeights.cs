namespace Assay.Import.Graphs;

/// <summary>Brings the weights of transposed convolutions into the order of the others: output channel first.</summary>
public sealed class TransposedWeights : IGraphPass
{
    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphNode[] nodes = [.. graph.Nodes.Where(node => node.Operator == "ConvTranspose")];
        foreach (GraphNode node in nodes)
        {
            ConstantTensor weights = graph.Constant(node, 1);
            (int inputs, int outputs, int positions) = (weights.Shape[0], weights.Shape[1], weights.Shape[2] * weights.Shape[3]);
            float[] values = new float[weights.Count];
            IReadOnlyList<float> source = weights.Floats;
            for (int i = 0; i < values.Length; i++)
            {
                (int output, int input, int position) = (i / positions / inputs, i / positions % inputs, i % positions);
                values[i] = source[(((input * outputs) + output) * positions) + position];
            }

            string name = $"{node.Output}/weights";
            graph.Constants[name] = ConstantTensor.FromFloats([outputs, inputs, weights.Shape[2], weights.Shape[3]], values);
            graph.Replace([node], node with { Inputs = [node.Input(0), name, .. node.Inputs.Skip(2)] });
        }

        return nodes.Length;
    }
}
