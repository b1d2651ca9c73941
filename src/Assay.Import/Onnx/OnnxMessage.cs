using Google.Protobuf;

namespace Assay.Import.Onnx;

/// <summary>Writes and rewrites the fields of protocol buffer messages.</summary>
internal static class OnnxMessage
{
    /// <summary>Numbers of the graph in a model and of the nodes in a graph.</summary>
    public const int GraphField = 7, NodeField = 1;

    public static byte[] Write(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
            write(output);
        return buffer.ToArray();
    }

    public static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    public static void Real(CodedOutputStream output, int field, float value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    }

    public static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    public static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }

    /// <summary>Copies a message; each occurrence of a field of bytes gives way to what a function makes of it.</summary>
    public static byte[] Rewrite(byte[] message, int field, Func<int, byte[], IReadOnlyList<(int Field, byte[] Message)>> change)
    {
        using var output = new MemoryStream();
        var input = new CodedInputStream(message);
        uint wanted = WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited);
        int index = 0;
        for (long start = 0; input.ReadTag() is var tag && tag != 0; start = input.Position)
        {
            if (tag != wanted)
            {
                input.SkipLastField();
                output.Write(message.AsSpan((int)start, (int)(input.Position - start)));
                continue;
            }

            foreach ((int number, byte[] changed) in change(index++, input.ReadBytes().ToByteArray()))
                output.Write(Write(whole => Bytes(whole, number, changed)));
        }

        return output.ToArray();
    }
}
