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

    public static string Describe(int type) => (uint)type < (uint)Names.Length ? Names[type] : $"type {type}";
}
