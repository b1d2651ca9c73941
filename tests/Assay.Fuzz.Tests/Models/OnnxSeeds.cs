using System.Runtime.InteropServices;
using Assay.Import;
using Assay.Import.Tests;

namespace Assay.Fuzz.Tests.Models;

/// <summary>Small ONNX files, which together use every operator that can be imported.</summary>
internal static class OnnxSeeds
{
    private const int Samples = 2;

    private const int UInt8 = 2, Int8 = 3, Int32 = 6;
    private const string Runtime = "com.microsoft";

    private static readonly int[] s_shape = [1, 2, 4, 4];

    internal static byte[][] All { get; } =
    [
        .. new[] { Convolutions(), Pools(), Arithmetic(), Shapes(), Sequence(), Normalised(), Images(), Dense(), Activations(), QuantisedAround(), QuantisedOperators() }
            .Select(writer => writer.Output("y").Build()),
    ];

    /// <summary>An import of a file that is quantised already.</summary>
    internal static QuantisedOnnxOptions QuantisedOptions { get; } = new() { Name = "fuzz" };

    /// <summary>An import that tries one way to quantise: the others differ in numbers only.</summary>
    internal static ImportOptions Options { get; } = new()
    {
        Name = "fuzz",
        Tensor = new TensorInput(s_shape, -1, 1),
        CalibrationInputs = [.. Enumerable.Range(0, Samples).Select(i => Values(32, 100 + i))],
        RangeMethod = Import.Quantisation.RangeMethod.MinimumMaximum,
        ChannelScaling = Import.Quantisation.ChannelScalingMode.None,
        LearnedRounding = false,
    };

    private static ModelWriter QuantisedAround() => new ModelWriter(opset: 14).Input("x", 1, 2, 4, 4)
        .Constant("s", [], 0.0213f).Numbers<byte>("z", UInt8, [], 120).Constant("ws", [3], 0.01f, 0.02f, 0.005f).Numbers<sbyte>("wz", Int8, [3], 0, 0, 0)
        .Numbers("w", Int8, [3, 2, 3, 3], Bytes<sbyte>(54)).Numbers("b", Int32, [3], 100, -20, 7).Constant("bs", [3], 0.000213f, 0.000426f, 0.0001065f)
        .Constant("half", [], 0.5f).Integers("pads", [8], 0, 0, 1, 0, 0, 0, 0, 1)
        .Node("QuantizeLinear", "xq", ["x", "s", "z"]).Node("DequantizeLinear", "xr", ["xq", "s", "z"])
        .Node("DequantizeLinear", "wr", ["w", "ws", "wz"], ("axis", 0)).Node("DequantizeLinear", "br", ["b", "bs"], ("axis", 0))
        .Node("Conv", "c", ["xr", "wr", "br"], ("pads", new[] { 1, 1, 1, 1 })).Node("Relu", "r", ["c"]).Node("QuantizeLinear", "rq", ["r", "s", "z"])
        .Node("DequantizeLinear", "rr", ["rq", "s", "z"]).Node("HardSwish", "h", ["rr"]).Node("QuantizeLinear", "hq", ["h", "s", "z"])
        .Node("DequantizeLinear", "hr", ["hq", "s", "z"]).Node("Sigmoid", "g", ["rr"]).Node("Mul", "m", ["hr", "g"]).Node("Add", "a", ["m", "rr"])
        .Node("QuantizeLinear", "aq", ["a", "s", "z"]).Node("DequantizeLinear", "ar", ["aq", "s", "z"]).Node("Pad", "p", ["ar", "pads"])
        .Node("AveragePool", "v", ["p"], ("kernel_shape", new[] { 2, 2 }), ("pads", new[] { 1, 0, 0, 0 })).Node("QuantizeLinear", "vq", ["v", "s", "z"])
        .Node("MaxPool", "n", ["vq"], ("kernel_shape", new[] { 2, 2 })).Node("DequantizeLinear", "nr", ["n", "s", "z"]).Node("Softmax", "y", ["nr"], ("axis", 1));

