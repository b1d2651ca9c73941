using System.Runtime.InteropServices;
using Assay.Import.Tflite;
using Google.FlatBuffers;

namespace Assay.Import.Tests.Tflite;

/// <summary>Writes small TFLite files with Google's own builder.</summary>
internal sealed class TfliteWriter
{
    private readonly FlatBufferBuilder _builder = new(1024);
    private readonly List<int> _tensors = [], _operators = [], _codes = [], _buffers = [];

    public TfliteWriter()
    {
        Buffer([]);
    }

    /// <summary>An int8 tensor with one scale.</summary>
    public int Tensor(int[] shape, float scale, int zeroPoint, sbyte[]? data = null, TfliteElementType type = TfliteElementType.Int8) =>
        Tensor(shape, type, [scale], [zeroPoint], 0, data is null ? null : MemoryMarshal.AsBytes<sbyte>(data).ToArray());

    /// <summary>An int32 constant.</summary>
    public int Integers(int[] shape, params int[] values) =>
        Tensor(shape, TfliteElementType.Int32, [], [], 0, MemoryMarshal.AsBytes<int>(values).ToArray());

    public int Tensor(int[] shape, TfliteElementType type, float[] scales, long[] zeroPoints, int dimension, byte[]? data)
    {
        int buffer = data is null ? 0 : Buffer(data);
        VectorOffset dimensions = Vector(shape);
        int quantisation = scales.Length == 0 ? 0 : Quantisation(scales, zeroPoints, dimension);
        StringOffset name = _builder.CreateString($"t{_tensors.Count}");
        _builder.StartTable(8);
        _builder.AddOffset(0, dimensions.Value, 0);
        _builder.AddByte(1, (byte)type, 0);
        _builder.AddUint(2, (uint)buffer, 0);
        _builder.AddOffset(3, name.Value, 0);
        _builder.AddOffset(4, quantisation, 0);
        _tensors.Add(_builder.EndTable());
        return _tensors.Count - 1;
    }

    /// <summary>An operator whose options are a table with the fields that <paramref name="options"/> adds.</summary>
    public TfliteWriter Operator(int code, int[] inputs, int output, byte optionsType = 0, Action<FlatBufferBuilder>? options = null) =>
        Operator(code, inputs, [output], optionsType, options);

    /// <summary>An operator of several outputs.</summary>
    public TfliteWriter Operator(int code, int[] inputs, int[] outputs, byte optionsType = 0, Action<FlatBufferBuilder>? options = null)
    {
        int table = 0;
        if (options is not null)
        {
            _builder.StartTable(8);
            options(_builder);
            table = _builder.EndTable();
        }

        VectorOffset reads = Vector(inputs), writes = Vector(outputs);
        _builder.StartTable(5);
        _builder.AddUint(0, (uint)_codes.Count, 0);
        _builder.AddOffset(1, reads.Value, 0);
        _builder.AddOffset(2, writes.Value, 0);
        _builder.AddByte(3, optionsType, 0);
        _builder.AddOffset(4, table, 0);
        _operators.Add(_builder.EndTable());
        _builder.StartTable(4);
        _builder.AddSbyte(0, (sbyte)Math.Min(code, 127), 0);
        _builder.AddInt(3, code, 0);
        _codes.Add(_builder.EndTable());
        return this;
    }

    public byte[] Build(int[] inputs, int[] outputs)
    {
        VectorOffset tensors = Offsets(_tensors), reads = Vector(inputs), writes = Vector(outputs), operators = Offsets(_operators);
        _builder.StartTable(5);
        _builder.AddOffset(0, tensors.Value, 0);
        _builder.AddOffset(1, reads.Value, 0);
        _builder.AddOffset(2, writes.Value, 0);
        _builder.AddOffset(3, operators.Value, 0);
        VectorOffset graphs = Offsets([_builder.EndTable()]), codes = Offsets(_codes), buffers = Offsets(_buffers);
        _builder.StartTable(5);
        _builder.AddUint(0, 3, 0);
        _builder.AddOffset(1, codes.Value, 0);
        _builder.AddOffset(2, graphs.Value, 0);
        _builder.AddOffset(4, buffers.Value, 0);
        _builder.Finish(_builder.EndTable(), "TFL3");
        return _builder.SizedByteArray();
    }

    private int Buffer(byte[] data)
    {
        VectorOffset bytes = default;
        if (data.Length > 0)
        {
            _builder.StartVector(1, data.Length, 16);
            foreach (byte value in data.Reverse())
                _builder.AddByte(value);
            bytes = _builder.EndVector();
        }

        _builder.StartTable(1);
        _builder.AddOffset(0, bytes.Value, 0);
        _buffers.Add(_builder.EndTable());
        return _buffers.Count - 1;
    }

    private int Quantisation(float[] scales, long[] zeroPoints, int dimension)
    {
        _builder.StartVector(4, scales.Length, 4);
        foreach (float scale in scales.Reverse())
            _builder.AddFloat(scale);
        VectorOffset scaleVector = _builder.EndVector();
        _builder.StartVector(8, zeroPoints.Length, 8);
        foreach (long zeroPoint in zeroPoints.Reverse())
            _builder.AddLong(zeroPoint);
        VectorOffset zeroPointVector = _builder.EndVector();
        _builder.StartTable(7);
        _builder.AddOffset(2, scaleVector.Value, 0);
        _builder.AddOffset(3, zeroPointVector.Value, 0);
        _builder.AddInt(6, dimension, 0);
        return _builder.EndTable();
    }

    private VectorOffset Vector(int[] values)
    {
        _builder.StartVector(4, values.Length, 4);
        foreach (int value in values.Reverse())
            _builder.AddInt(value);
        return _builder.EndVector();
    }

    private VectorOffset Offsets(List<int> tables)
    {
        _builder.StartVector(4, tables.Count, 4);
        foreach (int table in Enumerable.Reverse(tables))
            _builder.AddOffset(table);
        return _builder.EndVector();
    }
}
