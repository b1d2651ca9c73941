using Assay.Import.Graphs;
using Google.Protobuf;

namespace Assay.Import.Onnx;

/// <summary>
/// Reads the public ONNX schema from untrusted bytes. Only the messages that a float32 inference graph needs are read;
/// field numbers are those of the published <c>onnx.proto</c>.
/// </summary>
public static class OnnxReader
{
    /// <summary>Largest accepted model file, in bytes.</summary>
    public const int MaximumFileBytes = 256 * 1024 * 1024;

    /// <summary>Largest accepted number of elements in one constant.</summary>
    public const int MaximumTensorElements = 64 * 1024 * 1024;

    /// <summary>Oldest and newest operator set whose meaning of the supported operators is known.</summary>
    public const int MinimumOpset = 7, MaximumOpset = 23;

    private const int MaximumNodes = 10_000;

    /// <summary>Reads a model file.</summary>
    /// <param name="path">Path of the <c>.onnx</c> file.</param>
    /// <returns>The bytes of the file, within <see cref="MaximumFileBytes"/>.</returns>
    /// <exception cref="ImportException">The file is missing, empty or too large.</exception>
    public static byte[] ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ImportException($"Model file '{path}' does not exist.");
        if (file.Length is 0 or > MaximumFileBytes)
            throw new ImportException($"Model file '{path}': {file.Length} bytes; expected 1 to {MaximumFileBytes}.");
        return File.ReadAllBytes(path);
    }

    /// <summary>Parses the bytes of a model file.</summary>
    /// <param name="bytes">A serialised ModelProto.</param>
    /// <returns>The model as the file states it.</returns>
    /// <exception cref="ImportException">The bytes are no ONNX model, or one outside the limits above.</exception>
    public static OnnxModel Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length is 0 or > MaximumFileBytes)
            throw new ImportException($"ONNX model: {bytes.Length} bytes; expected 1 to {MaximumFileBytes}.");
        try
        {
            return ReadModel(UnsafeByteOperations.UnsafeWrap(bytes));
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidOperationException or OverflowException)
        {
            throw new ImportException($"ONNX model: the file is truncated or malformed ({error.Message})", error);
        }
    }

    private static OnnxModel ReadModel(ByteString message)
    {
        long opset = 0;
        ByteString? graph = null;
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 7 when graph is not null: throw new ImportException("ONNX model: the file holds two graphs.");
                case 7: graph = OnnxWire.ReadBytes(input, tag); break;
                case 8: opset = Math.Max(opset, ReadOpset(OnnxWire.ReadBytes(input, tag))); break;
                case 25: throw new ImportException("ONNX model: it defines functions of its own; expected built-in operators only.");
                default: input.SkipLastField(); break;
            }
        }

        if (graph is null)
            throw new ImportException("ONNX model: the file holds no graph.");
        if (opset is < MinimumOpset or > MaximumOpset)
            throw new ImportException($"ONNX model: operator set {opset}; expected {MinimumOpset} to {MaximumOpset}.");
        return ReadGraph(graph, opset);
    }

    /// <summary>Version of the default operator set, or 0 for other domains: their operators are refused where a node uses one.</summary>
    private static long ReadOpset(ByteString message)
    {
        string domain = "";
        long version = 0;
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: domain = OnnxWire.ReadString(input, tag); break;
                case 2: version = OnnxWire.ReadInt64(input, tag); break;
                default: input.SkipLastField(); break;
            }
        }

        return domain is "" or "ai.onnx" ? version : 0;
    }

    private static OnnxModel ReadGraph(ByteString message, long opset)
    {
        var nodes = new List<GraphNode>();
        var initializers = new Dictionary<string, ConstantTensor>();
        var inputs = new List<OnnxValue>();
        var outputs = new List<OnnxValue>();
        CodedInputStream input = message.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    nodes.Add(OnnxNodeReader.Read(OnnxWire.ReadBytes(input, tag), nodes.Count));
                    if (nodes.Count > MaximumNodes)
                        throw new ImportException($"ONNX model: more than {MaximumNodes} nodes.");
                    break;
                case 5:
                    (string name, ConstantTensor tensor) = OnnxTensorReader.Read(OnnxWire.ReadBytes(input, tag), $"initializer {initializers.Count}");
                    if (!initializers.TryAdd(name, tensor))
                        throw new ImportException($"ONNX model: two initializers are called '{name}'.");
                    break;
                case 11: inputs.Add(OnnxValueReader.Read(OnnxWire.ReadBytes(input, tag))); break;
                case 12: outputs.Add(OnnxValueReader.Read(OnnxWire.ReadBytes(input, tag))); break;
                case 15: throw new ImportException("ONNX model: sparse initializers are not supported.");
                default: input.SkipLastField(); break;
            }
        }

        return new OnnxModel(opset, nodes, initializers, inputs, outputs);
    }
}
