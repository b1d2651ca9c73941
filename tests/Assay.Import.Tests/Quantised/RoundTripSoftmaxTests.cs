using Assay.Import.Export;
using Assay.Import.Onnx;
using Assay.Inference;
using Assay.Inference.Testing;
using Xunit.Abstractions;
using static Assay.Import.Tests.OperatorAgreement;

namespace Assay.Import.Tests.Quantised;

/// <summary>Programs with a soft-max, exported with QuantizeLinear and DequantizeLinear and imported again: it is one operator in the file, and comes back as ours.</summary>
public class RoundTripSoftmaxTests(ITestOutputHelper output)
{
    private const int Runs = 12;

    [Theory]
    [InlineData(OnnxExportForm.Qdq)]
    [InlineData(OnnxExportForm.QdqFast)]
    public void Attention_comes_back(OnnxExportForm form)
    {
        RoundTrip trip = Take(
            Rows(17).Constant("wq", [3, 3], Values(9, 40)).Node("MatMul", "q", ["t", "wq"]).Node("MatMul", "scores", ["q", "r"])
                .Node("Softmax", "weights", ["scores"], ("axis", -1)).Node("MatMul", "y", ["weights", "t"]),
            form);

        // The result has 16 bits, of sums whose factors have 8.
        const int LargestOfBytes = 300;
        trip.LargestFromRuntime.Should().BeLessThan(LargestOfBytes);
        AsItWas(trip, form);
    }

    [Theory]
    [InlineData(OnnxExportForm.Qdq, 1)]
    [InlineData(OnnxExportForm.Qdq, 3)]
    [InlineData(OnnxExportForm.QdqFast, 1)]
    [InlineData(OnnxExportForm.QdqFast, 3)]
    public void A_soft_max_at_the_end_comes_back_along_any_axis(OnnxExportForm form, int axis)
    {
        RoundTrip trip = Take(Branches().Node("Softmax", "y", ["a"], ("axis", axis)), form);

        trip.LargestFromRuntime.Should().BeLessThanOrEqualTo(8, "of 32,767; the soft-max is the program's own");
        AsItWas(trip, form);
    }

    [Theory]
    [InlineData(OnnxExportForm.Qdq)]
    [InlineData(OnnxExportForm.QdqFast)]
    [InlineData(OnnxExportForm.Float)]
    public void Only_what_is_a_soft_max_is_exported_as_one(OnnxExportForm form)
    {
        InferenceProgram program = TfliteImporter.Import(GoldenModel.Get("micro_speech").FilePath, new TfliteImportOptions { Name = "speech" }).Program;
        int product = program.Instructions.ToList().FindLastIndex(instruction => instruction.Opcode == Opcode.Mul);
        Instruction half = program.Instructions[product] with { Parameter = (byte)(program.Instructions[product].Parameter - 1) };
        var other = new InferenceProgram(program.Name, program.Instructions.SetItem(product, half), program.Constants, program.Inputs, program.Outputs, program.Pages);

        Operators(program, form).Should().ContainSingle(name => name == "Softmax").And.NotContain("ReduceMax");
        Operators(other, form).Should().Contain("ReduceMax").And.NotContain("Softmax");
    }

    private static IEnumerable<string> Operators(InferenceProgram program, OnnxExportForm form) =>
        OnnxReader.Parse(OnnxExporter.Export(program, new OnnxExportOptions(form))).Nodes.Select(node => node.Operator);

    /// <summary>The form that rounds wherever the program does comes back with its bytes; the other has more bits in front of the soft-max.</summary>
    private static void AsItWas(RoundTrip trip, OnnxExportForm form)
    {
        trip.Same.Should().BeGreaterThanOrEqualTo(form == OnnxExportForm.Qdq ? 1 : 0.8);
        trip.SameClass.Should().Be(1);
        trip.SameClassAsRuntime.Should().Be(1);
    }

    private RoundTrip Take(ModelWriter writer, OnnxExportForm form)
    {
        InferenceProgram program = OnnxImporter.Import(writer.Output("y").Build(), Options(Shape)).Program;
        var random = new Random(3);
        var inputs = new ReadOnlyMemory<byte>[Runs];
        for (int i = 0; i < Runs; i++)
        {
            byte[] bytes = new byte[program.Inputs[0].Shape.Elements];
            random.NextBytes(bytes);
            inputs[i] = bytes;
        }

        RoundTrip trip = RoundTrip.Take(program, form, inputs);
        output.WriteLine(trip.ToString());
        return trip;
    }
}
