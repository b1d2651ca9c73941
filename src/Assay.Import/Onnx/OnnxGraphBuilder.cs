using System.Runtime.InteropServices;

namespace Assay.Import.Onnx;

/// <summary>Builds an ONNX file, node by node. Field numbers are those of the published <c>onnx.proto</c>.</summary>
internal sealed class OnnxGraphBuilder
{
    /// <summary>Version of the default operator set of what is built.</summary>
    public const int Opset = 21;

    private const int IrVersion = 10;

    private readonly List<(string Output, IReadOnlyList<string> Inputs, byte[] Message)> _nodes = [];
    private readonly List<(string Name, byte[] Message)> _initializers = [], _inputs = [], _outputs = [];
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<(int Type, long Value), string> _scalars = [];
    private int _count;

    /// <summary>A name that no other tensor has: the wish, or the wish with a number.</summary>
    public string Reserve(string wish)
    {
        string name = wish;
        for (int i = 2; !_names.Add(name); i++)
            name = $"{wish} {i}";
        return name;
    }

    /// <summary>Declares an input of the graph.</summary>
    public void Input(string name, int elementType, IReadOnlyList<int> shape) => _inputs.Add((name, Value(name, elementType, shape)));

    /// <summary>Declares an output of the graph.</summary>
    public void Output(string name, int elementType, IReadOnlyList<int> shape) => _outputs.Add((name, Value(name, elementType, shape)));

    /// <summary>A node with one result, whose name is returned.</summary>
    public string Node(string operatorName, IReadOnlyList<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        string output = Reserve($"{operatorName} {_count}");
        Node(output, operatorName, inputs, attributes);
        return output;
    }

    /// <summary>A node whose result gets a name that was reserved.</summary>
    public void Node(string output, string operatorName, IReadOnlyList<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        _nodes.Add((output, inputs, NodeMessage($"{_count++} {operatorName}", operatorName, inputs, output, attributes)));
    }

    /// <summary>The message of a node.</summary>
    public static byte[] NodeMessage(
        string name, string operatorName, IReadOnlyList<string> inputs, string output, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        NodeMessage(name, operatorName, inputs, [output], attributes);

    /// <summary>The message of a node with several results.</summary>
    public static byte[] NodeMessage(
        string name, string operatorName, IReadOnlyList<string> inputs, string[] outputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        byte[][] encoded = new byte[attributes.Length][];
        for (int i = 0; i < encoded.Length; i++)
            encoded[i] = Attribute(attributes[i].Name, attributes[i].Value);
        return OnnxMessage.Write(node =>
        {
            foreach (string input in inputs)
                OnnxMessage.Text(node, 1, input);
            foreach (string output in outputs)
                OnnxMessage.Text(node, 2, output);
            OnnxMessage.Text(node, 3, name);
            OnnxMessage.Text(node, 4, operatorName);
            foreach (byte[] attribute in encoded)
                OnnxMessage.Bytes(node, 5, attribute);
        });
    }

    /// <summary>Another element type.</summary>
    public string Cast(string tensor, int elementType) => Node("Cast", [tensor], ("to", (long)elementType));

    /// <summary>Another shape.</summary>
    public string Reshape(string tensor, IReadOnlyList<int> shape) => Node("Reshape", [tensor, Vector(shape)]);

    /// <summary>Another order of the axes.</summary>
    public string Transpose(string tensor, params long[] permutation) => Node("Transpose", [tensor], ("perm", permutation));

    /// <summary>A constant.</summary>
    public string Constant<T>(int elementType, IReadOnlyList<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        string name = Reserve($"constant {_initializers.Count}");
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        _initializers.Add((name, OnnxMessage.Write(tensor =>
        {
            foreach (int size in shape)
                OnnxMessage.Number(tensor, 1, size);
            OnnxMessage.Number(tensor, 2, elementType);
            OnnxMessage.Text(tensor, 8, name);
            OnnxMessage.Bytes(tensor, 9, bytes);
        })));
        return name;
    }

    /// <summary>An int64 constant of one dimension.</summary>
    public string Vector(IEnumerable<int> values)
    {
        long[] wide = [.. values];
        return Constant<long>(OnnxElementType.Int64, [wide.Length], wide);
    }

    /// <summary>A constant without dimensions; equal ones are shared.</summary>
    public string Scalar(long value) => Scalar(OnnxElementType.Int64, value, value);

    /// <summary>As <see cref="Scalar(long)"/>, of another type.</summary>
    public string Scalar(float value) => Scalar(OnnxElementType.Float32, BitConverter.SingleToInt32Bits(value), value);

    /// <summary>As <see cref="Scalar(long)"/>, of another type.</summary>
    public string Scalar(byte value) => Scalar(OnnxElementType.UInt8, value, value);

    /// <summary>As <see cref="Scalar(long)"/>, of another type.</summary>
    public string Scalar(sbyte value) => Scalar(OnnxElementType.Int8, value, value);

    /// <summary>As <see cref="Scalar(long)"/>, of another type.</summary>
    public string Scalar(int value) => Scalar(OnnxElementType.Int32, value, value);

    /// <summary>The bytes of the file; what no output needs is left out.</summary>
    public byte[] Build(string name)
    {
        HashSet<string> needed = [.. _outputs.Select(output => output.Name)];
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (needed.Contains(_nodes[i].Output))
                needed.UnionWith(_nodes[i].Inputs);
        }

        byte[] graph = OnnxMessage.Write(graph =>
        {
            foreach ((_, _, byte[] message) in _nodes.Where(node => needed.Contains(node.Output)))
                OnnxMessage.Bytes(graph, 1, message);
            OnnxMessage.Text(graph, 2, name);
            foreach ((_, byte[] message) in _initializers.Where(initializer => needed.Contains(initializer.Name)))
                OnnxMessage.Bytes(graph, 5, message);
            foreach ((_, byte[] message) in _inputs)
                OnnxMessage.Bytes(graph, 11, message);
            foreach ((_, byte[] message) in _outputs)
                OnnxMessage.Bytes(graph, 12, message);
        });
        return OnnxMessage.Write(model =>
        {
            OnnxMessage.Number(model, 1, IrVersion);
            OnnxMessage.Text(model, 2, "assay");
            OnnxMessage.Bytes(model, 7, graph);
            OnnxMessage.Bytes(model, 8, OnnxMessage.Write(opset => OnnxMessage.Number(opset, 2, Opset)));
        });
    }

