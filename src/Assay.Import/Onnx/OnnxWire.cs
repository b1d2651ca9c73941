using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace Assay.Import.Onnx;

/// <summary>
/// Reads fields, each of which must be written as its kind is. What comes in another way would be read as something else here than by those who
/// go by the way it is written, ONNX Runtime among them.
/// </summary>
internal static class OnnxWire
{
    /// <summary>A message or bytes.</summary>
    public static ByteString ReadBytes(CodedInputStream input, uint tag) => Checked(input, tag, WireType.LengthDelimited).ReadBytes();

    public static string ReadString(CodedInputStream input, uint tag) => Checked(input, tag, WireType.LengthDelimited).ReadString();

    public static long ReadInt64(CodedInputStream input, uint tag) => Checked(input, tag, WireType.Varint).ReadInt64();

    public static int ReadInt32(CodedInputStream input, uint tag) => Checked(input, tag, WireType.Varint).ReadInt32();

    public static float ReadFloat(CodedInputStream input, uint tag) => Checked(input, tag, WireType.Fixed32).ReadFloat();

    /// <summary>A repeated field, which writers may store packed or one by one.</summary>
    public static void ReadInt64s(CodedInputStream input, uint tag, List<long> target)
    {
        if (GetTagWireType(tag) != WireType.LengthDelimited)
        {
            target.Add(ReadInt64(input, tag));
            return;
        }

        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
            target.Add(packed.ReadInt64());
    }

    /// <summary>A repeated field, which writers may store packed or one by one.</summary>
    public static void ReadFloats(CodedInputStream input, uint tag, List<float> target)
    {
        if (GetTagWireType(tag) != WireType.LengthDelimited)
        {
            target.Add(ReadFloat(input, tag));
            return;
        }

        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
            target.Add(packed.ReadFloat());
    }

    private static CodedInputStream Checked(CodedInputStream input, uint tag, WireType expected) => GetTagWireType(tag) == expected
        ? input : throw new ImportException($"ONNX model: field {GetTagFieldNumber(tag)} of a message is written as {GetTagWireType(tag)}; expected {expected}.");
}
