using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Benchmarking;

/// <summary>ONNX Runtime's product of a matrix of unsigned bytes with a constant matrix of signed bytes, as a model of one MatMulInteger.</summary>
internal sealed class MatMulIntegerModel : IDisposable
{
    private const int UInt8 = 2, Int8 = 3, Int32 = 6;
    private const int IrVersion = 8, Opset = 13;

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtValue _left;
    private readonly OrtValue _product;

    /// <param name="left">The left matrix, size × size, row by row: every run multiplies it.</param>
    /// <param name="right">The right matrix, size × size, row by row: ONNX Runtime prepares it once.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="threads">Threads for one run.</param>
    internal MatMulIntegerModel(byte[] left, sbyte[] right, int size, int threads)
    {
        using SessionOptions options = OnnxRuntimeModel.CreateOptions(threads);
        _session = new InferenceSession(Model(right, size), options);
        _left = OrtValue.CreateTensorValueFromMemory(left, [size, size]);
        Product = new int[size * size];
        _product = OrtValue.CreateTensorValueFromMemory(Product, [size, size]);
    }

    /// <summary>The result of the last run.</summary>
    internal int[] Product { get; }

    public void Dispose()
    {
        _left.Dispose();
        _product.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    internal void Run() => _session.Run(_runOptions, ["left"], [_left], ["product"], [_product]);

    // Field numbers are those of the published onnx.proto.
    private static byte[] Model(sbyte[] right, int size) => Message(model =>
    {
        Number(model, 1, IrVersion);
        Bytes(model, 7, Message(graph =>
        {
            Bytes(graph, 1, Message(node =>
            {
                Text(node, 1, "left");
                Text(node, 1, "right");
                Text(node, 2, "product");
                Text(node, 4, "MatMulInteger");
            }));
            Text(graph, 2, "product");
            Bytes(graph, 5, Message(tensor =>
            {
                Number(tensor, 1, size);
                Number(tensor, 1, size);
                Number(tensor, 2, Int8);
                Text(tensor, 8, "right");
                Bytes(tensor, 9, [.. right.Select(value => (byte)value)]);
            }));
            Bytes(graph, 11, Value("left", UInt8, size));
            Bytes(graph, 12, Value("product", Int32, size));
        }));
        Bytes(model, 8, Message(opset => Number(opset, 2, Opset)));
    });

    private static byte[] Value(string name, int type, int size) => Message(value =>
    {
        Text(value, 1, name);
        Bytes(value, 2, Message(outer => Bytes(outer, 1, Message(tensor =>
        {
            Number(tensor, 1, type);
            byte[] dimension = Message(inner => Number(inner, 1, size));
            Bytes(tensor, 2, Message(shape =>
            {
                Bytes(shape, 1, dimension);
                Bytes(shape, 1, dimension);
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream buffer = new();
        using (CodedOutputStream output = new(buffer, leaveOpen: true))
            write(output);
        return buffer.ToArray();
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }
}
