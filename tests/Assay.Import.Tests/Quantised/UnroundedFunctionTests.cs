using Assay.Import.Onnx;
using Assay.Inference;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Quantised;

/// <summary>Functions of the result of an operator without a QuantizeLinear between, of one node or of several, against ONNX Runtime.</summary>
public class UnroundedFunctionTests(ITestOutputHelper output)
{
    private const int Opset = 14;
    private const float Fine = 0.0213f, Middle = 0.0317f, Coarse = 0.0529f;
    private const int U8 = OnnxElementType.UInt8, S8 = OnnxElementType.Int8, S16 = OnnxElementType.Int16, S32 = OnnxElementType.Int32;

    private static readonly Dictionary<string, Func<QdqWriter, string, string>> Functions = new()
    {
        ["HardSwish"] = (file, x) => file.Node("HardSwish", [x]),
        ["HardSigmoid"] = (file, x) => file.Node("HardSigmoid", [x], ("alpha", 1f / 6)),
        ["Sigmoid"] = (file, x) => file.Node("Sigmoid", [x]),
        ["Tanh"] = (file, x) => file.Node("Tanh", [x]),
        ["LeakyRelu"] = (file, x) => file.Node("LeakyRelu", [x], ("alpha", 0.1f)),
        ["HardSigmoid and Mul"] = (file, x) => file.Node("Mul", [x, file.Node("HardSigmoid", [x], ("alpha", 1f / 6))]),
        ["Sigmoid and Mul"] = (file, x) => file.Node("Mul", [file.Node("Sigmoid", [x]), x]),
        ["Add, Clip, Mul and Div"] = (file, x) =>
            file.Node("Div", [file.Node("Mul", [x, file.Node("Clip", [file.Node("Add", [x, file.Reals(3)]), file.Reals(0), file.Reals(6)])]), file.Reals(6)]),
        ["Add, Relu, Min, Mul and Mul"] = (file, x) => file.Node(
            "Mul", [file.Node("Mul", [x, file.Node("Min", [file.Node("Relu", [file.Node("Add", [x, file.Reals(3)])]), file.Reals(6)])]), file.Reals(1f / 6)]),
        ["GELU of five nodes"] = (file, x) => file.Node(
            "Mul",
            [file.Node("Mul", [x, file.Node("Add", [file.Node("Erf", [file.Node("Div", [x, file.Reals(MathF.Sqrt(2))])]), file.Reals(1)])]), file.Reals(0.5f)]),
        ["HardSwish of a Relu, times a negative number"] = (file, x) => file.Node("Mul", [file.Node("HardSwish", [file.Node("Relu", [x])]), file.Reals(-0.7f)]),
        ["difference from Relu6"] = (file, x) => file.Node("Sub", [x, file.Node("Clip", [x, file.Reals(0), file.Reals(6)])]),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_of_a_convolution_is_its_table(string name)
    {
        var file = new QdqWriter(Opset).Input(U8, 1, 6, 8, 7);
        string y = Functions[name](file, Convolution(file));

        InferenceProgram program = Agrees(name, file.Build(file.Quantise(y, Coarse, U8, 100), U8, 1, 5, 8, 7), 0.97);

        program.Instructions.Should().ContainSingle(instruction => instruction.Epilogue.Kind == EpilogueKind.Table).Which.Opcode.Should().Be(Opcode.Conv2D);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_of_a_product_has_16_bits_where_they_are_asked_for(string name)
    {
        var file = new QdqWriter(21).Input(S8, 1, 40);
        string weights = file.Dequantise(file.Random(S8, -64, 63, 40, 12), 0.01f, S8, 0);
        string y = Functions[name](file, file.Node("MatMul", [file.Dequantise("x", Fine, S8, 4), weights]));

        // Steps of 16 bits are finer than what lies between two samples of the table.
        Agreement agreement = QuantisedAgreement.Of(file.Build(file.Quantise(y, 0.0005f, S16, 0), S16, 1, 12));

        output.WriteLine($"{name}: {100 * agreement.Share:F3} % equal, largest difference {agreement.Largest}");
        agreement.Largest.Should().BeLessThanOrEqualTo(10);
    }

    [Fact]
    public void A_function_of_a_sum_of_two()
    {
        var file = new QdqWriter(Opset).Input(U8, 1, 6, 8, 7);
        string x = file.Dequantise("x", Fine, U8, 120), w = file.Dequantise(file.Quantise(Convolution(file), Coarse, U8, 128), Coarse, U8, 128);
        string sum = file.Node("Add", [w, file.Node("Slice", [x, file.Integers(0, [1], 0), file.Integers(0, [1], 5), file.Integers(0, [1], 1)])]);

        Agrees("sum", file.Build(file.Quantise(file.Node("HardSwish", [sum]), Coarse, U8, 40), U8, 1, 5, 8, 7), 0.97);
    }

    [Fact]
    public void A_mean_of_a_function_that_is_rounded_nowhere()
    {
        var file = new QdqWriter(Opset).Input(U8, 1, 6, 8, 7);
        string y = file.Node("GlobalAveragePool", [file.Node("HardSwish", [Convolution(file)])]);

        Agrees("mean", file.Build(file.Quantise(y, 0.0127f, U8, 40), U8, 1, 5, 1, 1), 0.8);
    }

    [Fact]
    public void A_function_that_is_no_number_somewhere_is_refused()
    {
        var file = new QdqWriter(Opset).Input(U8, 1, 6, 8, 7);
        byte[] model = file.Build(file.Quantise(file.Node("Sqrt", [Convolution(file)]), Coarse, U8, 100), U8, 1, 5, 8, 7);

        FluentActions.Invoking(() => QuantisedAgreement.Of(model)).Should().Throw<ImportException>().WithMessage("Operator Conv*not a finite number*");
    }

    private static string Convolution(QdqWriter file)
    {
        string x = file.Dequantise("x", Fine, U8, 120), w = file.Dequantise(file.Random(S8, -64, 63, 5, 6, 3, 3), 0.01f, S8, 0);
        string b = file.Dequantise(file.Random(S32, -3000, 3000, 5), Fine * 0.01f, S32, 0);
        return file.Node("Conv", [x, w, b], ("kernel_shape", new[] { 3, 3 }), ("pads", new[] { 1, 1, 1, 1 }));
    }

    private InferenceProgram Agrees(string name, byte[] model, double share)
    {
        Agreement agreement = QuantisedAgreement.Of(model);
        output.WriteLine($"{name}: {100 * agreement.Share:F3} % equal, largest difference {agreement.Largest}");
        agreement.Largest.Should().BeLessThanOrEqualTo(1);
        agreement.Share.Should().BeGreaterThan(share);
        return QuantisedOnnxImporter.Import(model, new QuantisedOnnxOptions { Name = "test" }).Program;
    }
}