    private static ModelWriter QuantisedOperators() => new ModelWriter(opset: 13).Input("x", UInt8, [1, 2, 4, 4])
        .Constant("s", [], 0.0213f).Numbers<byte>("z", UInt8, [], 120).Constant("ws", [], 0.01f).Numbers<byte>("wz", UInt8, [], 130).Constant("t", [], 0.0317f)
        .Numbers("w", UInt8, [3, 2, 1, 1], Bytes<byte>(6)).Numbers("b", Int32, [3], 100, -20, 7).Numbers("m", Int8, [3, 4], Bytes<sbyte>(12))
        .Constant("scale", [], 0.0003f).Constant("bias", [4], 0.5f, 0, -0.25f, 1).Numbers<sbyte>("mz", Int8, [], 0)
        .Node("QLinearConv", "c", ["x", "s", "z", "w", "ws", "wz", "t", "z", "b"])
        .Node(Runtime, "QLinearAdd", "a", ["c", "t", "z", "c", "s", "z", "t", "z"], []).Node(Runtime, "QLinearSigmoid", "g", ["a", "t", "z", "ws", "z"], [])
        .Node(Runtime, "QLinearMul", "k", ["a", "t", "z", "g", "ws", "z", "s", "z"], []).Node(Runtime, "QLinearConcat", "j", ["s", "z", "k", "s", "z", "a", "t", "z"], [("axis", 2)])
        .Node(Runtime, "QLinearGlobalAveragePool", "p", ["j", "s", "z", "t", "z"], []).Node("Flatten", "f", ["p"]).Node("MatMulInteger", "i", ["f", "m", "z", "mz"])
        .Node("Cast", "r", ["i"], ("to", 1)).Node("Mul", "d", ["r", "scale"]).Node("Add", "e", ["d", "bias"]).Node("QuantizeLinear", "y", ["e", "s", "z"]);

    private static ModelWriter Start() => new ModelWriter(opset: 14).Input("x", 1, 2, 4, 4);

