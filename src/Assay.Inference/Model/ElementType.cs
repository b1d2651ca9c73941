namespace Assay.Inference;

/// <summary>The type of a tensor's elements. The values are the codes of the instruction encoding.</summary>
public enum ElementType : byte
{
    /// <summary>Signed, 8 bits.</summary>
    Int8 = 0,

    /// <summary>Signed, 16 bits, little-endian.</summary>
    Int16 = 1,

    /// <summary>Signed, 32 bits, little-endian.</summary>
    Int32 = 2,
}

/// <summary>Sizes and ranges of <see cref="ElementType"/>.</summary>
public static class ElementTypeExtensions
{
    /// <summary>Whether the code is one of the three types.</summary>
    public static bool IsDefined(this ElementType type) => type <= ElementType.Int32;

    /// <summary>Bytes per element.</summary>
    public static int Size(this ElementType type) => 1 << (int)type;

    /// <summary>The smallest value.</summary>
    public static int Minimum(this ElementType type) => type switch
    {
        ElementType.Int8 => sbyte.MinValue,
        ElementType.Int16 => short.MinValue,
        _ => int.MinValue,
    };

    /// <summary>The largest value.</summary>
    public static int Maximum(this ElementType type) => type switch
    {
        ElementType.Int8 => sbyte.MaxValue,
        ElementType.Int16 => short.MaxValue,
        _ => int.MaxValue,
    };
}
