namespace Assay.Import.Graphs;

/// <summary>
/// Makes convolutions of groups of several channels convolutions of all channels, with zeros where a channel is of another group. Convolutions of each channel by
/// itself stay as they are: they have an operator.
/// </summary>
public sealed class GroupedConvolutions : IGraphPass
{
    private const long LargestWeights = 1 << 26;

    /// <inheritdoc/>
    public int Apply(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int widened = 0;
        long elements = 0;
        foreach (GraphNode node in graph.Nodes.Where(node => node.Operator == "Conv" && node.Integer("group", 1) > 1).ToArray())
        {
            ConstantTensor weights = graph.Constant(node, 1);
            int channels = graph.Shape(node.Input(0))[1];
            if (weights.Shape[1] == 1 && node.Integer("group", 1) == channels)
                continue;
            elements += weights.Shape.Aggregate(1L, (product, size) => product * size) / weights.Shape[1] * channels;
            if (elements > LargestWeights)
                throw node.Error($"up to here convolutions of groups need {elements} weights when their groups are taken together; expected at most {LargestWeights} in the whole model");
            string name = $"{node.Output}/all groups";
            graph.Constants[name] = Widen(weights, channels);
            var attributes = node.Attributes.Where(attribute => attribute.Key != "group").ToDictionary();
            graph.Replace([node], node with { Inputs = [node.Input(0), name, .. node.Inputs.Skip(2)], Attributes = attributes });
            widened++;
        }

        return widened;
    }

    private static ConstantTensor Widen(ConstantTensor weights, int channels)
    {
        int outputs = weights.Shape[0], own = weights.Shape[1], taps = weights.Shape[2] * weights.Shape[3], outputsOfGroup = outputs / (channels / own);
        float[] wide = new float[outputs * channels * taps];
        float[] narrow = [.. weights.Floats];
        for (int output = 0; output < outputs; output++)
        {
            int firstChannel = output / outputsOfGroup * own;
            Array.Copy(narrow, output * own * taps, wide, ((output * channels) + firstChannel) * taps, own * taps);
        }

        return ConstantTensor.FromFloats([outputs, channels, weights.Shape[2], weights.Shape[3]], wide);
    }
}
