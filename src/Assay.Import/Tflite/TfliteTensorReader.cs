using Assay.Import.Tflite.FlatBuffers;
using Assay.Inference;

namespace Assay.Import.Tflite;

/// <summary>Reads one tensor table.</summary>
internal static class TfliteTensorReader
{
    private const int MaximumRank = 8, MaximumScales = TensorShape.MaximumDimension;

    public static TfliteTensor Read(FlatTable table, int index, TfliteBuffers buffers)
    {
        int[] shape = table.Int32s(0, "shape", MaximumRank);
        long elements = 1;
        foreach (int size in shape)
        {
            // One dimension at a time, so that the product cannot overflow.
            if (size < 1 || (elements *= size) > TensorShape.MaximumBytes)
                throw table.Error("shape", $"[{string.Join(", ", shape)}]; expected dimensions of at least 1 and at most {TensorShape.MaximumBytes} elements");
        }

        var type = (TfliteElementType)table.Byte(1, "type");
        if (!Enum.IsDefined(type))
            throw table.Error("type", $"{(byte)type}; expected 0 to {(byte)TfliteElementType.Int4}");
        if (table.Boolean(5, "is_variable"))
            throw table.Error("is_variable", "true; state that lives between runs is not supported");
        if (table.Has(6, "sparsity"))
            throw table.Error("sparsity", "given; expected dense tensors");
        ReadOnlyMemory<byte> data = buffers.Get(table.UInt32(2, "buffer"), table);
        if (!data.IsEmpty && type.Size() > 0 && data.Length != elements * type.Size())
            throw table.Error("buffer", $"{data.Length} bytes long; expected {elements * type.Size()} for {type} [{string.Join(", ", shape)}]");
        return new TfliteTensor(index, table.Text(3, "name"), type, shape, data, Quantisation(table.Table(4, "quantization"), type, shape));
    }

    private static TfliteQuantisation? Quantisation(FlatTable? found, TfliteElementType type, int[] shape)
    {
        if (found is not { } table)
            return null;
        float[] scales = table.Singles(2, "scale", MaximumScales);
        long[] zeroPoints = table.Int64s(3, "zero_point", MaximumScales);
        // Biases carry the number of the weights' dimension.
        int dimension = shape.Length == 1 ? 0 : table.Int32(6, "quantized_dimension");
        if (scales.Length == 0 && zeroPoints.Length == 0)
            return null;
        if (table.Byte(4, "details_type") != 0)
            throw table.Error("details_type", "a quantisation of its own; expected scales and zero points");
        if (zeroPoints.Length == 0)
            zeroPoints = new long[scales.Length];
        if (zeroPoints.Length != scales.Length)
            throw table.Error("zero_point", $"a list of {zeroPoints.Length}; expected one for each of {scales.Length} scales");
        if (scales.Length > 1 && (dimension < 0 || dimension >= shape.Length || shape[dimension] != scales.Length))
        {
            throw table.Error(
                "quantized_dimension", $"{dimension} for {scales.Length} scales of [{string.Join(", ", shape)}]; expected the dimension with as many");
        }

        if (scales.FirstOrDefault(scale => !float.IsFinite(scale) || scale <= 0, 1) is not 1 and var wrong)
            throw table.Error("scale", $"a list with {wrong}; expected finite numbers above 0");
        (int low, int high) = type switch
        {
            TfliteElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            TfliteElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            _ => (int.MinValue, int.MaxValue),
        };
        if (zeroPoints.FirstOrDefault(value => value < low || value > high, low) is var outside && outside != low)
            throw table.Error("zero_point", $"a list with {outside}; expected {low} to {high} for {type}");
        return new TfliteQuantisation(scales, Array.ConvertAll(zeroPoints, value => (int)value), dimension);
    }
}
