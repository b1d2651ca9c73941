using Assay.Import.Onnx;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Quantised;

/// <summary>
/// Single operators of quantised files against ONNX Runtime. Weights stay within 7 bits, because its kernels saturate pairs of products on some processors.
/// </summary>
public class QuantisedOperatorTests(ITestOutputHelper output)
{
    // Quotients of scales that are simple fractions would make ties, which ONNX rounds to even numbers and the arithmetic up.
    private const float Fine = 0.0213f, Middle = 0.0317f, Coarse = 0.0529f, Coarsest = 0.0913f;
    private const int U8 = OnnxElementType.UInt8, S8 = OnnxElementType.Int8, U16 = OnnxElementType.UInt16, S16 = OnnxElementType.Int16, S32 = OnnxElementType.Int32;

    public static TheoryData<string> Cases => [.. Files.Keys];

    private static readonly Dictionary<string, Func<byte[]>> Files = new()
    {
        ["QDQ Conv, uint8"] = () => Convolution(U8, 120, S8, 0),
        ["QDQ Conv, int8"] = () => Convolution(S8, -7, S8, 0),
        ["QDQ Conv, uint8 weights"] = () => Convolution(U8, 3, U8, 131),
        ["QDQ Conv, depthwise"] = () => Convolution(U8, 128, S8, 0, group: 6),
        ["QDQ Conv, groups"] = () => Convolution(U8, 128, S8, 0, group: 2),
        ["QDQ Conv, Relu"] = () => Convolution(U8, 90, S8, 0, after: "Relu"),
        ["QDQ Conv, per tensor"] = () => Convolution(U8, 110, S8, 0, perChannel: false),
        ["QDQ ConvTranspose"] = Transposed,
        ["QDQ MatMul"] = () => Dense("MatMul"),
        ["QDQ Gemm"] = () => Dense("Gemm"),
        ["QDQ MatMul of two"] = Attention,
        ["QDQ Add"] = () => Sum("Add", S8),
        ["QDQ Mul"] = () => Sum("Mul", U8),
        ["QDQ Add, int16"] = () => Sum("Add", S16),
        ["QDQ Add of a constant"] = SumOfConstant,
        ["QDQ GlobalAveragePool"] = () => OneInput("GlobalAveragePool", [1, 6, 1, 1]),
        ["QDQ AveragePool"] = () => OneInput("AveragePool", [1, 6, 4, 3], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 })),
        ["QDQ AveragePool, padding counts"] = () => OneInput("AveragePool", [1, 6, 8, 7], ("kernel_shape", new[] { 3, 3 }), ("pads", new[] { 1, 1, 1, 1 }), ("count_include_pad", 1)),
        ["QDQ AveragePool, padding does not"] = () => OneInput("AveragePool", [1, 6, 8, 7], ("kernel_shape", new[] { 3, 3 }), ("pads", new[] { 1, 1, 1, 1 })),
        ["QDQ MaxPool"] = () => OneInput("MaxPool", [1, 6, 4, 3], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 })),
        ["QDQ ReduceMean"] = () => OneInput("ReduceMean", [1, 6, 1, 1], ("axes", new[] { 2, 3 })),
        ["QDQ Relu"] = () => OneInput("Relu", [1, 6, 8, 7]),
        ["QDQ Sigmoid"] = () => OneInput("Sigmoid", [1, 6, 8, 7]),
        ["QDQ HardSigmoid"] = () => OneInput("HardSigmoid", [1, 6, 8, 7]),
        ["QDQ HardSwish"] = () => OneInput("HardSwish", [1, 6, 8, 7]),
        ["QDQ Tanh"] = () => OneInput("Tanh", [1, 6, 8, 7]),
        ["QDQ LeakyRelu"] = () => OneInput("LeakyRelu", [1, 6, 8, 7], ("alpha", 0.1f)),
        ["QDQ Softmax"] = () => OneInput("Softmax", [1, 6, 8, 7], ("axis", 1)),
        ["QDQ Transpose"] = () => OneInput("Transpose", [1, 8, 7, 6], ("perm", new[] { 0, 2, 3, 1 })),
        ["QDQ Flatten"] = () => OneInput("Flatten", [1, 336]),
        ["QDQ Clip"] = Clip,
        ["QDQ Pad"] = Pad,
        ["QDQ Slice and Resize"] = SliceAndResize,
        ["QDQ Concat"] = () => Concat(Middle),
        ["QDQ Concat of one scale"] = () => Concat(Fine),
        ["QDQ swish of two nodes"] = Swish,
        ["QLinearConv"] = QLinearConv,
        ["QLinearMatMul"] = QLinearMatMul,
        ["QGemm"] = QGemm,
        ["QLinearAdd"] = () => Runtime("QLinearAdd", 2),
        ["QLinearMul"] = () => Runtime("QLinearMul", 2),
        ["QLinearSigmoid"] = () => Runtime("QLinearSigmoid", 1),
        ["QLinearLeakyRelu"] = () => Runtime("QLinearLeakyRelu", 1, ("alpha", 0.2f)),
        ["QLinearAveragePool"] = () => Runtime("QLinearAveragePool", 1, ("kernel_shape", new[] { 1, 1 })),
        ["QLinearSoftmax"] = () => Runtime("QLinearSoftmax", 1, ("axis", 3), ("opset", 13)),
        ["QLinearConcat"] = QLinearConcat,
        ["ConvInteger"] = ConvInteger,
        ["MatMulInteger"] = MatMulInteger,
        ["int16 to uint8"] = () => Requantise(S16, 0, U8, 130),
        ["uint16 of com.microsoft to int8"] = () => Requantise(U16, 32768, S8, 5, "com.microsoft"),
        ["uint8 to int16"] = () => Requantise(U8, 77, S16, 0),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_those_of_ONNX_Runtime_up_to_one_step(string name)
    {
        Agreement agreement = QuantisedAgreement.Of(Files[name]());

        output.WriteLine($"{name}: {100 * agreement.Share:F3} % equal, largest difference {agreement.Largest}");
        agreement.Largest.Should().BeLessThanOrEqualTo(1);
        agreement.Share.Should().BeGreaterThan(0.97);
    }

    private static byte[] Convolution(int type, int zeroPoint, int weightType, int weightZero, int group = 1, string? after = null, bool perChannel = true)
    {
        const int Outputs = 6;
        var file = new QdqWriter().Input(type, 1, 6, 8, 7);
        const float WeightScale = 0.01f;
        string x = file.Dequantise("x", Fine, type, zeroPoint);
        string integers = file.Random(weightType, weightType == U8 ? 60 : -64, weightType == U8 ? 190 : 63, Outputs, 6 / group, 3, 3);
        int[] zeros = [.. Enumerable.Repeat(weightZero, Outputs)];
        float[] real = [.. Enumerable.Range(1, perChannel ? Outputs : 1).Select(i => WeightScale * (0.5f + (0.13f * i)))];
        string scales = file.Reals(real);
        string w = file.Node("DequantizeLinear", [integers, scales, perChannel ? file.Integers(weightType, [Outputs], zeros) : file.Zero(weightType, weightZero)], ("axis", 0));
        string b = file.Node("DequantizeLinear", [file.Random(S32, -3000, 3000, Outputs), file.Reals(Array.ConvertAll(real, scale => Fine * scale))], ("axis", 0));
        string y = file.Node("Conv", [x, w, b], ("kernel_shape", new[] { 3, 3 }), ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { 2, 1 }), ("group", group));
        if (after is not null)
            y = file.Node(after, [y]);
        return file.Build(file.Quantise(y, Coarse, type, zeroPoint), type, 1, Outputs, 4, 7);
    }

    private static byte[] Transposed()
    {
        var file = new QdqWriter().Input(U8, 1, 4, 5, 3);
        string x = file.Dequantise("x", Fine, U8, 100);
        string w = file.Node("DequantizeLinear", [file.Random(S8, -64, 63, 4, 5, 2, 2), file.Scales(5, 0.01f), file.Integers(S8, [5], 0, 0, 0, 0, 0)], ("axis", 1));
        string y = file.Node("ConvTranspose", [x, w], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }));
        return file.Build(file.Quantise(y, Middle, U8, 128), U8, 1, 5, 10, 6);
    }

    private static byte[] Dense(string name)
    {
        var file = new QdqWriter().Input(S8, 1, 40);
        string x = file.Dequantise("x", Middle, S8, 4);
        string w = file.Dequantise(file.Random(S8, -64, 63, 40, 12), 0.01f, S8, 0);
        string[] inputs = name == "Gemm" ? [x, w, file.Node("DequantizeLinear", [file.Random(S32, -500, 500, 12), file.Reals(Middle * 0.01f)])] : [x, w];
        return file.Build(file.Quantise(file.Node(name, inputs), Coarse, S8, -3), S8, 1, 12);
    }

    private static byte[] Attention()
    {
        var file = new QdqWriter().Input(U8, 1, 9, 16);
        string x = file.Dequantise("x", Middle, U8, 128);
        string turned = file.Node("Transpose", [x], ("perm", new[] { 0, 2, 1 }));
        return file.Build(file.Quantise(file.Node("MatMul", [x, turned]), Coarsest, U8, 100), U8, 1, 9, 9);
    }

    private static byte[] Sum(string name, int type)
    {
        var file = new QdqWriter(type == S16 ? 21 : 13).Input(type, 1, 3, 8, 7);
        bool isWide = type == S16;
        int zero = isWide ? 0 : 5;
        string x = file.Dequantise("x", isWide ? 0.0004131f : Coarse, type, zero);
        string moved = file.Node("Transpose", [file.Dequantise("x", isWide ? 0.0007719f : Middle, type, isWide ? 0 : 11)], ("perm", new[] { 0, 1, 2, 3 }));
        return file.Build(file.Quantise(file.Node(name, [x, moved]), isWide ? 0.0012347f : Coarsest, type, zero), type, 1, 3, 8, 7);
    }

    private static byte[] SumOfConstant()
    {
        var file = new QdqWriter().Input(U8, 1, 3, 4, 5);
        string x = file.Dequantise("x", Coarse, U8, 100);
        string constant = file.Dequantise(file.Random(U8, 0, 255, 1, 3, 4, 5), Fine, U8, 90);
        return file.Build(file.Quantise(file.Node("Add", [x, constant]), Coarsest, U8, 110), U8, 1, 3, 4, 5);
    }

    private static byte[] OneInput(string name, long[] shape, params (string Name, object Value)[] attributes)
    {
        var file = new QdqWriter(name == "HardSwish" ? 14 : 13).Input(U8, 1, 6, 8, 7);
        string x = file.Dequantise("x", Coarse, U8, 117);
        return file.Build(file.Quantise(file.Node(name, [x], attributes), name == "Softmax" ? 1f / 256 : Middle, U8, name == "Softmax" ? 0 : 60), U8, shape);
    }

    private static byte[] Clip()
    {
        var file = new QdqWriter().Input(U8, 1, 6, 8, 7);
        string x = file.Dequantise("x", Coarse, U8, 117);
        return file.Build(file.Quantise(file.Node("Clip", [x, file.Reals(0), file.Reals(6)]), 6f / 255, U8, 0), U8, 1, 6, 8, 7);
    }

    private static byte[] Pad()
    {
        var file = new QdqWriter().Input(U8, 1, 6, 8, 7);
        string x = file.Dequantise("x", Coarse, U8, 117);
        string pads = file.Integers(OnnxElementType.Int64, [8], 0, 0, 1, 2, 0, 0, 3, 0);
        return file.Build(file.Quantise(file.Node("Pad", [x, pads]), Coarse, U8, 117), U8, 1, 6, 12, 9);
    }

    private static byte[] SliceAndResize()
    {
        var file = new QdqWriter().Input(U8, 1, 6, 8, 7);
        string part = file.Node("Slice", ["x", file.Integers(7, [1], 1), file.Integers(7, [1], 5), file.Integers(7, [1], 2)]);
        string large = file.Node("Resize", [file.Dequantise(part, 0.05f, U8, 117), "", file.Reals(1, 1, 2, 3)],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
        return file.Build(file.Quantise(large, Fine, U8, 128), U8, 1, 6, 8, 21);
    }

    private static byte[] Concat(float second)
    {
        var file = new QdqWriter().Input(U8, 1, 3, 4, 5);
        string joined = file.Node("Concat", [file.Dequantise("x", Fine, U8, 100), file.Dequantise("x", second, U8, 100)], ("axis", 1));
        return file.Build(file.Quantise(joined, Middle, U8, 90), U8, 1, 6, 4, 5);
    }

    private static byte[] Swish()
    {
        var file = new QdqWriter().Input(S8, 1, 3, 4, 5);
        string x = file.Dequantise("x", Coarse, S8, 10);
        return file.Build(file.Quantise(file.Node("Mul", [x, file.Node("Sigmoid", [x])]), Middle, S8, -100), S8, 1, 3, 4, 5);
    }

    private static byte[] QLinearConv()
    {
        var file = new QdqWriter(10).Input(U8, 1, 4, 6, 5);
        string y = file.Node(
            "QLinearConv",
            [
                "x", file.Reals(Fine), file.Zero(U8, 115), file.Random(S8, -64, 63, 5, 4, 3, 3), file.Scales(5, 0.01f), file.Integers(S8, [5], 0, 0, 0, 0, 0),
                file.Reals(Coarse), file.Zero(U8, 100), file.Random(S32, -2000, 2000, 5),
            ], ("pads", new[] { 1, 0, 1, 0 }));
        return file.Build(y, U8, 1, 5, 6, 3);
    }

    private static byte[] QLinearMatMul()
    {
        var file = new QdqWriter(10).Input(U8, 1, 30);
        string y = file.Node(
            "QLinearMatMul",
            ["x", file.Reals(Fine), file.Zero(U8, 115), file.Random(U8, 60, 190, 30, 9), file.Reals(0.01f), file.Zero(U8, 120), file.Reals(Middle), file.Zero(U8, 128)]);
        return file.Build(y, U8, 1, 9);
    }

    private static byte[] QGemm()
    {
        var file = new QdqWriter().Input(U8, 1, 30);
        string y = file.Node(
            "com.microsoft", "QGemm",
            [
                "x", file.Reals(Fine), file.Zero(U8, 115), file.Random(S8, -64, 63, 9, 30), file.Reals(0.01f), file.Zero(S8, 0),
                file.Random(S32, -500, 500, 9), file.Reals(Middle), file.Zero(U8, 128),
            ], ("transB", 1));
        return file.Build(y, U8, 1, 9);
    }

    private static byte[] Runtime(string name, int operands, params (string Name, object Value)[] attributes)
    {
        var file = new QdqWriter().Input(U8, 1, 3, 4, 5);
        var inputs = new List<string>();
        for (int i = 0; i < operands; i++)
            inputs.AddRange(["x", file.Reals(Middle + (Fine * i)), file.Zero(U8, 120 - (7 * i))]);
        bool isSoftmax = name == "QLinearSoftmax";
        return file.Build(
            file.Node("com.microsoft", name, [.. inputs, file.Reals(isSoftmax ? 1f / 256 : Coarsest), file.Zero(U8, isSoftmax ? 0 : 90)], attributes), U8, 1, 3, 4, 5);
    }

    private static byte[] QLinearConcat()
    {
        var file = new QdqWriter().Input(U8, 1, 3, 4, 5);
        string y = file.Node(
            "com.microsoft", "QLinearConcat",
            [file.Reals(Middle), file.Zero(U8, 100), "x", file.Reals(Fine), file.Zero(U8, 90), "x", file.Reals(Coarse), file.Zero(U8, 130)], ("axis", 1));
        return file.Build(y, U8, 1, 6, 4, 5);
    }

    private static byte[] ConvInteger()
    {
        var file = new QdqWriter().Input(U8, 1, 4, 6, 5);
        string sums = file.Node("ConvInteger", ["x", file.Random(U8, 60, 190, 5, 4, 3, 3), file.Zero(U8, 115), file.Zero(U8, 125)]);
        string real = file.Node("Mul", [file.Node("Cast", [sums], ("to", 1)), file.Reals(0.0002f)]);
        string biased = file.Node("Add", [real, Channels(file, 5)]);
        return file.Build(file.Quantise(file.Node("Relu", [biased]), 0.02f, U8, 0), U8, 1, 5, 4, 3);
    }

    private static string Channels(QdqWriter file, int count)
    {
        file.Model.Constant("bias", [1, count, 1, 1], OperatorAgreement.Values(count, 3));
        return "bias";
    }

    private static byte[] MatMulInteger()
    {
        var file = new QdqWriter().Input(U8, 1, 30);
        string sums = file.Node("MatMulInteger", ["x", file.Random(S8, -64, 63, 30, 9), file.Zero(U8, 115), file.Integers(S8, [9], new int[9])]);
        string real = file.Node("Mul", [file.Node("Cast", [sums], ("to", 1)), file.Scales(9, 0.0002f)]);
        return file.Build(file.Quantise(file.Node("Add", [real, file.Scales(9, 0.1f)]), 0.01f, U8, 128), U8, 1, 9);
    }

    private static byte[] Requantise(int from, int fromZero, int to, int toZero, string domain = "")
    {
        var file = new QdqWriter(domain.Length > 0 ? 13 : 21).Input(from, 1, 3, 4, 5);
        float Scale(int type) => type is S16 or U16 ? 0.0002f : Coarse;
        string x = file.Node(domain, "DequantizeLinear", ["x", file.Reals(Scale(from)), file.Zero(from, fromZero)]);
        return file.Build(file.Node(domain, "QuantizeLinear", [x, file.Reals(Scale(to)), file.Zero(to, toZero)]), to, 1, 3, 4, 5);
    }
}
