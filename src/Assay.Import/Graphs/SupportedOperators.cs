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

    /// <summary>Beyond those above, for quantised files: what quantises, and functions of one element, which become tables.</summary>
    private static readonly FrozenSet<string> QuantisedNames = new[]
    {
        "Abs", "DequantizeLinear", "Equal", "Exp", "Floor", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Min", "Mod", "Neg", "Pad", "QuantizeLinear",
        "Where",
    }.Concat(Names).Except(["BatchNormalization"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Checks every node.</summary>
    /// <param name="graph">The graph.</param>
    /// <exception cref="ImportException">Names the first node whose operator is not supported, or which lacks an input.</exception>
    public static void Check(FloatGraph graph) => Check(graph, Names);

    /// <summary>As <see cref="Check(FloatGraph)"/>, for files that are quantised already.</summary>
    internal static void CheckQuantised(FloatGraph graph) => Check(graph, QuantisedNames);

    private static void Check(FloatGraph graph, FrozenSet<string> names)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphNode? unknown = graph.Nodes.Find(node => !names.Contains(node.Operator));
        if (unknown is not null)
            throw unknown.Error($"the operator is not supported; expected one of {string.Join(", ", names.Order(StringComparer.Ordinal))}");
        graph.Nodes.ForEach(OperatorInputs.Check);
    }
}
