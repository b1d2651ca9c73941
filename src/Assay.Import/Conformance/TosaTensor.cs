using System.Buffers.Binary;
using Assay.Inference;

namespace Assay.Import.Conformance;

/// <summary>A tensor of a vector file: its type, its dimensions (any number of them) and its bytes.</summary>
internal sealed record TosaTensor(string Type, int[] Dimensions, byte[] Data)
{
    /// <summary>The type under which the profile holds it: bool is int8, unsigned types are the signed ones of the same bytes.</summary>
    /// <exception cref="UnsupportedCaseException">The profile has no such type.</exception>
    internal ElementType ElementType => Type switch
    {
        "int8" or "uint8" or "bool" => ElementType.Int8,
        "int16" or "uint16" => ElementType.Int16,
        "int32" => ElementType.Int32,
        _ => throw new UnsupportedCaseException($"tensors of type {Type}"),
    };

    internal bool IsUnsigned => Type is "uint8" or "uint16";

    internal int Elements => Product(Dimensions);

    /// <summary>The tensor as one row: what element-wise operators of one operand see.</summary>
    internal TensorShape Flat => new(1, 1, 1, Elements);

    /// <summary>The shape of a tensor of at most four dimensions.</summary>
    internal TensorShape Shape => Dimensions.Length <= 4
        ? TensorShape.FromDimensions(Dimensions)
        : throw new UnsupportedCaseException($"{Dimensions.Length} dimensions where the operator has four");

    internal int Scalar => Values[0];

    internal int[] Values => [.. Enumerable.Range(0, Elements).Select(ValueAt)];

    internal static int Product(IEnumerable<int> dimensions) => dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));

    private int ValueAt(int index) => Type switch
    {
        "int8" or "bool" => (sbyte)Data[index],
        "uint8" => Data[index],
        "int16" => BinaryPrimitives.ReadInt16LittleEndian(Data.AsSpan(2 * index)),
        "uint16" => BinaryPrimitives.ReadUInt16LittleEndian(Data.AsSpan(2 * index)),
        _ => BinaryPrimitives.ReadInt32LittleEndian(Data.AsSpan(4 * index)),
    };
}
