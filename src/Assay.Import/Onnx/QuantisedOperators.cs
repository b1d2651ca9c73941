using System.Collections.Frozen;

namespace Assay.Import.Onnx;

/// <summary>The operators by which a file shows that it is quantised already.</summary>
public static class QuantisedOperators
{
    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    internal const string Domain = "com.microsoft";

    /// <summary>Of ONNX Runtime's own operators those that are read.</summary>
    private static readonly FrozenSet<string> OfRuntime = new[]
    {
        "DequantizeLinear", "QGemm", "QLinearAdd", "QLinearAveragePool", "QLinearConcat", "QLinearGlobalAveragePool", "QLinearLeakyRelu", "QLinearMul",
        "QLinearSigmoid", "QLinearSoftmax", "QuantizeLinear",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfStandard = new[]
    {
        "ConvInteger", "DequantizeLinear", "DynamicQuantizeLinear", "MatMulInteger", "QLinearConv", "QLinearMatMul", "QuantizeLinear",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a file is quantised already, so that its scales and zero points are taken as they are.</summary>
    /// <param name="model">The parsed file.</param>
    /// <returns>True if a node quantises, dequantises or works on integers.</returns>
    public static bool Has(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Nodes.Any(node => OfStandard.Contains(node.Operator) || OfRuntime.Contains(node.Operator));
    }

    /// <summary>Whether an operator of ONNX Runtime's own domain is read.</summary>
    internal static bool IsOfRuntime(string name) => OfRuntime.Contains(name);
}
