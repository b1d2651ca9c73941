using Assay.Import.Onnx;
using Assay.Inference;

namespace Assay.Import.Export;

/// <summary>Operands as float32.</summary>
internal static class RealOperands
{
    /// <summary>A factor times an operand's elements, their zero point taken off.</summary>
    public static string Scaled(ExportContext context, Operand operand, bool channelsFirst, double factor)
    {
        OnnxGraphBuilder graph = context.Graph;
        StoredTensor tensor = context.Tensor(operand);
        if (!tensor.IsReal && operand.Type == ElementType.Int8)
            return Dequantise(graph, tensor.Integers(operand.Shape, channelsFirst), factor, operand.ZeroPoint + StoredTensor.Offset(ElementType.Int8));
        (string name, double unit) = Plain(context, operand, channelsFirst);
        return factor / unit == 1 ? name : graph.Node("Mul", [name, graph.Scalar((float)(factor / unit))]);
    }

    /// <summary>An operand's elements, their zero point taken off, times a unit that the operator can fold into its other factors.</summary>
    public static (string Name, double Unit) Plain(ExportContext context, Operand operand, bool channelsFirst)
    {
        OnnxGraphBuilder graph = context.Graph;
        StoredTensor tensor = context.Tensor(operand);
        if (tensor.IsReal)
        {
            string stored = tensor.Stored(operand.Shape, channelsFirst);
            double shift = tensor.Unit * (tensor.Zero - operand.ZeroPoint);
            return (shift == 0 ? stored : graph.Node("Add", [stored, graph.Scalar((float)shift)]), tensor.Unit);
        }

        string integers = tensor.Integers(operand.Shape, channelsFirst);
        return operand.Type == ElementType.Int8
            ? (Dequantise(graph, integers, 1, operand.ZeroPoint + StoredTensor.Offset(ElementType.Int8)), 1)
            : (graph.Cast(integers, OnnxElementType.Float32), 1);
    }

    /// <summary>The bytes of an unsigned input as they are, minus a zero point, times a factor.</summary>
    public static string Dequantise(OnnxGraphBuilder graph, string bytes, double factor, int zeroPoint) =>
        graph.Node("DequantizeLinear", [bytes, graph.Scalar((float)factor), graph.Scalar((byte)zeroPoint)]);
}
