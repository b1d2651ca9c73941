using System.Buffers.Binary;
using Assay.Import.Graphs;
using Google.Protobuf;

namespace Assay.Import.Onnx;

/// <summary>Reads one TensorProto message into a <see cref="ConstantTensor"/>.</summary>
internal sealed class OnnxTensorReader
{
    private const int DataLocationExternal = 1;
    private const int MaximumRank = 8;

    private readonly List<long> _dimensions = [];
    private readonly List<float> _floats = [];
    private readonly List<long> _integers = [];
    private string _name = "";
    private int _elementType;
    private ByteString? _raw;
    private bool _external;

    /// <summary>Reads the tensor; <paramref name="owner"/> names it in errors where the tensor has no name of its own.</summary>
    public static (string Name, ConstantTensor Tensor) Read(ByteString message, string owner)
    {
        var reader = new OnnxTensorReader();
        reader.ReadFields(message);
        string label = reader._name.Length > 0 ? reader._name : owner;
        return (reader._name, reader.Build(label));
    }

    private void ReadFields(ByteString message)
    {
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: OnnxWire.ReadInt64s(input, tag, _dimensions); break;
                case 2: _elementType = OnnxWire.ReadInt32(input, tag); break;
                case 4: OnnxWire.ReadFloats(input, tag, _floats); break;
                case 5:
                case 7: OnnxWire.ReadInt64s(input, tag, _integers); break;
                case 8: _name = OnnxWire.ReadString(input, tag); break;
                case 9: _raw = OnnxWire.ReadBytes(input, tag); break;
                case 13: _external = true; input.SkipLastField(); break;
                case 14: _external |= OnnxWire.ReadInt32(input, tag) == DataLocationExternal; break;
                default: input.SkipLastField(); break;
            }
        }
    }

    private ConstantTensor Build(string label)
    {
        if (_external)
            throw new ImportException($"Tensor '{label}': its data lies outside the model file; expected a self-contained file.");
        int[] shape = ReadShape(label, out int count);
        return _elementType switch
        {
            OnnxElementType.Float32 => ConstantTensor.FromFloats(shape, ReadFloatData(label, count)),
            var type when OnnxElementType.IsInteger(type) => ConstantTensor.FromIntegers(shape, ReadIntegerData(label, count, OnnxElementType.Size(type)), type),
            _ => throw new ImportException(
                $"Tensor '{label}': element type {OnnxElementType.Describe(_elementType)}; expected float32 or an integer of 8, 16, 32 or 64 bits."),
        };
    }

    private int[] ReadShape(string label, out int count)
    {
        if (_dimensions.Count > MaximumRank)
            throw new ImportException($"Tensor '{label}': rank {_dimensions.Count}; expected at most {MaximumRank}.");
        long product = 1;
        foreach (long dimension in _dimensions)
        {
            if (dimension is < 0 or > OnnxReader.MaximumTensorElements)
                throw new ImportException($"Tensor '{label}': dimension {dimension}; expected 0 to {OnnxReader.MaximumTensorElements}.");
            product *= dimension;
            if (product > OnnxReader.MaximumTensorElements)
                throw new ImportException($"Tensor '{label}': more than {OnnxReader.MaximumTensorElements} elements.");
        }

        count = (int)product;
        return [.. _dimensions.Select(dimension => (int)dimension)];
    }

    private float[] ReadFloatData(string label, int count)
    {
        float[] values;
        if (_raw is { } raw)
        {
            CheckCount(label, count * (long)sizeof(float), raw.Length, "bytes");
            values = new float[count];
            for (int i = 0; i < count; i++)
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(raw.Span[(i * sizeof(float))..]);
        }
        else
        {
            CheckCount(label, count, _floats.Count, "values");
            values = [.. _floats];
        }

        if (Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and var bad)
            throw new ImportException($"Tensor '{label}': value {bad} is {values[bad]}; expected finite numbers.");
        return values;
    }

    private long[] ReadIntegerData(string label, int count, int size)
    {
        if (_raw is not { } raw)
        {
            CheckCount(label, count, _integers.Count, "values");
            (long low, long high) = OnnxElementType.Range(_elementType);
            return _integers.FindIndex(value => value < low || value > high) is >= 0 and var bad
                ? throw new ImportException($"Tensor '{label}': value {bad} is {_integers[bad]}; expected {low} to {high}.")
                : [.. _integers];
        }

        CheckCount(label, count * (long)size, raw.Length, "bytes");
        long[] values = new long[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = raw.Span[(i * size)..];
            values[i] = _elementType switch
            {
                OnnxElementType.UInt8 => at[0],
                OnnxElementType.Int8 => (sbyte)at[0],
                OnnxElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(at),
                OnnxElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
                OnnxElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
                _ => BinaryPrimitives.ReadInt64LittleEndian(at),
            };
        }

        return values;
    }

    private static void CheckCount(string label, long expected, long actual, string unit)
    {
        if (expected != actual)
            throw new ImportException($"Tensor '{label}': its shape needs {expected} {unit}, the file holds {actual}.");
    }
}
