using Assay.Import.Evaluation;
using Assay.Import.Onnx;
using Assay.Inference;
using Microsoft.ML.OnnxRuntime;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Quantised;

/// <summary>Inputs, outputs and whole files of quantised operators, and what is refused.</summary>
public class QuantisedFileTests(ITestOutputHelper output)
{
    private const int U8 = OnnxElementType.UInt8, S8 = OnnxElementType.Int8, U16 = OnnxElementType.UInt16, S16 = OnnxElementType.Int16, S32 = OnnxElementType.Int32;
    private const float Fine = 0.0213f, Middle = 0.0317f;

    [Fact]
    public void A_float_input_and_output_become_the_integers_next_to_them()
    {
        QdqWriter file = Start();
        string logits = file.Quantise(Dense(file, "x"), Middle, U8, 100);
        byte[] model = Finish(file, file.Dequantise(logits, Middle, U8, 100));

        (InferenceProgram program, double[] actual, float[] expected) = Run(model);

        program.Inputs[0].Should().BeEquivalentTo(new { Type = ElementType.Int8, Scale = (double)Fine, ZeroPoint = 120 - 128, IsUnsigned = false });
        program.Outputs[0].Should().BeEquivalentTo(new { Type = ElementType.Int8, Scale = (double)Middle, ZeroPoint = 100 - 128 });
        program.Instructions.Should().ContainSingle().Which.Opcode.Should().Be(Opcode.Conv2D);
        actual.Should().Equal(expected, (a, b) => Math.Abs(a - b) < Middle / 2);
    }

