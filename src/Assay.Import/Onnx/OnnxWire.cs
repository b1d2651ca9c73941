using Google.Protobuf;

namespace Assay.Import.Onnx;

/// <summary>Repeated scalar fields, which writers may store packed or one by one.</summary>
internal static class OnnxWire
{
    public static void ReadInt64s(CodedInputStream input, uint tag, List<long> target)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            target.Add(input.ReadInt64());
            return;
        }

        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
            target.Add(packed.ReadInt64());
    }

    public static void ReadFloats(CodedInputStream input, uint tag, List<float> target)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            target.Add(input.ReadFloat());
            return;
        }

        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
            target.Add(packed.ReadFloat());
    }
}
