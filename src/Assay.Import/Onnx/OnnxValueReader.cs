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
        Visit(message, (field, input) =>
        {
            if (field == 1)
                name = input.ReadString();
            else if (field == 2)
                Visit(input.ReadBytes(), ReadType);
            else
                return false;
            return true;
        });
        return new OnnxValue(name, elementType, dimensions);

        bool ReadType(int field, CodedInputStream input)
        {
            if (field != 1)
                throw new ImportException($"Value '{name}': it is not a tensor.");
            Visit(input.ReadBytes(), ReadTensorType);
            return true;
        }

        bool ReadTensorType(int field, CodedInputStream input)
        {
            if (field == 1)
                elementType = input.ReadInt32();
            else if (field == 2)
                Visit(input.ReadBytes(), ReadDimension);
            else
                return false;
            return true;
        }

        bool ReadDimension(int field, CodedInputStream input)
        {
            if (field != 1)
                return false;
            long? size = null;
            Visit(input.ReadBytes(), (inner, nested) =>
            {
                if (inner != 1)
                    return false;
                size = nested.ReadInt64();
                return true;
            });
            dimensions.Add(size);
            return true;
        }
    }

    /// <summary>Calls <paramref name="read"/> for every field; fields it does not take (false) are skipped.</summary>
    private static void Visit(ByteString message, Func<int, CodedInputStream, bool> read)
    {
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (!read(WireFormat.GetTagFieldNumber(tag), input))
                input.SkipLastField();
        }
    }
}
