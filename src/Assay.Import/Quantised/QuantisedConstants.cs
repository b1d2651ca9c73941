using System.Buffers.Binary;
using Assay.Import.Graphs;
using Assay.Import.Lowering;
using Assay.Import.Onnx;
using Assay.Import.Quantisation;
using Assay.Inference;

namespace Assay.Import.Quantised;

/// <summary>Quantised constants that are operands of element-wise operators.</summary>
internal static class QuantisedConstants
{
    private const int Dimensions = 4;

    /// <summary>What is added to stored elements to give the integers of an ONNX type: unsigned ones are stored less half their range.</summary>
    public static int Offset(int type) => type switch
    {
        OnnxElementType.UInt8 => 1 << 7,
        OnnxElementType.UInt16 => 1 << 15,
        _ => 0,
    };

    /// <summary>The type in which integers of an ONNX type are stored, or null for those that are not.</summary>
    public static ElementType? Stored(int type) => type switch
    {
        OnnxElementType.Int8 or OnnxElementType.UInt8 => ElementType.Int8,
        OnnxElementType.Int16 or OnnxElementType.UInt16 => ElementType.Int16,
        OnnxElementType.Int32 => ElementType.Int32,
        _ => null,
    };

    /// <summary>The constant as a tensor of the program, channels last.</summary>
    public static QuantisedTensor Store(QuantisedContext context, GraphNode node, ConstantValue constant)
    {
        ConstantTensor integers = constant.Integers;
        if (!constant.Quantisation.IsPerTensor)
            throw node.Error($"its constant operand of [{string.Join(", ", integers.Shape)}] has {constant.Quantisation.Scales.Length} scales; expected one");
        if (Stored(integers.ElementType) is not { } type)
            throw node.Error($"its constant operand is {OnnxElementType.Describe(integers.ElementType)}; expected at most 32 bits");
        if (integers.Shape.Count > Dimensions)
            throw node.Error($"its constant operand is [{string.Join(", ", integers.Shape)}]; expected at most {Dimensions} dimensions");
        int offset = Offset(integers.ElementType), size = type.Size();
        long zeroPoint = constant.Quantisation.ZeroPoint - offset;
        if (type != ElementType.Int8 && zeroPoint != 0)
            throw node.Error($"its constant operand is {OnnxElementType.Describe(integers.ElementType)} with the zero point {constant.Quantisation.ZeroPoint}; expected {offset}");
        context.SpendConstants(node, (long)integers.Count * size);
        int[] order = TensorLayout.StandardOrder(integers.Shape.Count);
        byte[] bytes = new byte[(long)integers.Count * size];
        Span<byte> wide = stackalloc byte[sizeof(long)];
        IReadOnlyList<long> values = integers.Integers;
        for (int i = 0; i < integers.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(wide, values[ElementwiseLowering.SourceIndex(i, order, integers.Shape)] - offset);
            wide[..size].CopyTo(bytes.AsSpan(i * size));
        }

        var parameters = new QuantisationParameters(constant.Quantisation.Scale, (int)zeroPoint);
        TensorHandle handle = context.Builder.AddConstant(
            type, TensorShape.FromDimensions([.. order.Select(axis => integers.Shape[axis])]), bytes, parameters.ZeroPoint);
        return new QuantisedTensor(handle, parameters, TensorLayout.Standard(integers.Shape));
    }
}
