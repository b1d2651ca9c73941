using Microsoft.CodeAnalysis;

namespace Assay.Ethereum.Generators;

/// <summary>An ABI type together with the C# type that carries its values.</summary>
internal abstract class AbiNode(string canonical, string csharp, bool isDynamic, int headBytes)
{
    public const int WordBytes = 32;

    /// <summary>Solidity's canonical name, tuples spelled out.</summary>
    public string Canonical { get; } = canonical;

    /// <summary>The C# type, fully qualified.</summary>
    public string CSharp { get; } = csharp;

    /// <summary>Whether the head holds an offset to a tail.</summary>
    public bool IsDynamic { get; } = isDynamic;

    /// <summary>Bytes that a value takes in the head of what contains it.</summary>
    public int HeadBytes { get; } = isDynamic ? WordBytes : headBytes;
}

/// <summary>intN or uintN, carried by a C# integer, <c>BigInteger</c> or an enum.</summary>
internal sealed class IntegerNode(string canonical, string csharp, bool signed, int bits, IntegerCarrier carrier)
    : AbiNode(canonical, csharp, false, WordBytes)
{
    public bool Signed { get; } = signed;

    public int Bits { get; } = bits;

    public IntegerCarrier Carrier { get; } = carrier;
}

/// <summary>How many bits a C# integer type has, and whether one of them is a sign.</summary>
internal readonly record struct IntegerCarrier(int Bits, bool Signed)
{
    /// <summary><c>System.Numerics.BigInteger</c>.</summary>
    public static readonly IntegerCarrier Big = new(0, true);

    public bool IsBig => Bits == 0;

    /// <summary>The carrier of <paramref name="type"/>, or null where it is no integer type.</summary>
    public static IntegerCarrier? Of(SpecialType type) => type switch
    {
        SpecialType.System_SByte => new(8, true),
        SpecialType.System_Byte => new(8, false),
        SpecialType.System_Int16 => new(16, true),
        SpecialType.System_UInt16 => new(16, false),
        SpecialType.System_Int32 => new(32, true),
        SpecialType.System_UInt32 => new(32, false),
        SpecialType.System_Int64 => new(64, true),
        SpecialType.System_UInt64 => new(64, false),
        _ => null,
    };
}

/// <summary>bool, address, bytesN, bytes or string.</summary>
internal sealed class SimpleNode(SimpleKind kind, string canonical, string csharp, int size)
    : AbiNode(canonical, csharp, kind is SimpleKind.Bytes or SimpleKind.String, WordBytes)
{
    public SimpleKind Kind { get; } = kind;

    /// <summary>N of bytesN.</summary>
    public int Size { get; } = size;
}

internal enum SimpleKind
{
    Boolean,
    Address,
    FixedBytes,
    Bytes,
    String,
}

/// <summary>T[] or T[N], carried by a list or an array.</summary>
internal sealed class ArrayNode(AbiNode element, int? count, string csharp, bool isCSharpArray)
    : AbiNode($"{element.Canonical}[{count}]", csharp, count is null || element.IsDynamic, (count ?? 0) * element.HeadBytes)
{
    public AbiNode Element { get; } = element;

    /// <summary>N of T[N]; null for T[].</summary>
    public int? Count { get; } = count;

    public bool IsCSharpArray { get; } = isCSharpArray;
}

/// <summary>A struct, carried by a class with a codec of its own.</summary>
internal sealed class TupleNode(string canonical, string csharp, bool isDynamic, int tupleHeadBytes)
    : AbiNode(canonical, csharp, isDynamic, tupleHeadBytes)
{
    /// <summary>Bytes of the tuple's own head.</summary>
    public int TupleHeadBytes { get; } = tupleHeadBytes;
}
