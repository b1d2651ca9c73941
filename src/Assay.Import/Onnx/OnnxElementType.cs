namespace Assay.Import.Onnx;

/// <summary>The element types of ONNX tensors, as the file format numbers them.</summary>
internal static class OnnxElementType
{
    public const int Float32 = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int UInt16 = 4;
    public const int Int16 = 5;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Boolean = 9;

    private static readonly string[] Names =
    [
        "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64",
        "uint32", "uint64", "complex64", "complex128", "bfloat16",
    ];

    /// <summary>Whether it is one of the integers that constants may have.</summary>
    public static bool IsInteger(int type) => type is UInt8 or Int8 or UInt16 or Int16 or Int32 or Int64;

    /// <summary>Bytes of an integer.</summary>
    public static int Size(int type) => type switch
    {
        UInt8 or Int8 => 1,
        UInt16 or Int16 => 2,
        Int32 => 4,
        _ => 8,
    };

    /// <summary>The least and the greatest value of an integer.</summary>
    public static (long Low, long High) Range(int type) => type switch
    {
        UInt8 => (byte.MinValue, byte.MaxValue),
        Int8 => (sbyte.MinValue, sbyte.MaxValue),
        UInt16 => (ushort.MinValue, ushort.MaxValue),
        Int16 => (short.MinValue, short.MaxValue),
        Int32 => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    public static string Describe(int type) => (uint)type < (uint)Names.Length ? Names[type] : $"type {type}";
}
