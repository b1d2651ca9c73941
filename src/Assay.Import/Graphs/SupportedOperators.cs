using System.Collections.Frozen;

namespace Assay.Import.Graphs;

/// <summary>The operators that import understands; everything else is refused before any work is done.</summary>
public static class SupportedOperators
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "Add", "AveragePool", "BatchNormalization", "Cast", "Celu", "Clip", "Concat", "Constant", "Conv", "ConvTranspose", "Div", "Dropout",
        "Elu", "Erf", "Flatten", "Gather", "Gelu", "Gemm", "GlobalAveragePool", "GlobalMaxPool", "GroupNormalization", "HardSigmoid", "HardSwish",
        "Identity", "InstanceNormalization", "LayerNormalization", "LeakyRelu", "MatMul", "MaxPool", "Mish", "Mul", "PRelu", "Pow", "Reciprocal", "ReduceMax",
        "ReduceMean", "ReduceMin", "ReduceSum", "Relu", "Reshape", "Resize", "RMSNormalization", "Selu", "Shape", "Sigmoid", "Slice", "Softmax", "Softplus", "Softsign", "Split", "Sqrt", "Squeeze",
        "Sub", "Tanh", "Transpose", "Unsqueeze",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What files that are quantised already cannot have.</summary>
    private static readonly string[] FloatNames =
    [
        "BatchNormalization", "Celu", "GlobalMaxPool", "GroupNormalization", "InstanceNormalization", "LayerNormalization", "Mish", "PRelu", "Reciprocal", "ReduceMax", "ReduceMin",
        "ReduceSum", "RMSNormalization", "Selu", "Softplus", "Softsign", "Split",
    ];

    /// <summary>Beyond those above, for quantised files: what quantises, and functions of one element, which become tables.</summary>
    private static readonly FrozenSet<string> QuantisedNames = new[]
    {
        "Abs", "DequantizeLinear", "Equal", "Exp", "Floor", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Min", "Mod", "Neg", "Pad", "QuantizeLinear",
        "Where",
    }.Concat(Names).Except(FloatNames).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Checks every node.</summary>
    /// <param name="graph">The graph.</param>
    /// <exception cref="ImportException">Names the first node whose operator is not supported, which lacks an input, or of which more than the first output is read.</exception>
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
        CheckOutputs(graph);
    }

    /// <summary>Only a Split computes more than one result; the optional results of others must not be read.</summary>
    private static void CheckOutputs(FloatGraph graph)
    {
        var read = new HashSet<string>(graph.Nodes.SelectMany(node => node.Inputs)) { graph.OutputName };
        foreach (GraphNode node in graph.Nodes.Where(node => node.Operator != "Split"))
        {
            for (int i = 1; i < node.Outputs.Count; i++)
            {
                if (node.Outputs[i].Length > 0 && read.Contains(node.Outputs[i]))
                    throw node.Error($"its output {i} ('{node.Outputs[i]}') is read; expected that only output 0 is");
            }
        }
    }
}