    [Fact]
    public void Sums_that_are_not_quantised_at_the_end_keep_32_bits()
    {
        QdqWriter file = Start();

        (InferenceProgram program, double[] actual, float[] expected) = Run(Finish(file, Dense(file, "x")));

        program.Outputs[0].Type.Should().Be(ElementType.Int32);
        actual.Should().Equal(expected, (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Theory]
    [InlineData("Softmax")]
    [InlineData("Sigmoid")]
    public void Functions_that_are_not_quantised_at_the_end_keep_16_bits(string name)
    {
        QdqWriter file = Start();
        string logits = file.Dequantise(file.Quantise(Dense(file, "x"), Middle, U8, 100), Middle, U8, 100);

        (InferenceProgram program, double[] actual, float[] expected) = Run(Finish(file, file.Node(name, [logits])));

        program.Outputs[0].Type.Should().Be(ElementType.Int16);
        actual.Should().Equal(expected, (a, b) => Math.Abs(a - b) < 2e-3);
    }

    [Fact]
    public void A_convolution_may_be_added_before_it_is_quantised()
    {
        QdqWriter file = new QdqWriter().Input(U8, 1, 4, 6, 5);
        string x = file.Dequantise("x", Fine, U8, 120);
        string w = file.Node("DequantizeLinear", [file.Random(S8, -64, 63, 4, 4, 1, 1), file.Scales(4, 0.01f), file.Integers(S8, [4], 0, 0, 0, 0)], ("axis", 0));
        string sum = file.Node("Relu", [file.Node("Add", [file.Node("Conv", [x, w]), x])]);

        Agreement agreement = QuantisedAgreement.Of(file.Build(file.Quantise(sum, Middle, U8, 0), U8, 1, 4, 6, 5));

        output.WriteLine($"{agreement.Share:P3}, at most {agreement.Largest}");
        agreement.Largest.Should().BeLessThanOrEqualTo(1);
        agreement.Share.Should().BeGreaterThan(0.99);
    }

    /// <summary>As ONNX Runtime's quantiser writes files in its format of operators: convolutions, a residual sum, the mean and a dense layer.</summary>
    [Fact]
    public void A_network_of_QLinear_operators_gives_the_classes_of_ONNX_Runtime()
    {
        byte[] model = Residual();

        Agreement agreement = QuantisedAgreement.Of(model, runs: 40);
        (int same, int runs) = Classes(model, 40);

        output.WriteLine($"{agreement.Share:P3} of the bytes, at most {agreement.Largest} off, {same} of {runs} classes");
        agreement.Share.Should().BeGreaterThan(0.97);
        agreement.Largest.Should().BeLessThanOrEqualTo(1);
        same.Should().BeGreaterThanOrEqualTo(runs - 1);
    }

    [Fact]
    public void Open_dimensions_take_the_shape_that_is_asked_for()
    {
        byte[] model = Open();

        Import(model, [1, 3, 8, 4]).Inputs[0].Shape.Should().Be(new TensorShape(1, 8, 4, 3));
        FluentActions.Invoking(() => Import(model)).Should().Throw<ImportException>().WithMessage("*declares [1, 3, ?, 4]*or a shape*");
        FluentActions.Invoking(() => Import(model, [1, 2, 8, 4])).Should().Throw<ImportException>().WithMessage("*declares [?, 3, ?, 4], asked for [1, 2, 8, 4]*");
    }

    [Fact]
    public void An_input_with_channels_last_that_is_turned_round_at_once_stays_as_it_is()
    {
        var file = new QdqWriter().Input(U8, 1, 6, 5, 4);
        string x = file.Node("Transpose", [file.Dequantise("x", Fine, U8, 120)], ("perm", new[] { 0, 3, 1, 2 }));
        string y = file.Quantise(file.Node("Conv", [x, Weights(file, 4)]), Middle, U8, 128);

        InferenceProgram program = Import(file.Build(y, U8, 1, 4, 6, 5));

        program.Inputs[0].Shape.Should().Be(new TensorShape(1, 6, 5, 4));
        program.Instructions.Should().NotContain(instruction => instruction.Opcode == Opcode.Reindex);
    }

    [Fact]
    public void Each_importer_says_what_the_other_takes()
    {
        byte[] quantised = Residual(), real = OperatorAgreement.Start().Node("Relu", "y", ["x"]).Output("y").Build();

        QuantisedOperators.Has(OnnxReader.Parse(quantised)).Should().BeTrue();
        QuantisedOperators.Has(OnnxReader.Parse(real)).Should().BeFalse();
        FluentActions.Invoking(() => OnnxImporter.Import(quantised, OperatorAgreement.Options([1, 3, 8, 8]))).Should().Throw<ImportException>().WithMessage("*quantised already*");
        FluentActions.Invoking(() => Import(real)).Should().Throw<ImportException>().WithMessage("*not quantised*sample inputs*");
    }

    public static TheoryData<string> Refusals => [.. Refused.Keys];

    private static readonly Dictionary<string, (Func<QdqWriter, string> Write, string Message)> Refused = new()
    {
        ["dynamic"] = (file => file.Node("DynamicQuantizeLinear", [Real(file)]), "*DynamicQuantizeLinear*depends on the input of the run*"),
        ["not rounded between"] = (file => file.Node("Conv", [file.Node("GlobalAveragePool", [Real(file)]), Weights(file, 4)]), "*Conv*16 bits; expected 8*QuantizeLinear*"),
        ["16-bit weights"] = (file => file.Node("Conv", [Real(file), file.Dequantise(file.Random(S16, 0, 9, 4, 4, 1, 1), 0.1f, S16, 0)]), "*weights are int16*"),
        ["computed scale"] = (file => file.Node("DequantizeLinear", ["x", file.Node("ReduceMean", [Real(file)])]), "*DequantizeLinear*computed at run time*"),
        ["scale of a channel"] = (file => file.Node("DequantizeLinear", ["x", file.Scales(4, 1), file.Integers(U8, [4], 0, 0, 0, 0)]), "*4 scales and 4 zero points; expected one of each*"),
        ["scale of 0"] = (file => file.Dequantise("x", 0, U8, 0), "*scale*is 0; expected*above 0*"),
        ["blocks"] = (file => file.Node("DequantizeLinear", ["x", file.Reals(1)], ("block_size", 2)), "*blocks*"),
        ["half-precision results"] = (file => file.Node("DequantizeLinear", ["x", file.Reals(1), file.Zero(U8, 0)], ("output_dtype", 10)), "*DequantizeLinear*its results have the type float16; expected float32*"),
        ["half-precision quotients"] = (file => file.Node("QuantizeLinear", [Real(file), file.Reals(1), file.Zero(U8, 0)], ("precision", 10)), "*QuantizeLinear*its quotients have the type float16; expected float32*"),
        ["weights along the inputs"] = (file => file.Node("Conv", [Real(file), Weights(file, 4, axis: 1)]), "*each index of axis 1*expected axis 0*"),
        ["zero point of uint16"] = (file => file.Quantise(Real(file), 1, U16, 7), "*zero point is 7; expected 32768*"),
        ["float weights"] = (file => file.Node("MatMul", [Real(file), Weight(file)]), "*MatMul*constant of real numbers*"),
        ["unknown operator"] = (file => file.Node("Selu", [Real(file)]), "*Selu*not supported; expected one of*QuantizeLinear*"),
        ["operator of the runtime"] = (file => file.Node("com.microsoft", "QLinearReduceMean", ["x"]), "*com.microsoft.QLinearReduceMean*not supported*"),
        ["channels last"] = (file => file.Node("com.microsoft", "QLinearGlobalAveragePool", ["x", file.Reals(1), file.Zero(U8, 0), file.Reals(1), file.Zero(U8, 0)], ("channels_last", 1)), "*channels_last 1*"),
        ["soft-max of another operator set"] = (file => file.Node(
            "com.microsoft", "QLinearSoftmax", ["x", file.Reals(1), file.Zero(U8, 0), file.Reals(1), file.Zero(U8, 0)], ("axis", 1), ("opset", 11)), "*operator set 11 in a file of 13*"),
        ["linear interpolation"] = (file => file.Node("Resize", [Real(file), "", file.Reals(1, 1, 2, 2)], ("mode", "linear")), "*Resize*mode linear*"),
        ["padding by reflection"] = (file => file.Node("Pad", [Real(file), file.Integers(7, [8], 0, 0, 1, 1, 0, 0, 1, 1)], ("mode", "reflect")), "*mode reflect*"),
        ["transposed left operand"] = (file => file.Node("Gemm", [file.Node("Flatten", [Real(file)]), Weights(file, 120)], ("transA", 1)), "*Gemm*"),
        ["dequantised twice"] = (file => file.Dequantise(Real(file), 1, U8, 0), "*which no QuantizeLinear made*"),
        ["not quantised at the end"] = (file => file.Node("Concat", [Real(file), file.Dequantise("x", 1, U8, 0)], ("axis", 1)), "*Output*not quantised*"),
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_not_taken_is_refused_by_name(string name)
    {
        var file = new QdqWriter().Input(U8, 1, 4, 6, 5);
        string last = Refused[name].Write(file);

        FluentActions.Invoking(() => Import(Finish(file, last))).Should().Throw<ImportException>().WithMessage(Refused[name].Message);
    }

    private static string Real(QdqWriter file) => file.Dequantise("x", Fine, U8, 120);

    private static string Weight(QdqWriter file)
    {
        file.Model.Constant("m", [5, 2], OperatorAgreement.Values(10, 1));
        return "m";
    }

    private static string Weights(QdqWriter file, int inputs, int axis = 0) => inputs == 4
        ? file.Node("DequantizeLinear", [file.Random(S8, -64, 63, 4, 4, 1, 1), file.Scales(4, 0.01f), file.Integers(S8, [4], 0, 0, 0, 0)], ("axis", axis))
        : file.Dequantise(file.Random(S8, -64, 63, inputs, 3), 0.01f, S8, 0);

    private static QdqWriter Start()
    {
        var file = new QdqWriter();
        file.Model.Input("x", 1, 40);
        return file;
    }

    private static string Dense(QdqWriter file, string input)
    {
        string x = file.Dequantise(file.Quantise(input, Fine, U8, 120), Fine, U8, 120);
        return file.Node("MatMul", [x, file.Dequantise(file.Random(S8, -64, 63, 40, 12), 0.01f, S8, 0)]);
    }

    private static byte[] Finish(QdqWriter file, string last)
    {
        file.Model.Output(last);
        return file.Model.Build();
    }

    private static InferenceProgram Import(byte[] model, int[]? shape = null) =>
        QuantisedOnnxImporter.Import(model, new QuantisedOnnxOptions { Name = "test", InputShape = shape }).Program;

    private static (InferenceProgram Program, double[] Actual, float[] Expected) Run(byte[] model)
    {
        InferenceProgram program = Import(model);
        float[] values = Array.ConvertAll(OperatorAgreement.Values(40, 11), value => 2 * value);
        byte[] bytes = [.. values.Select(value => (byte)(sbyte)(LinearQuantisationOf(value) - 128))];
        using var executor = new ReferenceExecutor(program);
        using var reference = new FloatModel(model, [1, 40]);
        return (program, OutputValues.Read(program.Outputs[0], executor.Run([bytes]).Outputs[0].Span), reference.Run(values));
    }

    private static int LinearQuantisationOf(float value) => (int)Math.Clamp(Math.Round(value / Fine) + 120, 0, 255);

    private static byte[] Open()
    {
        var file = new QdqWriter();
        file.Model.Input("x", U8, [-1, 3, -1, 4]);
        return Finish(file, file.Quantise(file.Node("Sigmoid", [file.Dequantise("x", Fine, U8, 120)]), 0.0039f, U8, 0));
    }

    private static byte[] Residual()
    {
        var file = new QdqWriter(11).Input(U8, 1, 3, 16, 16);
        (string Name, float Scale) first = Convolution(file, ("x", Fine), 3, 8, 2), second = Convolution(file, first, 8, 8, 1);
        string sum = file.Node(
            "com.microsoft", "QLinearAdd",
            [first.Name, file.Reals(first.Scale), file.Zero(U8, 128), second.Name, file.Reals(second.Scale), file.Zero(U8, 128), file.Reals(0.0457f), file.Zero(U8, 128)]);
        string mean = file.Node("com.microsoft", "QLinearGlobalAveragePool", [sum, file.Reals(0.0457f), file.Zero(U8, 128), file.Reals(0.0071f), file.Zero(U8, 128)]);
        string flat = file.Node("Flatten", [mean]);
        string y = file.Node(
            "QLinearMatMul",
            [flat, file.Reals(0.0071f), file.Zero(U8, 128), file.Random(S8, -64, 63, 8, 10), file.Reals(0.0113f), file.Zero(S8, 0), file.Reals(0.0017f), file.Zero(U8, 128)]);
        return file.Build(y, U8, 1, 10);
    }

    private static (string Name, float Scale) Convolution(QdqWriter file, (string Name, float Scale) input, int inputs, int outputs, int stride)
    {
        const float Scale = 0.0371f;
        string y = file.Node(
            "QLinearConv",
            [
                input.Name, file.Reals(input.Scale), file.Zero(U8, 128), file.Random(S8, -64, 63, outputs, inputs, 3, 3), file.Scales(outputs, 0.009f),
                file.Integers(S8, [outputs], new int[outputs]), file.Reals(Scale), file.Zero(U8, 128), file.Random(S32, -2000, 2000, outputs),
            ], ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { stride, stride }));
        return (y, Scale);
    }

    private static (int Same, int Runs) Classes(byte[] model, int runs)
    {
        InferenceProgram program = Import(model);
        using var executor = new ReferenceExecutor(program);
        using InferenceSession session = QuantisedAgreement.Session(model);
        NodeMetadata metadata = session.InputMetadata[session.InputNames[0]];
        var random = new Random(2);
        int same = 0;
        for (int i = 0; i < runs; i++)
        {
            byte[] bytes = new byte[3 * 16 * 16];
            random.NextBytes(bytes);
            long[] values = Array.ConvertAll(bytes, value => (long)value);
            long[] expected = QuantisedAgreement.Run(session, values, metadata);
            byte[] input = Array.ConvertAll(QuantisedAgreement.ChannelsLast(values, metadata.Dimensions), value => (byte)value);
            long[] actual = QuantisedAgreement.Integers(program.Outputs[0], executor.Run([input]).Outputs[0].Span);
            same += OutputValues.Largest(actual) == OutputValues.Largest(expected) ? 1 : 0;
        }

        return (same, runs);
    }
}
