namespace Assay.Import.Tflite;

/// <summary>Element types of the TFLite schema; the values are its codes.</summary>
internal enum TfliteElementType : byte
{
    Float32 = 0,
    Float16 = 1,
    Int32 = 2,
    UInt8 = 3,
    Int64 = 4,
    String = 5,
    Bool = 6,
    Int16 = 7,
    Complex64 = 8,
    Int8 = 9,
    Float64 = 10,
    Complex128 = 11,
    UInt64 = 12,
    Resource = 13,
    Variant = 14,
    UInt32 = 15,
    UInt16 = 16,
    Int4 = 17,
}

/// <summary>Sizes of element types.</summary>
internal static class TfliteElementTypes
{
    /// <summary>Bytes of one element of the types that constants of an integer model have, or 0 for the others, whose data are not looked at.</summary>
    public static int Size(this TfliteElementType type) => type switch
    {
        TfliteElementType.Int8 or TfliteElementType.UInt8 or TfliteElementType.Bool => 1,
        TfliteElementType.Int16 => 2,
        TfliteElementType.Int32 or TfliteElementType.Float32 => 4,
        TfliteElementType.Int64 => 8,
        _ => 0,
    };
}
