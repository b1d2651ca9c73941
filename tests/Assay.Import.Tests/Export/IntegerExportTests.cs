using Assay.Import.Export;
using Assay.Inference;
using Assay.Inference.Cpu;
using Assay.Inference.Testing;

namespace Assay.Import.Tests.Export;

/// <summary>Exported to integer operators, programs give the same bytes in ONNX Runtime, whatever is in them.</summary>
public class IntegerExportTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_programs_of_all_operators_give_the_same_bytes(int part)
    {
        const int SeedsPerPart = 62;
        var failures = new List<string>();
        for (int seed = part * SeedsPerPart; seed < (part + 1) * SeedsPerPart; seed++)
        {
            RandomCase random = RandomPrograms.Create(seed);
            using var executor = new ReferenceExecutor(random.Program);
            IReadOnlyList<ReadOnlyMemory<byte>> expected = executor.Run(random.Inputs).Outputs;
            try
            {
                byte[][] actual = ExportedModel.Run(random.Program, OnnxExportForm.Integer, random.Inputs);
                for (int i = 0; i < actual.Length; i++)
                {
                    if (!actual[i].AsSpan().SequenceEqual(expected[i].Span))
                        failures.Add($"{random}: output {i} differs");
                }
            }
            catch (Exception error) when (error is Microsoft.ML.OnnxRuntime.OnnxRuntimeException or InvalidOperationException or ImportException)
            {
                failures.Add($"{random}: {error.Message}");
            }
        }

        failures.Should().BeEmpty();
    }

    [Theory]
    [InlineData("hello_world_int8")]
    [InlineData("micro_speech")]
    public void Imported_tflite_models_give_the_golden_bytes(string name)
    {
        GoldenModel model = GoldenModel.Get(name);
        InferenceProgram program = TfliteImporter.Import(model.FilePath, new TfliteImportOptions { Name = name }).Program;
        foreach (GoldenModelCase golden in model.Cases)
            ExportedModel.Run(program, OnnxExportForm.Integer, [golden.Input])[0].Should().Equal(golden.Output.ToArray(), $"of case {golden.Name}");
    }

    [Fact]
    public void The_imported_text_direction_model_gives_the_same_bytes()
    {
        InferenceProgram program = TextDirectionProgram.Value;
        byte[] input = new byte[program.Inputs[0].ByteLength];
        new Random(3).NextBytes(input);
        using var executor = new CpuExecutor(program);
        ReadOnlyMemory<byte> expected = executor.Run([input]).Outputs[0];
        ExportedModel.Run(program, OnnxExportForm.Integer, [input])[0].Should().Equal(expected.ToArray());
    }
}
