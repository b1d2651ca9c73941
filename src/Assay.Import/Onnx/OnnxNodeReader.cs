using Assay.Import.Graphs;
using Google.Protobuf;

namespace Assay.Import.Onnx;

/// <summary>Reads NodeProto and AttributeProto messages.</summary>
internal static class OnnxNodeReader
{
    public static GraphNode Read(ByteString message, int index)
    {
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new List<ByteString>();
        string name = "", operatorName = "", domain = "";
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: inputs.Add(OnnxWire.ReadString(input, tag)); break;
                case 2: outputs.Add(OnnxWire.ReadString(input, tag)); break;
                case 3: name = OnnxWire.ReadString(input, tag); break;
                case 4: operatorName = OnnxWire.ReadString(input, tag); break;
                case 5: attributes.Add(OnnxWire.ReadBytes(input, tag)); break;
                case 7: domain = OnnxWire.ReadString(input, tag); break;
                default: input.SkipLastField(); break;
            }
        }

        if (outputs.Count == 0 || outputs[0].Length == 0)
            throw new ImportException($"ONNX model: node {index} ({operatorName}) has no output.");
        if (name.Length == 0)
            name = outputs[0];
        if (domain is not ("" or "ai.onnx") && !(domain == QuantisedOperators.Domain && QuantisedOperators.IsOfRuntime(operatorName)))
            throw new ImportException($"Operator {domain}.{operatorName} (node '{name}') is not supported.");

        var values = new Dictionary<string, object>();
        foreach (ByteString attribute in attributes)
        {
            (string key, object? value) = ReadAttribute(attribute, name);
            if (value is not null)
                values[key] = value;
        }

        return new GraphNode(operatorName, name, inputs, outputs, values);
    }

    /// <summary>The value is null for attributes without one; nested graphs are refused because no supported operator has them.</summary>
    private static (string Name, object? Value) ReadAttribute(ByteString message, string node)
    {
        string name = "";
        object? scalar = null;
        int type = 0;
        var floats = new List<float>();
        var integers = new List<long>();
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: name = OnnxWire.ReadString(input, tag); break;
                case 2: scalar = OnnxWire.ReadFloat(input, tag); break;
                case 3: scalar = OnnxWire.ReadInt64(input, tag); break;
                case 4: scalar = OnnxWire.ReadBytes(input, tag).ToStringUtf8(); break;
                case 5: scalar = OnnxTensorReader.Read(OnnxWire.ReadBytes(input, tag), node).Tensor; break;
                case 7: OnnxWire.ReadFloats(input, tag, floats); break;
                case 8: OnnxWire.ReadInt64s(input, tag, integers); break;
                case 20: type = OnnxWire.ReadInt32(input, tag); break;
                case 6:
                case 11: throw new ImportException($"Node '{node}': attribute '{name}' holds a graph, which is not supported.");
                default: input.SkipLastField(); break;
            }
        }

        const int Float = 1, Integer = 2, Text = 3, Floats = 6, Integers = 7;
        object? value = type switch
        {
            Float => scalar ?? 0f,
            Integer => scalar ?? 0L,
            Text => scalar ?? "",
            Floats => floats.ToArray(),
            Integers => integers.ToArray(),
            _ => scalar ?? (integers.Count > 0 ? integers.ToArray() : floats.Count > 0 ? floats.ToArray() : null),
        };
        return (name, value);
    }
}