    private string Scalar<T>(int elementType, long key, T value)
        where T : unmanaged
    {
        if (!_scalars.TryGetValue((elementType, key), out string? name))
            _scalars[(elementType, key)] = name = Constant<T>(elementType, [], [value]);
        return name;
    }

    private static byte[] Attribute(string name, object value) => OnnxMessage.Write(attribute =>
    {
        const int Type = 20;
        OnnxMessage.Text(attribute, 1, name);
        switch (value)
        {
            case float real:
                OnnxMessage.Real(attribute, 2, real);
                OnnxMessage.Number(attribute, Type, 1);
                break;
            case long integer:
                OnnxMessage.Number(attribute, 3, integer);
                OnnxMessage.Number(attribute, Type, 2);
                break;
            case string text:
                OnnxMessage.Text(attribute, 4, text);
                OnnxMessage.Number(attribute, Type, 3);
                break;
            case long[] integers:
                foreach (long integer in integers)
                    OnnxMessage.Number(attribute, 8, integer);
                OnnxMessage.Number(attribute, Type, 7);
                break;
            default:
                throw new ArgumentException($"Attribute '{name}': there is no encoding of {value.GetType()}.", nameof(value));
        }
    });

    private static byte[] Value(string name, int elementType, IReadOnlyList<int> shape) => OnnxMessage.Write(value =>
    {
        OnnxMessage.Text(value, 1, name);
        OnnxMessage.Bytes(value, 2, OnnxMessage.Write(type => OnnxMessage.Bytes(type, 1, OnnxMessage.Write(tensor =>
        {
            OnnxMessage.Number(tensor, 1, elementType);
            OnnxMessage.Bytes(tensor, 2, OnnxMessage.Write(dimensions =>
            {
                foreach (int size in shape)
                    OnnxMessage.Bytes(dimensions, 1, OnnxMessage.Write(dimension => OnnxMessage.Number(dimension, 1, size)));
            }));
        }))));
    });
}
