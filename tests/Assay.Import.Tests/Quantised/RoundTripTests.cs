using Assay.Import.Export;
using Assay.Import.Tests.Tflite;
using Assay.Inference;
using Assay.Inference.Testing;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Quantised;

/// <summary>Programs exported with QuantizeLinear and DequantizeLinear and imported again, against the program itself and ONNX Runtime.</summary>
public class RoundTripTests(ITestOutputHelper output)
{
    /// <summary>Has channels whose factor is 0, which the export spells out in integers of 64 bits.</summary>
    private const string SpeltOut = "vww_96";

    /// <summary>TensorFlow Lite rounds twice, ONNX once: of a program with double rounding, elements near a tie come back one step off, and what follows with them.</summary>
    [Fact]
    public void Double_rounding_comes_back_as_single()
    {
        GoldenModel model = GoldenModel.Get("hello_world_int8");
        RoundTrip trip = RoundTrip.Take(Program(model), OnnxExportForm.Qdq, [.. model.Cases.Select(golden => golden.Input)]);

        output.WriteLine(trip.ToString());
        trip.Same.Should().BeGreaterThan(0.9);
        trip.Largest.Should().BeLessThanOrEqualTo(1);
        trip.SameAsRuntime.Should().Be(1);
    }

    [FurtherModelsFact]
    public void What_an_export_spells_out_in_integers_is_refused_by_name()
    {
        GoldenModel model = GoldenModel.Further.Single(further => further.Name == SpeltOut);

        FluentActions.Invoking(() => RoundTrip.Take(Program(model), OnnxExportForm.QdqFast, [])).Should().Throw<ImportException>().WithMessage("Operator Add (node*");
    }

    [Theory]
    [InlineData("micro_speech", OnnxExportForm.Qdq)]
    [InlineData("micro_speech", OnnxExportForm.QdqFast)]
    public void Committed_models_come_back_with_their_bytes(string name, OnnxExportForm form)
    {
        GoldenModel model = GoldenModel.Get(name);
        RoundTrip trip = RoundTrip.Take(Program(model), form, [.. model.Cases.Select(golden => golden.Input)]);

        output.WriteLine($"{name}, {form}: {trip}");
        trip.Same.Should().Be(1);
        trip.SameAsRuntime.Should().BeGreaterThan(0.99);
    }

    [FurtherModelsTheory]
    [MemberData(nameof(FurtherModels))]
    public void Further_models_come_back_with_their_classes(string name)
    {
        GoldenModel model = GoldenModel.Further.Single(further => further.Name == name);
        RoundTrip trip = RoundTrip.Take(Program(model), OnnxExportForm.QdqFast, [.. model.Cases.Select(golden => golden.Input)]);

        output.WriteLine($"{name}: {trip}");
        trip.SameClass.Should().BeGreaterThan(0.85);
        trip.SameClassAsRuntime.Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void The_text_direction_classifier_comes_back_with_its_classes()
    {
        (InferenceProgram program, ReadOnlyMemory<byte>[] inputs) = RenderedLines.Classifier(outputLogits: true);

        RoundTrip trip = RoundTrip.Take(program, OnnxExportForm.QdqFast, inputs);

        output.WriteLine(trip.ToString());
        trip.SameClass.Should().Be(1);
        trip.SameClassAsRuntime.Should().Be(1);
    }

    public static TheoryData<string> FurtherModels => [.. GoldenModel.Further.Select(model => model.Name).Where(name => name != SpeltOut)];

    private static InferenceProgram Program(GoldenModel model) => TfliteImporter.Import(model.FilePath, new TfliteImportOptions { Name = model.Name }).Program;
}
