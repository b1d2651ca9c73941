using Assay.Import.Onnx;

namespace Assay.Import.Tests.Quantised;

/// <summary>Writes quantised ONNX files: numbers and scales are named as they are made.</summary>
internal sealed class QdqWriter(long opset = 13)
{
    private readonly Random _random = new(5);
    private int _count;

    public ModelWriter Model { get; } = new(opset);

    /// <summary>An input of integers.</summary>
    public QdqWriter Input(int type, params long[] shape)
    {
        Model.Input("x", type, shape);
        return this;
    }

    /// <summary>Random integers.</summary>
    public string Random(int type, int low, int high, params int[] shape)
    {
        int[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(_ => _random.Next(low, high + 1))];
        return Integers(type, shape, values);
    }

    public string Integers(int type, int[] shape, params int[] values)
    {
        string name = Name();
        _ = type switch
        {
            OnnxElementType.UInt8 => Model.Numbers(name, type, shape, Array.ConvertAll(values, value => (byte)value)),
            OnnxElementType.Int8 => Model.Numbers(name, type, shape, Array.ConvertAll(values, value => (sbyte)value)),
            OnnxElementType.UInt16 => Model.Numbers(name, type, shape, Array.ConvertAll(values, value => (ushort)value)),
            OnnxElementType.Int16 => Model.Numbers(name, type, shape, Array.ConvertAll(values, value => (short)value)),
            OnnxElementType.Int32 => Model.Numbers(name, type, shape, values),
            _ => Model.Integers(name, shape, Array.ConvertAll(values, value => (long)value)),
        };
        return name;
    }

    public string Reals(params float[] values)
    {
        string name = Name();
        Model.Constant(name, values.Length == 1 ? [] : [values.Length], values);
        return name;
    }

    /// <summary>Random scales of channels.</summary>
    public string Scales(int count, float around) => Reals([.. Enumerable.Range(0, count).Select(_ => around * (0.5f + _random.NextSingle()))]);

    public string Zero(int type, int value) => Integers(type, [], value);

    public string Node(string name, string[] inputs, params (string Name, object Value)[] attributes) => Node("", name, inputs, attributes);

    public string Node(string domain, string name, string[] inputs, params (string Name, object Value)[] attributes)
    {
        string output = Name();
        Model.Node(domain, name, output, inputs, attributes);
        return output;
    }

    public string Dequantise(string tensor, float scale, int type, int zeroPoint) => Node("DequantizeLinear", [tensor, Reals(scale), Zero(type, zeroPoint)]);

    public string Quantise(string tensor, float scale, int type, int zeroPoint) => Node("QuantizeLinear", [tensor, Reals(scale), Zero(type, zeroPoint)]);

    /// <summary>The file, with a tensor of integers as its output.</summary>
    public byte[] Build(string output, int type, params long[] shape)
    {
        Model.Output(output, type, shape);
        return Model.Build();
    }

    private string Name() => $"t{_count++}";
}
