using Assay.Import.Evaluation;
using Assay.Import.Export;
using Assay.Import.Images;
using Assay.Import.Quantisation;
using Assay.Import.Tests.Tflite;
using Assay.Import.Tflite;
using Assay.Import.Tflite.Lowering;
using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.Testing;
using Microsoft.ML.OnnxRuntime;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Quantised;

/// <summary>
/// Programs exported with QuantizeLinear and DequantizeLinear and imported again, against the program itself and ONNX Runtime. A soft-max at the end is left out: the
/// export spells its integers out.
/// </summary>
public class RoundTripTests(ITestOutputHelper output)
{
    /// <summary>Has channels whose factor is 0, which the export spells out in integers of 64 bits.</summary>
    private const string SpeltOut = "vww_96";

    /// <summary>TensorFlow Lite rounds twice, ONNX once: of a program with double rounding, elements near a tie come back one step off, and what follows with them.</summary>
    [Fact]
    public void Double_rounding_comes_back_as_single()
    {
        GoldenModel model = GoldenModel.Get("hello_world_int8");
        RoundTrip trip = Take(WithoutSoftmax(model), OnnxExportForm.Qdq, [.. model.Cases.Select(golden => golden.Input)]);

        output.WriteLine(trip.ToString());
        trip.Same.Should().BeGreaterThan(0.9);
        trip.Largest.Should().BeLessThanOrEqualTo(1);
        trip.SameAsRuntime.Should().Be(1);
    }

    [FurtherModelsFact]
    public void What_an_export_spells_out_in_integers_is_refused_by_name()
    {
        GoldenModel model = GoldenModel.Further.Single(further => further.Name == SpeltOut);

        FluentActions.Invoking(() => Take(WithoutSoftmax(model), OnnxExportForm.QdqFast, [])).Should().Throw<ImportException>().WithMessage("Operator Add (node*");
    }

    [Theory]
    [InlineData("micro_speech", OnnxExportForm.Qdq)]
    [InlineData("micro_speech", OnnxExportForm.QdqFast)]
    public void Committed_models_come_back_with_their_bytes(string name, OnnxExportForm form)
    {
        GoldenModel model = GoldenModel.Get(name);
        RoundTrip trip = Take(WithoutSoftmax(model), form, [.. model.Cases.Select(golden => golden.Input)]);

        output.WriteLine($"{name}, {form}: {trip}");
        trip.Same.Should().Be(1);
        trip.SameAsRuntime.Should().BeGreaterThan(0.99);
    }

