using Google.Protobuf;

namespace Assay.Fuzz.Tests.Mutations;

/// <summary>A field of a protocol buffer message, without its schema: what can be read as a message is one.</summary>
internal sealed class ProtobufField
{
    private const int SmallestMessage = 2;

    internal uint Tag { get; set; }

    /// <summary>The value of a varint or of a field with 4 or 8 bytes.</summary>
    internal ulong Number { get; set; }

    /// <summary>The bytes of a field with a length that is no message.</summary>
    internal byte[]? Bytes { get; set; }

    /// <summary>The fields of a message.</summary>
    internal List<ProtobufField>? Fields { get; private set; }

    internal WireFormat.WireType Type => WireFormat.GetTagWireType(Tag);

    /// <summary>The fields of a message, or null where the bytes are none.</summary>
    internal static List<ProtobufField>? Parse(byte[] message)
    {
        var fields = new List<ProtobufField>();
        var input = new CodedInputStream(message);
        try
        {
            for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
                fields.Add(Read(input, tag));
            return fields;
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    internal static byte[] Encode(IEnumerable<ProtobufField> fields)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            foreach (ProtobufField field in fields)
                field.Write(output);
        }

        return buffer.ToArray();
    }

    internal ProtobufField Copy() => new() { Tag = Tag, Number = Number, Bytes = Bytes, Fields = Fields?.ConvertAll(field => field.Copy()) };

    private static ProtobufField Read(CodedInputStream input, uint tag)
    {
        var field = new ProtobufField { Tag = tag };
        switch (field.Type)
        {
            case WireFormat.WireType.Varint: field.Number = input.ReadUInt64(); break;
            case WireFormat.WireType.Fixed32: field.Number = input.ReadFixed32(); break;
            case WireFormat.WireType.Fixed64: field.Number = input.ReadFixed64(); break;
            case WireFormat.WireType.LengthDelimited:
                byte[] bytes = input.ReadBytes().ToByteArray();
                field.Fields = bytes.Length >= SmallestMessage ? Parse(bytes) : null;
                field.Bytes = field.Fields is null ? bytes : null;
                break;
            default: throw new FormatException("A group, which no field here is.");
        }

        return field;
    }

    private void Write(CodedOutputStream output)
    {
        output.WriteTag(Tag);
        switch (Type)
        {
            case WireFormat.WireType.Varint: output.WriteUInt64(Number); break;
            case WireFormat.WireType.Fixed32: output.WriteFixed32((uint)Number); break;
            case WireFormat.WireType.Fixed64: output.WriteFixed64(Number); break;
            default: output.WriteBytes(ByteString.CopyFrom(Bytes ?? Encode(Fields!))); break;
        }
    }
}