    private static ModelWriter Convolutions() => Start()
        .Constant("w", [3, 2, 3, 3], Values(54, 1)).Constant("b", [3], 0.5f, -1, 2).Constant("d", [3, 1, 3, 3], Values(27, 2))
        .Constant("t", [3, 2, 2, 2], Values(24, 3)).Constant("s", [2], 0.5f, 2).Constant("o", [2], 1, -1).Constant("m", [2], 0, 0.1f).Constant("v", [2], 1, 2)
        .Node("Conv", "c", ["x", "w", "b"], ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { 2, 1 })).Node("Relu", "r", ["c"])
        .Node("Conv", "e", ["r", "d"], ("group", 3), ("pads", new[] { 1, 1, 1, 1 })).Node("HardSwish", "h", ["e"])
        .Node("ConvTranspose", "u", ["h", "t"], ("strides", new[] { 2, 2 })).Node("BatchNormalization", "y", ["u", "s", "o", "m", "v"], ("epsilon", 1e-5f));

    private static ModelWriter Pools() => Start()
        .Constant("none", [0]).Constant("scales", [4], 1, 1, 2, 2).Constant("w", [2, 2, 1, 1], Values(4, 4)).Node("Conv", "c", ["x", "w"])
        .Node("MaxPool", "a", ["c"], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }))
        .Node("AveragePool", "b", ["c"], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 })).Node("Concat", "n", ["a", "b"], ("axis", 1))
        .Node("Resize", "l", ["n", "none", "scales"], ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"))
        .Node("GlobalAveragePool", "y", ["l"]);

    private static ModelWriter Arithmetic() => Start()
        .Constant("w", [2, 2, 1, 1], Values(4, 5)).Constant("k", [2, 1, 1], 2, -3).Constant("three", [], 3).Constant("six", [], 6).Constant("zero", [], 0)
        .Node("Conv", "a", ["x", "w"]).Node("Add", "b", ["a", "x"]).Node("Sub", "c", ["b", "k"]).Node("Mul", "d", ["c", "a"]).Node("Div", "e", ["d", "k"])
        .Node("Add", "f", ["e", "three"]).Node("Clip", "g", ["f", "zero", "six"]).Node("Mul", "h", ["e", "g"]).Node("Div", "y", ["h", "six"]);

    private static ModelWriter Shapes() => Start()
        .Constant("w", [2, 2, 1, 1], Values(4, 6)).Integers("to", [3], 1, -1, 4).Integers("one", [1], 1).Integers("three", [1], 3).Integers("flat", [2], 1, 16)
        .Integers("zero", [1], 0)
        .Node("Conv", "a", ["x", "w"]).Node("Reshape", "b", ["a", "to"]).Node("Transpose", "c", ["b"], ("perm", new[] { 0, 2, 1 }))
        .Node("Slice", "d", ["c", "one", "three", "one"]).Node("Unsqueeze", "e", ["d", "zero"]).Node("Squeeze", "f", ["e", "zero"])
        .Node("Reshape", "y", ["f", "flat"]);

    private static ModelWriter Sequence() => Start()
        .Constant("w", [4, 2, 1, 1], Values(8, 7)).Integers("flat", [3], 1, 4, 16).Constant("m", [4, 4], Values(16, 8)).Constant("half", [], 0.5f)
        .Node("Conv", "a", ["x", "w"]).Node("Reshape", "b", ["a", "flat"]).Node("Transpose", "t", ["b"], ("perm", new[] { 0, 2, 1 }))
        .Node("MatMul", "q", ["t", "m"]).Node("Mul", "p", ["q", "half"]).Node("Transpose", "k", ["t"], ("perm", new[] { 0, 2, 1 }))
        .Node("MatMul", "s", ["p", "k"]).Node("Softmax", "n", ["s"], ("axis", 2)).Node("MatMul", "y", ["n", "t"]);

    private static ModelWriter Normalised() => Start()
        .Constant("w", [4, 2, 1, 1], Values(8, 9)).Integers("flat", [3], 1, 4, 16).Constant("two", [], 2).Constant("epsilon", [], 1e-5f)
        .Constant("g", [4], Values(4, 10)).Constant("h", [4], Values(4, 11)).Constant("m", [4, 2], Values(8, 12))
        .Node("Conv", "a", ["x", "w"]).Node("Reshape", "b", ["a", "flat"]).Node("Transpose", "t", ["b"], ("perm", new[] { 0, 2, 1 }))
        .Node("ReduceMean", "mean", ["t"], ("axes", new[] { -1 })).Node("Sub", "c", ["t", "mean"]).Node("Pow", "square", ["c", "two"])
        .Node("ReduceMean", "variance", ["square"], ("axes", new[] { -1 })).Node("Add", "sum", ["variance", "epsilon"]).Node("Sqrt", "root", ["sum"])
        .Node("Div", "n", ["c", "root"]).Node("Mul", "scaled", ["n", "g"]).Node("Add", "o", ["scaled", "h"]).Node("MatMul", "y", ["o", "m"]);

    private static ModelWriter Images() => new ModelWriter(opset: 23).Input("x", 1, 2, 4, 4)
        .Constant("w", [4, 2, 1, 1], Values(8, 18)).Constant("g", [4], Values(4, 19)).Constant("h", [4], Values(4, 20)).Constant("m", [4, 3], Values(12, 21)).Constant("b", [3], 1, 2, 3)
        .Node("Conv", "a", ["x", "w"]).Node("InstanceNormalization", "i", ["a", "g", "h"]).Node("GroupNormalization", "j", ["i", "g", "h"], ("num_groups", 2))
        .Node("RMSNormalization", "k", ["j", "g"], ("axis", -1)).Node("Transpose", "t", ["k"], ("perm", new[] { 0, 2, 3, 1 })).Node("LayerNormalization", "n", ["t", "g", "h"])
        .Node("MatMul", "p", ["n", "m"]).Node("Add", "q", ["p", "b"]).Node("Gelu", "y", ["q"]);

    private static ModelWriter Dense() => Start()
        .Constant("w", [3, 32], Values(96, 13)).Constant("b", [3], 1, 2, 3).Node("Flatten", "f", ["x"]).Node("Gemm", "g", ["f", "w", "b"], ("transB", 1))
        .Node("Sigmoid", "s", ["g"]).Node("Softmax", "y", ["s"], ("axis", 1));

    private static ModelWriter Activations() => Start()
        .Constant("w", [2, 2, 1, 1], Values(4, 14)).Constant("root", [], 1.4142135f).Constant("one", [], 1).Constant("half", [], 0.5f)
        .Node("Conv", "a", ["x", "w"]).Node("LeakyRelu", "b", ["a"], ("alpha", 0.1f)).Node("Conv", "c", ["b", "w"]).Node("Tanh", "d", ["c"])
        .Node("Conv", "e", ["d", "w"]).Node("HardSigmoid", "f", ["e"], ("alpha", 0.2f), ("beta", 0.5f)).Node("Conv", "g", ["f", "w"]).Node("Elu", "h", ["g"])
        .Node("Conv", "i", ["h", "w"]).Node("Div", "j", ["i", "root"]).Node("Erf", "k", ["j"]).Node("Add", "l", ["k", "one"]).Node("Mul", "m", ["i", "l"])
        .Node("Mul", "y", ["m", "half"]);

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static T[] Bytes<T>(int count)
        where T : unmanaged
    {
        byte[] bytes = new byte[count];
        new Random(17).NextBytes(bytes);
        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }
}
