using Google.Protobuf;

namespace Assay.Import.Onnx;

/// <summary>
/// Drops the names of absent inputs behind the last one that is there. An empty name and no name mean the same in the schema, but optimisations of ONNX Runtime
/// look at the type of every input that has a name, and of an empty one it has none: the process dies of that (LayerNormalization without a bias, for example).
/// </summary>
internal static class TrailingInputs
{
    private const int InputField = 1;

    private static readonly uint s_inputTag = WireFormat.MakeTag(InputField, WireFormat.WireType.LengthDelimited);

    /// <summary>The bytes of a file without such names; the same array where there are none, or where the file is malformed, which the runtime then tells.</summary>
    public static byte[] Drop(byte[] model)
    {
        bool changed = false;
        try
        {
            byte[] result = OnnxMessage.Rewrite(model, OnnxMessage.GraphField, (_, graph) =>
                [(OnnxMessage.GraphField, OnnxMessage.Rewrite(graph, OnnxMessage.NodeField, (_, node) => [(OnnxMessage.NodeField, Shortened(node))]))]);
            return changed ? result : model;
        }
        catch (InvalidProtocolBufferException)
        {
            return model;
        }

        byte[] Shortened(byte[] node)
        {
            int kept = 0, count = 0;
            var input = new CodedInputStream(node);
            while (input.ReadTag() is var tag && tag != 0)
            {
                if (tag != s_inputTag)
                {
                    input.SkipLastField();
                    continue;
                }

                count++;
                if (input.ReadBytes().Length > 0)
                    kept = count;
            }

            if (kept == count)
                return node;
            changed = true;
            return OnnxMessage.Rewrite(node, InputField, (index, name) => index < kept ? [(InputField, name)] : []);
        }
    }
}
