using Google.Protobuf;

namespace Assay.Import.Onnx;

/// <summary>Declares inner tensors of a model as outputs, so that a runtime returns them.</summary>
internal static class OnnxOutputs
{
    private static readonly uint GraphTag = WireFormat.MakeTag(7, WireFormat.WireType.LengthDelimited);
    private static readonly uint OutputTag = WireFormat.MakeTag(12, WireFormat.WireType.LengthDelimited);
    private static readonly uint NameTag = WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited);

    /// <summary>
    /// Appends the outputs to the file. Protocol buffers merge a message field that occurs twice, so a second graph
    /// with nothing but outputs extends the first; the model itself is not rewritten.
    /// </summary>
    public static byte[] Append(ReadOnlySpan<byte> model, IEnumerable<string> names)
    {
        byte[] graph = Write(output =>
        {
            foreach (string name in names)
            {
                byte[] value = Write(inner =>
                {
                    inner.WriteTag(NameTag);
                    inner.WriteString(name);
                });
                output.WriteTag(OutputTag);
                output.WriteBytes(ByteString.CopyFrom(value));
            }
        });
        byte[] tail = Write(output =>
        {
            output.WriteTag(GraphTag);
            output.WriteBytes(ByteString.CopyFrom(graph));
        });
        return [.. model, .. tail];
    }

    private static byte[] Write(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
            write(output);
        return buffer.ToArray();
    }
}
