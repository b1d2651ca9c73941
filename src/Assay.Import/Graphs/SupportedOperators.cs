using System.Collections.Frozen;

namespace Assay.Import.Graphs;

/// <summary>The operators that import understands; everything else is refused before any work is done.</summary>
public static class SupportedOperators
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "Add", "AveragePool", "BatchNormalization", "Cast", "Clip", "Concat", "Constant", "Conv", "ConvTranspose", "Div", "Dropout", "Elu",
        "Erf", "Flatten", "Gather", "Gelu", "Gemm", "GlobalAveragePool", "HardSigmoid", "HardSwish", "Identity", "LeakyRelu", "MatMul", "MaxPool", "Mul",
        "Pow", "ReduceMean", "Relu", "Reshape", "Resize", "Shape", "Sigmoid", "Slice", "Softmax", "Sqrt", "Squeeze", "Sub", "Tanh", "Transpose",
        "Unsqueeze",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Checks every node.</summary>
    /// <param name="graph">The graph.</param>
    /// <exception cref="ImportException">Names the first node whose operator is not supported, or which lacks an input.</exception>
    public static void Check(FloatGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphNode? unknown = graph.Nodes.Find(node => !Names.Contains(node.Operator));
        if (unknown is not null)
            throw unknown.Error($"the operator is not supported; expected one of {string.Join(", ", Names.Order(StringComparer.Ordinal))}");
        graph.Nodes.ForEach(OperatorInputs.Check);
    }
}
