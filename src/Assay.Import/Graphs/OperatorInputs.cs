namespace Assay.Import.Graphs;

/// <summary>How many inputs the operators take, so that no later step has to ask whether one is there.</summary>
internal static class OperatorInputs
{
    private const int Any = int.MaxValue;

    /// <summary>Checks that a node has every input that its operator needs, and none that it does not know.</summary>
    /// <exception cref="ImportException">Names the node and what was expected.</exception>
    public static void Check(GraphNode node)
    {
        (int least, int most) = Range(node.Operator);
        if (node.Inputs.Count < least || node.Inputs.Count > most)
        {
            string expected = most == Any ? $"at least {least}" : least == most ? $"{least}" : $"{least} to {most}";
            throw node.Error($"it has {node.Inputs.Count} inputs; expected {expected}");
        }

        for (int i = 0; i < least; i++)
        {
            // Resize may leave the region of interest out, which comes before the sizes.
            if (!node.HasInput(i) && !(node.Operator == "Resize" && i > 0))
                throw node.Error($"its input {i} has no name, and the operator needs it");
        }
    }

    private static (int Least, int Most) Range(string name) => name switch
    {
        "Constant" => (0, 0),
        "Conv" or "ConvTranspose" or "Gemm" => (2, 3),
        "Add" or "Sub" or "Mul" or "Div" or "Pow" or "MatMul" or "Gather" or "Reshape" or "Equal" or "Greater" or "GreaterOrEqual"
            or "Less" or "LessOrEqual" or "Max" or "Min" or "Mod" or "PRelu" or "RMSNormalization" => (2, 2),
        "DequantizeLinear" or "QuantizeLinear" => (2, 3),
        "GroupNormalization" or "InstanceNormalization" or "Where" => (3, 3),
        "Pad" => (1, 4),
        "BatchNormalization" => (5, 5),
        "Clip" or "Dropout" => (1, 3),
        "Concat" => (1, Any),
        "LayerNormalization" => (2, 3),
        "ReduceMax" or "ReduceMean" or "ReduceMin" or "ReduceSum" or "Split" or "Squeeze" or "Unsqueeze" => (1, 2),
        "Resize" => (2, 4),
        "Slice" => (1, 5),
        _ => (1, 1),
    };
}
