using Google.Protobuf;

namespace Assay.Import.Onnx;

/// <summary>Reads ValueInfoProto: the name, element type and dimensions of an input or output.</summary>
internal static class OnnxValueReader
{
    public static OnnxValue Read(ByteString message)
    {
        string name = "";
        int elementType = 0;
        var dimensions = new List<long?>();
        Visit(message, (field, tag, input) =>
        {
            if (field == 1)
                name = OnnxWire.ReadString(input, tag);
            else if (field == 2)
                Visit(OnnxWire.ReadBytes(input, tag), ReadType);
            else
                return false;
            return true;
        });
        return new OnnxValue(name, elementType, dimensions);

        bool ReadType(int field, uint tag, CodedInputStream input)
        {
            if (field != 1)
                throw new ImportException($"Value '{name}': it is not a tensor.");
            Visit(OnnxWire.ReadBytes(input, tag), ReadTensorType);
            return true;
        }

        bool ReadTensorType(int field, uint tag, CodedInputStream input)
        {
            if (field == 1)
                elementType = OnnxWire.ReadInt32(input, tag);
            else if (field == 2)
                Visit(OnnxWire.ReadBytes(input, tag), ReadDimension);
            else
                return false;
            return true;
        }

        bool ReadDimension(int field, uint tag, CodedInputStream input)
        {
            if (field != 1)
                return false;
            long? size = null;
            Visit(OnnxWire.ReadBytes(input, tag), (inner, innerTag, nested) =>
            {
                if (inner != 1)
                    return false;
                size = OnnxWire.ReadInt64(nested, innerTag);
                return true;
            });
            dimensions.Add(size);
            return true;
        }
    }

    /// <summary>Calls <paramref name="read"/> for every field; fields it does not take (false) are skipped.</summary>
    private static void Visit(ByteString message, Func<int, uint, CodedInputStream, bool> read)
    {
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (!read(WireFormat.GetTagFieldNumber(tag), tag, input))
                input.SkipLastField();
        }
    }
}
