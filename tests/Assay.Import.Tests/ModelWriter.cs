using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Assay.Import.Tests;

/// <summary>Writes small ONNX files.</summary>
internal sealed class ModelWriter
{
    private readonly List<Action<CodedOutputStream>> _graph = [];
    private readonly HashSet<string> _domains = [];
    private readonly long _opset;

    public ModelWriter(long opset = 13)
    {
        _opset = opset;
    }

    public ModelWriter Input(string name, params long[] shape) => Add(11, Value(name, shape, 1));

    public ModelWriter Input(string name, int elementType, long[] shape) => Add(11, Value(name, shape, elementType));

    public ModelWriter Output(string name) => Add(12, Value(name, [], 1));

    public ModelWriter Output(string name, int elementType, long[] shape) => Add(12, Value(name, shape, elementType));

    public ModelWriter Numbers<T>(string name, int elementType, int[] shape, params T[] values)
        where T : unmanaged => Add(5, TensorMessage(name, shape, elementType, MemoryMarshal.AsBytes<T>(values).ToArray()));

    public ModelWriter Constant(string name, int[] shape, params float[] values) =>
        Add(5, TensorMessage(name, shape, 1, MemoryMarshal.AsBytes<float>(values).ToArray()));

    public ModelWriter Integers(string name, int[] shape, params long[] values) =>
        Add(5, TensorMessage(name, shape, 7, MemoryMarshal.AsBytes<long>(values).ToArray()));

    public ModelWriter Tensor(byte[] message) => Add(5, message);

    public ModelWriter Node(string operatorName, string output, string[] inputs, params (string Name, object Value)[] attributes) =>
        Node("", operatorName, output, inputs, attributes);

    public ModelWriter Node(string operatorName, string[] outputs, string[] inputs, params (string Name, object Value)[] attributes) =>
        Node("", operatorName, outputs, inputs, attributes);

    public ModelWriter Node(string domain, string operatorName, string output, string[] inputs, (string Name, object Value)[] attributes) =>
        Node(domain, operatorName, [output], inputs, attributes);

    private ModelWriter Node(string domain, string operatorName, string[] outputs, string[] inputs, (string Name, object Value)[] attributes) =>
        Add(1, Message(node =>
        {
            foreach (string input in inputs)
                Text(node, 1, input);
            foreach (string output in outputs)
                Text(node, 2, output);
            Text(node, 3, $"{operatorName} to {outputs[0]}");
            Text(node, 4, operatorName);
            foreach ((string name, object value) in attributes)
                Bytes(node, 5, Attribute(name, value));
            if (domain.Length > 0)
            {
                _domains.Add(domain);
                Text(node, 7, domain);
            }
        }));

    public byte[] Build() => Message(model =>
    {
        model.WriteTag(1, WireFormat.WireType.Varint);
        model.WriteInt64(7);
        Bytes(model, 7, Message(graph => _graph.ForEach(part => part(graph))));
        Bytes(model, 8, Message(opset => Integer(opset, 2, _opset)));
        foreach (string domain in _domains)
        {
            Bytes(model, 8, Message(opset =>
            {
                Text(opset, 1, domain);
                Integer(opset, 2, 1);
            }));
        }
    });

    public static byte[] TensorMessage(string name, int[] shape, int elementType, byte[] raw, Action<CodedOutputStream>? more = null) => Message(tensor =>
    {
        foreach (int dimension in shape)
            Integer(tensor, 1, dimension);
        Integer(tensor, 2, elementType);
        Text(tensor, 8, name);
        Bytes(tensor, 9, raw);
        more?.Invoke(tensor);
    });

    public static void Integer(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private ModelWriter Add(int field, byte[] message)
    {
        _graph.Add(graph => Bytes(graph, field, message));
        return this;
    }

    private static byte[] Attribute(string name, object value) => Message(attribute =>
    {
        Text(attribute, 1, name);
        switch (value)
        {
            case float real:
                attribute.WriteTag(2, WireFormat.WireType.Fixed32);
                attribute.WriteFloat(real);
                Integer(attribute, 20, 1);
                break;
            case int integer:
                Integer(attribute, 3, integer);
                Integer(attribute, 20, 2);
                break;
            case string text:
                Text(attribute, 4, text);
                Integer(attribute, 20, 3);
                break;
            case int[] integers:
                foreach (int integer in integers)
                    Integer(attribute, 8, integer);
                Integer(attribute, 20, 7);
                break;
            case byte[] tensor:
                Bytes(attribute, 5, tensor);
                Integer(attribute, 20, 4);
                break;
            default:
                throw new ArgumentException($"No attribute for {value.GetType()}.", nameof(value));
        }
    });

    private static byte[] Value(string name, long[] shape, int elementType) => Message(value =>
    {
        Text(value, 1, name);
        Bytes(value, 2, Message(type => Bytes(type, 1, Message(tensor =>
        {
            Integer(tensor, 1, elementType);
            Bytes(tensor, 2, Message(dimensions =>
            {
                foreach (long size in shape)
                    Bytes(dimensions, 1, Message(dimension => WriteDimension(dimension, size)));
            }));
        }))));
    });

    /// <summary>A negative size is written as a named, open dimension.</summary>
    private static void WriteDimension(CodedOutputStream dimension, long size)
    {
        if (size < 0)
            Text(dimension, 2, "open");
        else
            Integer(dimension, 1, size);
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
            write(output);
        return buffer.ToArray();
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Bytes(CodedOutputStream output, int field, byte[] bytes)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    }
}
