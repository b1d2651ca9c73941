using System.Buffers.Binary;

namespace Assay.Import.Tflite;

/// <summary>How a tensor's integers stand for real numbers: real = scale · (value − zero point).</summary>
/// <param name="Scales">One, or one for each index along <paramref name="Dimension"/>; finite and above 0.</param>
/// <param name="ZeroPoints">As many.</param>
/// <param name="Dimension">The dimension along which they differ.</param>
internal sealed record TfliteQuantisation(float[] Scales, int[] ZeroPoints, int Dimension);

/// <summary>A tensor of a TFLite graph.</summary>
/// <param name="Index">Its number in the file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its dimensions, each at least 1; none for a scalar.</param>
/// <param name="Data">The elements of a constant, row-major and little-endian; empty for computed tensors.</param>
/// <param name="Quantisation">Scales and zero points, if there are any.</param>
internal sealed record TfliteTensor(
    int Index, string Name, TfliteElementType Type, int[] Shape, ReadOnlyMemory<byte> Data, TfliteQuantisation? Quantisation)
{
    /// <summary>Whether the file holds the tensor's elements.</summary>
    public bool IsConstant => !Data.IsEmpty;

    /// <summary>The number of elements.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The scale of a tensor that has one.</summary>
    public float Scale => PerTensor().Scales[0];

    /// <summary>The zero point of a tensor that has one.</summary>
    public int ZeroPoint => PerTensor().ZeroPoints[0];

    /// <summary>The elements of an int32 or int64 constant.</summary>
    /// <exception cref="ImportException">It is no such constant, or an element leaves int32.</exception>
    public int[] Integers()
    {
        if (!IsConstant || Type is not (TfliteElementType.Int32 or TfliteElementType.Int64))
            throw Error($"{(IsConstant ? "a constant" : "computed")} of type {Type}; expected an int32 or int64 constant");
        int size = Type.Size();
        int[] values = new int[Data.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> bytes = Data.Span.Slice(i * size, size);
            long value = size == 4 ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
            values[i] = value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Error($"{value} at element {i}; expected an int32");
        }

        return values;
    }

    /// <summary>An error that names the tensor.</summary>
    public ImportException Error(string problem) => new($"Tensor {Index} ('{Name}') is {problem}.");

    /// <inheritdoc/>
    public override string ToString() => $"'{Name}' {Type} [{string.Join(", ", Shape)}]";

    private TfliteQuantisation PerTensor() => Quantisation switch
    {
        null => throw Error("not quantised; expected a scale and a zero point"),
        { Scales.Length: > 1 and var count } => throw Error($"quantised with {count} scales; expected one"),
        var one => one,
    };
}
