using Assay.Import.Export;
using Assay.Inference;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Quantised;

/// <summary>Programs with tables of 16 bits, exported so that each is looked up, come back with the same tables.</summary>
public class RoundTripTableTests(ITestOutputHelper output)
{
    private const int Lines = 8;

    [Theory]
    [InlineData("HardSwish")]
    [InlineData("Tanh")]
    [InlineData("Gelu")]
    public void A_convolution_with_a_table_comes_back_as_one_instruction(string name)
    {
        RoundTrip trip = ComesBack(OperatorAgreement.Branches(20).Node(name, "s", ["a"]).Node("Add", "y", ["s", "b"]), Opcode.Conv2D);

        trip.Same.Should().BeGreaterThan(0.99);
        trip.Largest.Should().BeLessThanOrEqualTo(1);
        trip.LargestFromRuntime.Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void A_table_behind_a_tensor_of_16_bits_comes_back()
    {
        ModelWriter writer = OperatorAgreement.Rows(17).Constant("w1", [3, 3], OperatorAgreement.Values(9, 40)).Node("MatMul", "q", ["t", "w1"]);
        RoundTrip trip = ComesBack(writer.Node("MatMul", "scores", ["q", "r"]).Node("Tanh", "y", ["scores"]), Opcode.Rescale);

        // Results of 16 bits, between samples that are interpolated.
        trip.Largest.Should().BeLessThanOrEqualTo(1);
        trip.LargestFromRuntime.Should().BeLessThanOrEqualTo(32);
    }

    [Fact]
    public void The_text_direction_classifier_comes_back()
    {
        (InferenceProgram program, ReadOnlyMemory<byte>[] inputs) = RenderedLines.Classifier(outputLogits: false);

        RoundTrip trip = RoundTrip.Take(program, OnnxExportForm.Qdq, inputs);

        output.WriteLine(trip.ToString());
        Tables(RoundTrip.Import(program, OnnxExportForm.Qdq)).Should().Equal(Tables(program)).And.HaveCountGreaterThan(10);
        trip.SameClass.Should().Be(1);
        trip.SameClassAsRuntime.Should().Be(1);
    }

    private RoundTrip ComesBack(ModelWriter writer, Opcode table)
    {
        InferenceProgram program = OnnxImporter.Import(writer.Output("y").Build(), OperatorAgreement.Options(OperatorAgreement.Shape)).Program;
        var random = new Random(3);
        ReadOnlyMemory<byte>[] inputs = [.. Enumerable.Range(0, Lines).Select(_ => Bytes(random, program.Inputs[0]))];
        Tables(program).Should().ContainSingle().Which.Should().StartWith($"{table}:");
        Tables(RoundTrip.Import(program, OnnxExportForm.Qdq)).Should().Equal(Tables(program));
        RoundTrip trip = RoundTrip.Take(program, OnnxExportForm.Qdq, inputs);
        output.WriteLine(trip.ToString());
        return trip;
    }

    private static ReadOnlyMemory<byte> Bytes(Random random, TensorDescriptor input)
    {
        byte[] bytes = new byte[input.Shape.Elements];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>The operators that have tables, with what these hold.</summary>
    private static IEnumerable<string> Tables(InferenceProgram program) => program.Instructions.Where(instruction => instruction.Epilogue.Kind == EpilogueKind.Table)
        .Select(instruction => $"{instruction.Opcode}: {string.Join(' ', new ProgramConstants(program).Table(instruction.Epilogue))}");
}
