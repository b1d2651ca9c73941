using System.Buffers.Binary;
using System.Text.Json;

namespace Assay.Inference.Testing;

/// <summary>A tensor of a vector file.</summary>
internal sealed record TosaTensor(string Type, int[] Dimensions, byte[] Data)
{
    internal ElementType ElementType => Type switch
    {
        "int8" or "bool" => Inference.ElementType.Int8,
        "int16" => Inference.ElementType.Int16,
        "int32" => Inference.ElementType.Int32,
        _ => throw new NotSupportedException($"No element type {Type}."),
    };

    internal bool IsUnsigned => Type.StartsWith('u');

    internal int Elements => Data.Length / ElementType.Size();

    internal TensorShape Shape => TensorShape.FromDimensions(Dimensions);

    internal int Scalar => Values[0];

    internal int[] Values => [.. Enumerable.Range(0, Elements).Select(ValueAt)];

    private int ValueAt(int index) => ElementType switch
    {
        ElementType.Int8 => (sbyte)Data[index],
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(Data.AsSpan(2 * index)),
        _ => BinaryPrimitives.ReadInt32LittleEndian(Data.AsSpan(4 * index)),
    };
}

/// <summary>A line of a vector file.</summary>
internal sealed record TosaRecord(string Id, JsonElement Attributes, IReadOnlyDictionary<string, TosaTensor> Inputs, TosaTensor Output)
{
    internal int[] Integers(string attribute) => [.. Attributes.GetProperty(attribute).EnumerateArray().Select(value => value.GetInt32())];

    internal static TosaRecord Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return new TosaRecord(
            root.GetProperty("id").GetString()!,
            root.GetProperty("attrs").Clone(),
            root.GetProperty("inputs").EnumerateArray().ToDictionary(input => input.GetProperty("name").GetString()!, ParseTensor),
            ParseTensor(root.GetProperty("output")));
    }

    private static TosaTensor ParseTensor(JsonElement tensor) => new(
        tensor.GetProperty("type").GetString()!,
        [.. tensor.GetProperty("shape").EnumerateArray().Select(value => value.GetInt32())],
        tensor.GetProperty("data").GetBytesFromBase64());
}
