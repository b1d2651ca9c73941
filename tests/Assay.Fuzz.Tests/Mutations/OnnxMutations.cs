using System.Text;
using Google.Protobuf;

namespace Assay.Fuzz.Tests.Mutations;

/// <summary>Changes to an ONNX file that keep it a protocol buffer: other numbers, names, operators, and fields that come twice, are missing or elsewhere.</summary>
internal static class OnnxMutations
{
    private static readonly byte[][] s_operators =
    [
        .. new[]
        {
            "Conv", "ConvTranspose", "Add", "Sub", "Mul", "Div", "MatMul", "Gemm", "MaxPool", "AveragePool", "GlobalAveragePool", "ReduceMean", "Concat", "Resize",
            "Softmax", "Relu", "Sigmoid", "Tanh", "HardSigmoid", "HardSwish", "LeakyRelu", "Elu", "Clip", "Erf", "Pow", "Sqrt", "Reshape", "Flatten", "Squeeze",
            "Unsqueeze", "Transpose", "Slice", "Identity", "Dropout", "Cast", "Shape", "Gather", "Constant", "BatchNormalization", "Split", "Loop",
            "QuantizeLinear", "DequantizeLinear", "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "Floor", "Pad", "Where", "Mod",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    internal static byte[] Apply(byte[] file, FuzzRandom random)
    {
        List<ProtobufField> model = ProtobufField.Parse(file) ?? throw new ArgumentException("The file to mutate is no protocol buffer.", nameof(file));
        int changes = random.Chance(70) ? 1 : 2 + random.Below(2);
        for (int i = 0; i < changes; i++)
            Once(model, random);
        return ProtobufField.Encode(model);
    }

    private static void Once(List<ProtobufField> model, FuzzRandom random)
    {
        var places = new List<(List<ProtobufField> Parent, int Index)>();
        Collect(model, places);
        if (places.Count == 0)
            return;
        (List<ProtobufField> parent, int index) = random.Pick(places);
        ProtobufField field = parent[index];
        switch (random.Below(10))
        {
            case 0:
                parent.RemoveAt(index);
                break;
            case 1:
                parent.Insert(index, field.Copy());
                break;
            case 2:
                int other = random.Below(parent.Count);
                (parent[index], parent[other]) = (parent[other], parent[index]);
                break;
            case 3:
                (List<ProtobufField> from, int at) = random.Pick(places);
                parent.Insert(index, from[at].Copy());
                break;
            case 4:
                field.Tag = WireFormat.MakeTag(1 + random.Below(20), field.Type);
                break;
            default:
                ChangeValue(field, places, random);
                break;
        }
    }

    private static void ChangeValue(ProtobufField field, List<(List<ProtobufField> Parent, int Index)> places, FuzzRandom random)
    {
        if (field.Fields is not null)
            return;
        if (field.Bytes is not { } bytes)
        {
            field.Number = unchecked((ulong)random.Integer((long)field.Number));
            return;
        }

        byte[][] texts = [.. places.Select(place => place.Parent[place.Index].Bytes).OfType<byte[]>()];
        field.Bytes = random.Below(4) switch
        {
            0 => random.Pick(s_operators),
            1 or 2 => random.Pick(texts),
            _ when bytes.Length > 0 => ByteMutations.Apply(bytes, texts, random),
            _ => random.Bytes(random.Below(9)),
        };
    }

    private static void Collect(List<ProtobufField> fields, List<(List<ProtobufField> Parent, int Index)> places)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            places.Add((fields, i));
            if (fields[i].Fields is { } inner)
                Collect(inner, places);
        }
    }
}