    [FurtherModelsTheory]
    [MemberData(nameof(FurtherModels))]
    public void Further_models_come_back_with_their_classes(string name)
    {
        GoldenModel model = GoldenModel.Further.Single(further => further.Name == name);
        RoundTrip trip = Take(WithoutSoftmax(model), OnnxExportForm.QdqFast, [.. model.Cases.Select(golden => golden.Input)]);

        output.WriteLine($"{name}: {trip}");
        trip.SameClass.Should().BeGreaterThan(0.85);
        trip.SameClassAsRuntime.Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void The_text_direction_classifier_comes_back_with_its_classes()
    {
        const int Lines = 8;
        using TextLineRenderer renderer = TextLineRenderer.FromDirectory(Repository.Fonts);
        ImportOptions options = TextDirectionModel.CreateOptions(renderer, Lines) with { OutputLogits = true };
        InferenceProgram program = OnnxImporter.Import(Repository.TextDirectionModel, options).Program;
        TensorDescriptor input = program.Inputs[0];
        var encoding = new InputEncoding(new QuantisationParameters(input.Scale, input.ZeroPoint), null, null);
        ReadOnlyMemory<byte>[] inputs = [.. options.CalibrationInputs.Take(Lines).Select(values => (ReadOnlyMemory<byte>)encoding.Quantise(values, input.Shape))];

        RoundTrip trip = Take(program, OnnxExportForm.QdqFast, inputs);

        output.WriteLine(trip.ToString());
        trip.SameClass.Should().Be(1);
        trip.SameClassAsRuntime.Should().Be(1);
    }

    public static TheoryData<string> FurtherModels => [.. GoldenModel.Further.Select(model => model.Name).Where(name => name != SpeltOut)];

    private static InferenceProgram WithoutSoftmax(GoldenModel model)
    {
        TfliteModel parsed = TfliteReader.Parse(File.ReadAllBytes(model.FilePath));
        if (parsed.Operators.FirstOrDefault(source => source.Kind == "SOFTMAX") is { } softmax)
            parsed = parsed with { Outputs = [softmax.Inputs[0]] };
        return TfliteLowering.Lower(parsed, new TfliteImportOptions { Name = model.Name }, default).Program;
    }

    private static RoundTrip Take(InferenceProgram program, OnnxExportForm form, IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        byte[] file = OnnxExporter.Export(program, new OnnxExportOptions(form) { ChannelsFirst = true });
        InferenceProgram back = QuantisedOnnxImporter.Import(file, new QuantisedOnnxOptions { Name = program.Name }).Program;
        using var original = new CpuExecutor(program);
        using var imported = new CpuExecutor(back);
        using InferenceSession session = QuantisedAgreement.Session(file);
        NodeMetadata metadata = session.InputMetadata[session.InputNames[0]];
        var trip = new RoundTrip();
        foreach (ReadOnlyMemory<byte> input in inputs)
        {
            long[] first = QuantisedAgreement.Integers(program.Outputs[0], original.Run([input]).Outputs[0].Span);
            long[] second = QuantisedAgreement.Integers(back.Outputs[0], imported.Run([input]).Outputs[0].Span);
            long[] channelsFirst = ChannelsFirst(QuantisedAgreement.Integers(program.Inputs[0], input.Span), metadata.Dimensions);
            long[] runtime = QuantisedAgreement.ChannelsLast(
                QuantisedAgreement.Run(session, channelsFirst, metadata), session.OutputMetadata[session.OutputNames[0]].Dimensions);
            trip = trip.With(first, second, runtime);
        }

        return trip;
    }

    private static long[] ChannelsFirst(long[] values, IReadOnlyList<int> shape)
    {
        int channels = shape[1], positions = shape[2] * shape[3];
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % positions * channels) + (i / positions)])];
    }

    private sealed record RoundTrip
    {
        private long Elements { get; init; }

        private long Equal { get; init; }

        private long EqualToRuntime { get; init; }

        private int Runs { get; init; }

        private int Classes { get; init; }

        private int ClassesOfRuntime { get; init; }

        /// <summary>The largest difference from the program and from ONNX Runtime, in steps.</summary>
        public long Largest { get; init; }

        public long LargestFromRuntime { get; init; }

        public double Same => (double)Equal / Elements;

        public double SameAsRuntime => (double)EqualToRuntime / Elements;

        public double SameClass => (double)Classes / Runs;

        public double SameClassAsRuntime => (double)ClassesOfRuntime / Runs;

        public RoundTrip With(long[] program, long[] imported, long[] runtime) => this with
        {
            Elements = Elements + program.Length,
            Equal = Equal + program.Zip(imported).Count(pair => pair.First == pair.Second),
            EqualToRuntime = EqualToRuntime + runtime.Zip(imported).Count(pair => pair.First == pair.Second),
            Runs = Runs + 1,
            Classes = Classes + (OutputValues.Largest(program) == OutputValues.Largest(imported) ? 1 : 0),
            ClassesOfRuntime = ClassesOfRuntime + (OutputValues.Largest(runtime) == OutputValues.Largest(imported) ? 1 : 0),
            Largest = Math.Max(Largest, program.Zip(imported).Max(pair => Math.Abs(pair.First - pair.Second))),
            LargestFromRuntime = Math.Max(LargestFromRuntime, runtime.Zip(imported).Max(pair => Math.Abs(pair.First - pair.Second))),
        };

        public override string ToString() =>
            $"{Runs} runs; as the program: {Same:P3} of the elements, {SameClass:P1} of the classes, at most {Largest} off; "
            + $"as ONNX Runtime: {SameAsRuntime:P3}, {SameClassAsRuntime:P1}, at most {LargestFromRuntime} off";
    }
}
