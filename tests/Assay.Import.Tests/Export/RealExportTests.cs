using System.Runtime.InteropServices;
using Assay.Import.Export;
using Assay.Import.Images;
using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.Testing;
using Microsoft.ML.OnnxRuntime;
using Xunit.Abstractions;

namespace Assay.Import.Tests.Export;

/// <summary>Exported to operators of real numbers, programs run in ONNX Runtime and give nearly the same numbers.</summary>
public class RealExportTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(OnnxExportForm.Qdq)]
    [InlineData(OnnxExportForm.QdqFast)]
    public void Random_programs_of_all_operators_mostly_give_the_same_bytes(OnnxExportForm form)
    {
        const int Seeds = 124;
        int same = 0, all = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            RandomCase random = RandomPrograms.Create(seed);
            using var executor = new ReferenceExecutor(random.Program);
            IReadOnlyList<ReadOnlyMemory<byte>> expected = executor.Run(random.Inputs).Outputs;
            byte[][] actual = ExportedModel.Run(random.Program, form, random.Inputs);
            same += actual.Where((bytes, i) => bytes.AsSpan().SequenceEqual(expected[i].Span)).Count();
            all += actual.Length;
        }

        output.WriteLine($"{same} of {all} outputs have the same bytes");
        same.Should().BeGreaterThan(all * 9 / 10);
    }

    [Fact]
    public void Unsigned_words_become_the_real_numbers_that_they_stand_for()
    {
        const double Scale = 0.01;
        const int ZeroPoint = 1 << 15;
        ushort[] values = [0, 1000, 32767, 32768, 40000, 65535];
        var builder = new ProgramBuilder("unsigned words");
        TensorHandle input = builder.AddInput("x", ElementType.Int16, new TensorShape(1, 1, 1, values.Length), Scale, ZeroPoint, isUnsigned: true);
        Epilogue upperByte = Epilogue.Rescale(new RescaleStage(1 << 30, 38, 0, sbyte.MinValue, sbyte.MaxValue));
        builder.MarkOutput(builder.Rescale(input, ElementType.Int8, upperByte, unsignedInput: true, unsignedOutput: false), "y", Scale * 256);
        using var model = new ExportedModel(builder.Build(), OnnxExportForm.Float);

        double[] actual = model.RunNumbers(MemoryMarshal.AsBytes<ushort>(values).ToArray());

        for (int i = 0; i < values.Length; i++)
            actual[i].Should().BeApproximately(Scale * (values[i] - ZeroPoint), Scale * 256, $"of {values[i]}");
    }

    [Fact]
    public void Random_programs_of_all_operators_are_valid_float_graphs()
    {
        const int Seeds = 62;
        for (int seed = 0; seed < Seeds; seed++)
        {
            RandomCase random = RandomPrograms.Create(seed);
            using var session = new InferenceSession(OnnxExporter.Export(random.Program, new OnnxExportOptions(OnnxExportForm.Float)));
            session.OutputNames.Should().BeEquivalentTo(random.Program.Outputs.Select(tensor => tensor.Name), $"of {random}");
        }
    }

    [Theory]
    [InlineData("hello_world_int8", OnnxExportForm.Qdq)]
    [InlineData("hello_world_int8", OnnxExportForm.QdqFast)]
    [InlineData("micro_speech", OnnxExportForm.Qdq)]
    [InlineData("micro_speech", OnnxExportForm.QdqFast)]
    public void Imported_tflite_models_are_at_most_a_step_off(string name, OnnxExportForm form)
    {
        GoldenModel model = GoldenModel.Get(name);
        InferenceProgram program = TfliteImporter.Import(model.FilePath, new TfliteImportOptions { Name = name }).Program;
        int[] differences = [.. model.Cases.SelectMany(golden => Differences(golden.Output, ExportedModel.Run(program, form, [golden.Input])[0]))];
        output.WriteLine($"{differences.Count(difference => difference == 0)} of {differences.Length} elements are equal");
        differences.Max().Should().BeLessThanOrEqualTo(1);
        differences.Count(difference => difference == 0).Should().BeGreaterThanOrEqualTo(differences.Length * 9 / 10);
    }

    [Theory]
    [InlineData(OnnxExportForm.Qdq)]
    [InlineData(OnnxExportForm.QdqFast)]
    public void Operators_with_byte_kernels_are_at_most_a_step_off(OnnxExportForm form)
    {
        (InferenceProgram program, byte[] input) = ByteKernelProgram.Create(seed: 5);
        using var executor = new ReferenceExecutor(program);
        IReadOnlyList<ReadOnlyMemory<byte>> expected = executor.Run([input]).Outputs;
        byte[][] actual = ExportedModel.Run(program, form, [input]);
        for (int i = 0; i < actual.Length; i++)
        {
            int[] differences = [.. Differences(expected[i], actual[i])];
            output.WriteLine($"{program.Outputs[i].Name}: {differences.Count(difference => difference == 0)} of {differences.Length} equal, {expected[i].ToArray().Distinct().Count()} values");
            differences.Max().Should().BeLessThanOrEqualTo(1, $"of {program.Outputs[i].Name}");
            differences.Count(difference => difference == 0).Should().BeGreaterThan(differences.Length * 9 / 10, $"of {program.Outputs[i].Name}");
            expected[i].ToArray().Distinct().Count().Should().BeGreaterThan(30, $"of {program.Outputs[i].Name}, which must not be saturated");
        }
    }

    [Theory]
    [InlineData(OnnxExportForm.Qdq)]
    [InlineData(OnnxExportForm.QdqFast)]
    [InlineData(OnnxExportForm.Float)]
    public void The_text_direction_model_takes_lines_for_the_same_class(OnnxExportForm form)
    {
        const int Lines = 40;
        InferenceProgram program = TextDirectionProgram.Value;
        using var executor = new CpuExecutor(program);
        using var exported = new ExportedModel(program, form);
        using TextLineRenderer renderer = TextLineRenderer.FromDirectory(Repository.Fonts);
        var preprocessor = new ImagePreprocessor(program);
        int same = 0;
        for (int line = 0; line < Lines; line++)
        {
            byte[] input = preprocessor.Apply(renderer.Render(TextDirectionModel.EvaluationSeed, line).Image);
            double[] expected = ExportedModel.Numbers(program.Outputs[0], executor.Run([input]).Outputs[0]);
            double[] actual = exported.RunNumbers(input);
            same += expected[0] > expected[1] == actual[0] > actual[1] ? 1 : 0;
        }

        output.WriteLine($"{same} of {Lines} lines have the same class");
        same.Should().BeGreaterThanOrEqualTo(Lines - 1);
    }

    private static IEnumerable<int> Differences(ReadOnlyMemory<byte> expected, byte[] actual) =>
        actual.Select((value, i) => Math.Abs((sbyte)expected.Span[i] - (sbyte)value));
}
