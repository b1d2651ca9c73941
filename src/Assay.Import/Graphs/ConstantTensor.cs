using Assay.Import.Onnx;

namespace Assay.Import.Graphs;

/// <summary>A constant of the float graph: real numbers, or integers where it describes shapes.</summary>
public sealed class ConstantTensor
{
    private readonly float[]? _floats;
    private readonly long[]? _integers;

    private ConstantTensor(int[] shape, float[]? floats, long[]? integers)
    {
        Shape = shape;
        _floats = floats;
        _integers = integers;
    }

    /// <summary>Dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The ONNX type of the elements; what is computed at import is int64.</summary>
    internal int ElementType { get; private init; } = OnnxElementType.Int64;

    /// <summary>Number of elements.</summary>
    public int Count => _floats?.Length ?? _integers!.Length;

    /// <summary>True for real numbers.</summary>
    public bool IsFloat => _floats is not null;

    /// <summary>The values in row-major order; integers are converted.</summary>
    public IReadOnlyList<float> Floats => _floats ?? Array.ConvertAll(_integers!, value => (float)value);

    /// <summary>The values in row-major order.</summary>
    /// <exception cref="ImportException">The tensor holds real numbers.</exception>
    public IReadOnlyList<long> Integers =>
        _integers ?? throw new ImportException("A constant holds float32 values where integers (a shape, axes or indices) are expected.");

    /// <summary>A tensor of real numbers.</summary>
    /// <param name="shape">Dimensions, outermost first.</param>
    /// <param name="values">Row-major values; their count is the product of the shape.</param>
    /// <returns>The tensor, which takes over both arrays.</returns>
    public static ConstantTensor FromFloats(int[] shape, float[] values)
    {
        CheckCount(shape, values.Length);
        return new ConstantTensor(shape, values, null) { ElementType = OnnxElementType.Float32 };
    }

    /// <summary>A tensor of integers.</summary>
    /// <param name="shape">Dimensions, outermost first.</param>
    /// <param name="values">Row-major values; their count is the product of the shape.</param>
    /// <returns>The tensor, which takes over both arrays.</returns>
    public static ConstantTensor FromIntegers(int[] shape, long[] values)
    {
        CheckCount(shape, values.Length);
        return new ConstantTensor(shape, null, values);
    }

    /// <summary>A tensor of integers of a given ONNX type.</summary>
    internal static ConstantTensor FromIntegers(int[] shape, long[] values, int elementType)
    {
        CheckCount(shape, values.Length);
        return new ConstantTensor(shape, null, values) { ElementType = elementType };
    }

    /// <summary>A one-dimensional tensor of integers.</summary>
    internal static ConstantTensor Vector(params long[] values) => FromIntegers([values.Length], values);

    private static void CheckCount(int[] shape, int count)
    {
        long expected = shape.Aggregate(1L, (product, dimension) => product * dimension);
        if (expected != count)
            throw new ArgumentException($"Shape [{string.Join(", ", shape)}] needs {expected} values, got {count}.", nameof(shape));
    }
}
